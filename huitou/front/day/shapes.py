"""What the day page shows, as typed rows."""

from __future__ import annotations

from dataclasses import dataclass

from huitou.front.promises.shapes import LedgerRow
from huitou.front.shapes import Person, SavedView, Tone


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure of the day page."""

    label: str
    value: str
    hint: str  # what it is compared with: 昨天同时 12
    href: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class LoadRow:
    """How much one colleague carries now."""

    person: Person
    team: str
    open: int  # open conversations
    capacity: int  # what the roster allows
    waiting: int  # of these, customers waiting for us
    promises: int  # open promises due today
    late: int
    state_label: str  # 在岗, 午休, 已连续 95 分钟
    over: bool = False
    href: str = ""

    @property
    def share(self) -> float:
        """Load against capacity in percent, cut at 100 for drawing."""
        return min(100.0, 100.0 * self.open / self.capacity) if self.capacity else 100.0 * bool(self.open)


@dataclass(frozen=True, slots=True)
class Warning:
    """Something is wrong with the house itself."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Hour:
    """Letters of one hour of today, against the median of the same weekday."""

    label: str
    value: int
    usual: float
    now: bool = False
    ahead: bool = False  # still to come


@dataclass(frozen=True, slots=True)
class Chart:
    """The hours of today; `weeks` over how many weeks the usual was taken (0: too young to say)."""

    hours: tuple[Hour, ...]
    weeks: int
    text: str  # what the chart says, in words

    @property
    def top(self) -> float:
        """The highest value, for the scale."""
        return max([1.0, *(max(float(hour.value), hour.usual) for hour in self.hours)])


@dataclass(frozen=True, slots=True)
class DueHour:
    """Promises that fall due in one hour of today."""

    label: str
    kept: int
    late: int  # broken, kept after their time, or open though their time is over
    ahead: int  # open, their time still to come
    now: bool = False

    @property
    def total(self) -> int:
        """How high the bar stands."""
        return self.kept + self.late + self.ahead


@dataclass(frozen=True, slots=True)
class ShareRow:
    """One sign of the ratings with its interval; all shares 0…1."""

    sign: str
    label: str
    count: int
    share: float
    low: float
    high: float
    share_text: str
    range_text: str


@dataclass(frozen=True, slots=True)
class SharesCard:
    """The signs of one period; `thin`: too few ratings to compare with."""

    label: str
    n: int
    rows: tuple[ShareRow, ...]
    thin: bool


@dataclass(frozen=True, slots=True)
class LowLine:
    """Somebody was disappointed."""

    customer_name: str
    word: str
    text: str
    href: str
    time_text: str
    number: str


@dataclass(frozen=True, slots=True)
class VisitLine:
    customer_name: str
    label: str
    due_text: str
    late: bool
    href: str
    owner: Person | None


@dataclass(frozen=True, slots=True)
class DayView:
    date_text: str
    sentences: tuple[str, ...]
    warnings: tuple[Warning, ...]
    teams: tuple[SavedView, ...]
    tiles: tuple[Tile, ...]
    late: tuple[LedgerRow, ...]
    late_href: str
    coming: tuple[LedgerRow, ...]
    loads: tuple[LoadRow, ...]
    absent: int  # colleagues who are off and have nothing in hand
    chart: Chart
    dues: tuple[DueHour, ...]  # empty: no promise falls due today
    shares: tuple[SharesCard, ...]
    lows: tuple[LowLine, ...]
    visits: tuple[VisitLine, ...]
    visits_text: str
    sees_ratings: bool
