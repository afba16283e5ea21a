"""What the pages about customers show, as typed rows: every string ready, nothing computed in a template."""

from __future__ import annotations

from dataclasses import dataclass, field

from huitou.front.settings.shapes import Field
from huitou.front.shapes import CaseRow, CustomerRow, FilterField, Option, OtherConversation, PromiseRow, Tone


@dataclass(frozen=True, slots=True)
class TimelineRow:
    icon: str
    label: str
    time_text: str
    at: str
    day: str = ""  # heading shown when it changes: 11月22日
    href: str = ""
    text: str = ""  # quiet second line
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the list; `heard` is the detail by which they were found."""

    customer: CustomerRow
    heard: bool = False


@dataclass(frozen=True, slots=True)
class ListView:
    rows: tuple[Listed, ...]
    total_text: str
    query: str = ""
    filters: tuple[FilterField, ...] = ()
    next_href: str = ""
    filtered: bool = False
    too_short: bool = False  # one character finds nothing
    query_string: str = ""
    duplicates: int = 0  # pairs that may be one person
    can_edit: bool = False
    can_import: bool = False
    can_export: bool = False
    new_fields: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class HandleLine:
    icon: str
    label: str
    value: str
    bounced: bool
    removal_href: str


@dataclass(frozen=True, slots=True)
class DetailLine:
    text: str
    source_text: str
    end_href: str = ""
    ended_text: str = ""


@dataclass(frozen=True, slots=True)
class DetailGroup:
    """Details of one kind."""

    kind: str
    label: str
    lines: tuple[DetailLine, ...]


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """What holds for one purpose, and everything that was said before."""

    purpose: str
    label: str
    word: str  # 同意, 不同意, 没问过
    given: bool | None
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RatingLine:
    label: str
    word: str
    time_text: str
    low: bool
    text: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class MergeLine:
    text: str
    undo_href: str


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody who may be the same person: why, and what both are, to compare."""

    customer: CustomerRow
    reason: str
    made_text: str
    sites: str
    tally_text: str


@dataclass(frozen=True, slots=True)
class CustomerView:
    """One customer, whole."""

    customer: CustomerRow
    erased: bool
    facts: tuple[tuple[str, str], ...]  # language, sites, since
    standing: tuple[tuple[str, str], ...]
    fields: tuple[tuple[str, str], ...]
    handles: tuple[HandleLine, ...]
    details: tuple[DetailGroup, ...]
    ended: tuple[DetailLine, ...]
    detail_kinds: tuple[Option, ...]
    handle_kinds: tuple[Option, ...]
    consents: tuple[ConsentLine, ...]
    promises: tuple[PromiseRow, ...]
    ended_promises: tuple[PromiseRow, ...]
    cases: tuple[CaseRow, ...]
    conversations: tuple[OtherConversation, ...]
    ratings: tuple[RatingLine, ...]
    timeline: tuple[TimelineRow, ...]
    older_href: str
    twins: tuple[Twin, ...]
    merges: tuple[MergeLine, ...]
    can_edit: bool
    can_export: bool
    can_erase: bool
    errors: dict[str, str] = field(default_factory=dict)  # sentence by section


@dataclass(frozen=True, slots=True)
class FormView:
    """A page with one form."""

    title: str
    say: str
    action: str
    submit: str
    fields: tuple[Field, ...]
    back_href: str
    back_label: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class MergeView:
    customer: CustomerRow
    mine: Twin
    twins: tuple[Twin, ...]
    found: tuple[Twin, ...]
    merges: tuple[MergeLine, ...]
    query: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class PairLine:
    one: CustomerRow
    other: CustomerRow
    reason: str
    href: str


@dataclass(frozen=True, slots=True)
class ErasureView:
    customer: CustomerRow
    word: str  # to be typed
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    error: str = ""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of the file, the field it is put to, and what stands in it."""

    header: str
    options: tuple[Option, ...]
    sample: str
    guessed: bool


@dataclass(frozen=True, slots=True)
class MappingView:
    columns: tuple[ColumnLine, ...] = ()
    file_text: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class RunLine:
    href: str
    filename: str
    word: str
    numbers: str
    time_text: str
    by: str


@dataclass(frozen=True, slots=True)
class RefusedLine:
    line: str
    sentence: str
    cells: str


@dataclass(frozen=True, slots=True)
class RunView:
    """One import: how far it is, what came out, what was refused."""

    id: str
    href: str
    filename: str
    dry: bool
    running: bool
    failed: bool
    word: str
    percent: float
    done_text: str
    figures: tuple[tuple[str, str, str], ...]  # label, number, tone
    mapping: tuple[tuple[str, str], ...]
    refused: tuple[RefusedLine, ...]
    more_refused: int
    report_href: str
    carry_href: str = ""
    carry_text: str = ""
    error: str = ""
