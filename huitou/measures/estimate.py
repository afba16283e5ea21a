"""What every figure of the house is: a value, how sure we are of it, out of how many, and how it was found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """`low` and `high` enclose the true value in 95 of 100 such cases unless `method` says otherwise.

    `value` is None when nothing was observed: there is no number then, only the whole range.
    """

    value: float | None
    low: float
    high: float
    n: int
    method: str
