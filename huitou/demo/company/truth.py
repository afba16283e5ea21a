"""The true parameters of the demo company, written down: measures that look at its data can be held against them.

Experience at a touchpoint (1 to 5) is drawn around
    BASE[touchpoint] + SITE[site] + AGENT[agent].manner − LATE_COSTS × (promise broken) + LIFT × (promise kept in time)
with normal noise of SIGMA, rounded and cut to 1…5. The sign against the expectation compares it with an expectation
drawn around EXPECTED[segment] (same scale): more than half a point above is 超出, below 低于.
A promise is kept with AGENT[agent].keeps; if not in time, later with KEPT_LATE, else broken.
"""

from __future__ import annotations

from dataclasses import dataclass

SIGMA = 0.7
LATE_COSTS = 1.3
LIFT = 0.35
KEPT_LATE = 0.6
RATES = 0.55  # share of invited customers who rate
PER_DAY = 2.2  # new conversations on a working day; weekends × WEEKEND_SHARE
WEEKEND_SHARE = 0.7
RETURNS = 0.42  # share of conversations that come from a customer who is known already
IMPATIENT_AFTER_MINUTES = 45  # a customer without an answer writes again


@dataclass(frozen=True)
class AgentTruth:
    """How an agent really is: points added to the experience, probability of keeping a promise, minutes to answer."""

    manner: float
    keeps: float
    answers_in: float


AGENT = {
    "xiaolin": AgentTruth(0.30, 0.94, 9),
    "xiaozhou": AgentTruth(0.05, 0.86, 16),
    "xiaochen": AgentTruth(-0.05, 0.80, 22),
    "xiaowu": AgentTruth(0.10, 0.74, 20),
    "xiaozheng": AgentTruth(-0.15, 0.66, 28),
    "xiaofeng": AgentTruth(0.25, 0.90, 12),
    "xiaohe": AgentTruth(0.15, 0.88, 14),
    "laozhou": AgentTruth(0.20, 0.92, 10),
    "laoli": AgentTruth(0.10, 0.85, 12),
    "laosun": AgentTruth(0.20, 0.93, 10),
}
BASE = {
    "booking": 4.1,
    "arrival": 4.0,
    "room": 3.7,
    "dining": 3.9,
    "housekeeping": 3.6,
    "repair": 3.1,
    "parking": 3.3,
    "security": 3.5,
    "checkout": 3.8,
    "invoice": 3.2,
    "membership": 3.9,
}
SITE = {"xihu": 0.25, "wulin": 0.0, "guzhen": 0.15, "lanting": -0.10, "binjiang": -0.30}
EXPECTED = {"hotel": 3.9, "property": 3.4}
