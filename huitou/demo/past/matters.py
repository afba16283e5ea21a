"""What would happen in the demo company, drawn from a seed: pure, so that the same seed gives the same company.

A matter is one customer's business with all its luck drawn beforehand; how it goes depends also on who handles it,
which the desk's own rules decide when it is played.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from huitou.demo.company import people, truth
from huitou.demo.past.scripts import PROPERTY, SCRIPTS, Script

PROPERTY_SITES = ("lanting", "binjiang")
RUSH, RUSH_MINUTES = 14, 150
LIVING = 4000  # numbers from here on belong to those who write while somebody looks
HOTEL_SITES = ("xihu", "wulin", "guzhen")


@dataclass(frozen=True)
class Buyer:
    """An invented customer: stable number, name, title, phone, home site."""

    number: int
    name: str
    title: str
    phone: str
    site: str


@dataclass(frozen=True)
class Matter:
    """One customer's business: when, who, what, and the luck (uniform numbers 0…1, one normal) it is born with."""

    key: str
    at: datetime
    buyer: Buyer
    script: Script
    site: str
    opening: int
    luck_answer: float
    luck_keep: float
    luck_late: float
    luck_rate: float
    luck_word: float
    noise: float
    expected_noise: float
    tells_expectation: int | None


@dataclass(frozen=True)
class Outcome:
    """How it goes with a certain agent: the promise kept, kept_late or broken (or no promise), and the rating."""

    answer_after: timedelta
    promise: str
    experience: int
    sign: str


def matters(*, seed: int, first: date, last: date, zone: ZoneInfo) -> Iterator[Matter]:
    """Every matter from the first to the last day, in order of time."""
    luck = random.Random(seed)
    known: list[Buyer] = []
    day, number = first, 0
    while day <= last:
        expected = truth.PER_DAY * (truth.WEEKEND_SHARE if day.weekday() >= 5 else 1.0)
        times = sorted(_moment(luck) for _ in range(_poisson(luck, expected)))
        for at in times:
            number += 1
            yield _matter(luck, number, datetime.combine(day, at, zone), known)
        day += timedelta(days=1)


def rush(*, seed: int, until: datetime) -> Iterator[Matter]:
    """The last hours before the demo opens are busy: so there is something to do when somebody sits down."""
    luck = random.Random(seed + 1)
    ages = sorted((luck.uniform(1, RUSH_MINUTES) for _ in range(RUSH)), reverse=True)
    for number, minutes in enumerate(ages):
        yield _matter(luck, LIVING - RUSH + number, until - timedelta(minutes=minutes), [], key=f"rush-{number}")


def matters_at(*, moment: datetime, luck: random.Random) -> Matter:
    """One more matter, now: a stranger or somebody invented anew."""
    number = LIVING + luck.randrange(5000)
    return _matter(luck, number, moment, [], key=f"live-{luck.getrandbits(64):x}")


def outcome(matter: Matter, *, agent: str) -> Outcome:
    """Play the drawn luck with the true parameters of the agent who handles it (see company/truth.py)."""
    true = truth.AGENT.get(agent, truth.AgentTruth(0.0, 0.85, 15))
    promise = ""
    if matter.script.promise:
        kept = matter.luck_keep < true.keeps
        promise = "kept" if kept else ("kept_late" if matter.luck_late < truth.KEPT_LATE else "broken")
    level = truth.BASE[matter.script.touchpoint] + truth.SITE[matter.site] + true.manner + truth.SIGMA * matter.noise
    level += truth.LIFT if promise == "kept" else (-truth.LATE_COSTS if promise else 0.0)
    segment = "property" if matter.site in PROPERTY_SITES else "hotel"
    expected = truth.EXPECTED[segment] + truth.SIGMA * matter.expected_noise
    sign = "exceeded" if level > expected + 0.5 else ("below" if level < expected - 0.5 else "met")
    minutes = true.answers_in * (0.4 + 1.8 * matter.luck_answer)
    return Outcome(timedelta(minutes=minutes), promise, max(1, min(5, round(level))), sign)


def _matter(luck: random.Random, number: int, at: datetime, known: list[Buyer], key: str = "") -> Matter:
    if known and luck.random() < truth.RETURNS:
        buyer = luck.choice(known)
    else:
        buyer = _buyer(luck, number)
        known.append(buyer)
    scripts = [s for s in SCRIPTS if (s.sites == PROPERTY) == (buyer.site in PROPERTY_SITES)]
    script = luck.choice(scripts)
    return Matter(
        key=key or f"demo-{number}",
        at=at,
        buyer=buyer,
        script=script,
        site=buyer.site,
        opening=luck.randrange(len(script.opens)),
        luck_answer=luck.random(),
        luck_keep=luck.random(),
        luck_late=luck.random(),
        luck_rate=luck.random(),
        luck_word=luck.random(),
        noise=luck.gauss(0, 1),
        expected_noise=luck.gauss(0, 1),
        tells_expectation=luck.choice((None, 60, 240, 1440)),
    )


def _buyer(luck: random.Random, number: int) -> Buyer:
    family = luck.choice(people.COMPOUND) if luck.random() < 0.03 else luck.choice(people.FAMILY_NAMES)
    site = luck.choice(HOTEL_SITES + PROPERTY_SITES)
    phone = f"1{luck.choice('35789')}{luck.randrange(10)}0000{number:04d}"  # four zeros: no real number
    return Buyer(number, family + luck.choice(people.GIVEN), luck.choice(("先生", "女士")), phone, site)


def _moment(luck: random.Random) -> time:
    # Two humps a day, ten in the morning and eight in the evening; nobody writes between one and six.
    hour = luck.gauss(10.5, 1.8) if luck.random() < 0.55 else luck.gauss(19.5, 2.0)
    seconds = int(max(6.0, min(23.8, hour)) * 3600) + luck.randrange(60)
    return time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)


def _poisson(luck: random.Random, mean: float) -> int:
    """Knuth's method; small means only."""
    import math

    limit, product, count = math.exp(-mean), luck.random(), 0
    while product > limit:
        product *= luck.random()
        count += 1
    return count
