"""A share of successes with the interval of Wilson, which stays honest for few cases and for shares near 0 and 1.

Source: E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA 22 (1927), 209-212.
The page is `docs/methods/kept-rate.md`.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from huitou.measures.estimate import Estimate

# Below this many cases even a share of one half has an interval wider than 40 points: a figure to name, not to compare.
FEW = 20
NO_CASES, FEW_CASES = "no_cases", "few_cases"


def proportion(*, successes: int, n: int, confidence: float = 0.95) -> Estimate:
    """The share `successes / n` with its two-sided Wilson interval; with n = 0 no value and the range 0 to 1.

    Raises ValueError when the counts are negative or there are more successes than cases.
    """
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is no share")
    method = f"wilson {confidence:.0%}"
    if n == 0:
        return Estimate(None, 0.0, 1.0, 0, method)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # At 0 of n and n of n the formula gives the bound itself, up to rounding.
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return Estimate(share, low, high, n, method)


def warning(estimate: Estimate) -> str:
    """The named warning that a share must carry: `no_cases`, `few_cases` (fewer than 20), or nothing."""
    if estimate.n == 0:
        return NO_CASES
    return FEW_CASES if estimate.n < FEW else ""
