"""The list pane: which conversations, in which views, drawn from one statement's rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import accounts
from huitou.desk import api as desk
from huitou.front.desk.chips import due_chip
from huitou.front.desk.shapes import ConversationRow, ListPage
from huitou.front.desk.words import CASE_KINDS, CHANNEL_ICONS, severity_label
from huitou.front.naming import named
from huitou.front.posting import id_of
from huitou.front.shapes import FilterField, Option, SavedView
from huitou.front.shell import person
from huitou.front.snippets import snippet
from huitou.front.times import Clock, iso, lasting
from huitou.roster.api import sites, teams

VIEWS: dict[str, desk.InboxFilter] = {
    "mine": desk.InboxFilter(view="mine"),
    "unassigned": desk.InboxFilter(view="unassigned"),
    "team": desk.InboxFilter(view="team"),
    "all": desk.InboxFilter(view="all"),
    "late": desk.InboxFilter(view="all", promise="late"),
    "snoozed": desk.InboxFilter(view="mine", state="snoozed"),
    "closed": desk.InboxFilter(view="all", state="closed"),
}
PARAMETERS = ("view", "q", "state", "kind", "site", "team", "owner", "tag", "waiting", "promise", "channel")
CARRIED = ("state", "channel")  # narrow the list and have no field of their own
LONGEST_SEARCH = 100
AROUND = 16  # letters before and after the words, in a row of the list
HUES = 8


@dataclass(frozen=True)
class Asked:
    """The list as the address asks for it; everything that narrows it stands in the URL."""

    view: str
    filter: desk.InboxFilter
    query: str
    after: str | None
    narrowed: bool
    words: str = ""  # what was typed into the search box
    carried: tuple[tuple[str, str], ...] = ()
    matches: Mapping[int, desk.Match] = field(default_factory=dict)  # where in which conversation the words stand


class Shared:
    """What several parts of one page need: each is read once, and only when a part asks for it."""

    @cached_property
    def clock(self) -> Clock:
        return Clock.read()

    @cached_property
    def colleagues(self) -> tuple[Option, ...]:
        """To whom a conversation can be given."""
        return tuple(
            Option(str(row.id), row.name)
            for row in accounts().values()
            if row.active and row.role in ("agent", "leader", "manager")
        )

    @cached_property
    def tags(self) -> tuple[desk.TagRow, ...]:
        return desk.tags()


def asked(query: QueryDict, *, default: str = "mine") -> Asked:
    """Read the address; what it does not understand is left out."""
    view = query.get("view", default)
    view = view if view in VIEWS else default
    chosen = VIEWS[view]
    number = {name: id_of(query.get(name)) for name in ("site", "team", "owner", "tag", "channel")}
    narrowing = {
        "kind": query.get("kind", "") if query.get("kind") in CASE_KINDS else "",
        "site_id": number.get("site"),
        "team_id": number.get("team"),
        "owner_id": number.get("owner"),
        "tag_id": number.get("tag"),
        "channel_id": number.get("channel"),
        "waiting": query.get("waiting") == "1",
    }
    narrowed = any(narrowing.values())
    if query.get("promise") in ("open", "late"):
        narrowing["promise"], narrowed = query["promise"], True
    if query.get("state") in ("open", "snoozed", "closed", "any"):
        narrowing["state"] = query["state"]
    kept = QueryDict(mutable=True)
    kept.update({name: query[name] for name in PARAMETERS if query.get(name)})
    words, matches = query.get("q", "").strip()[:LONGEST_SEARCH], {}
    if words:
        matches = desk.conversations_matching(query=words)
        narrowing["among"] = tuple(matches)
    carried = (("view", view), *((name, query[name]) for name in CARRIED if query.get(name)))
    whole = replace(chosen, **narrowing)
    return Asked(view, whole, kept.urlencode(), query.get("after") or None, narrowed, words, carried, matches)


def list_page(
    what: Asked, shared: Shared, *, account_id: int, open_id: int | None = None, rows_only: bool = False
) -> ListPage:
    """The list pane: rows, views with their counts, filters. `rows_only`: for a refresh, which leaves the head as it is."""
    clock = shared.clock
    page = desk.inbox(filter=what.filter, account_id=account_id, after=what.after)
    views = _views(what, account_id)
    label = next((view.label for view in views if view.active), pgettext("many", "会话"))
    total = next((view.count for view in views if view.active and view.count), len(page.rows))
    if what.narrowed or what.words:
        total = desk.counts(filters={"": what.filter}, account_id=account_id)[""]
    texts = _texts(what, page.rows)
    return ListPage(
        heading=label,
        total_text=_("99+ 个") if total >= 100 else _("%(n)s 个") % {"n": total},
        views=views,
        filters=() if rows_only else _filters(what, shared),
        rows=tuple(
            _marked(conversation_row(row, what, clock, account_id, open_id), what, texts.get(row.id))
            for row in page.rows
        ),
        query=what.words,
        carried=what.carried,
        everywhere_href=f"/desk/search?{urlencode({'q': what.words})}" if what.words else "",
        query_string=what.query,
        next_href=f"/desk?{what.query}&after={page.next}" if page.next else "",
        filtered=what.narrowed,
        clear_href=f"/desk?view={what.view}",
        colleagues=() if rows_only else shared.colleagues,
        empty_title=_empty(what)[0],
        empty_text=_empty(what)[1],
    )


def _empty(what: Asked) -> tuple[str, str]:
    if what.words:
        return _("这里没有找到"), _("这个视图里没有含“%(words)s”的会话。可以换个视图，或到处搜。") % {
            "words": what.words
        }
    if what.narrowed:
        return _("这里空了"), _("换个筛选条件，或看看别的视图。")
    return _("都处理完了"), _("新的来信会按技能、在岗和手上的数量自动分给您。")


def _texts(what: Asked, rows: Iterable[desk.InboxRow]) -> dict[int, desk.FoundText]:
    """Of the rows shown, the message or note in which the words stand."""
    if not what.words:
        return {}
    shown = {row.id: what.matches[row.id] for row in rows if row.id in what.matches}
    texts = {
        "message": desk.messages_found(ids=[one.ref_id for one in shown.values() if one.kind == "message"]),
        "note": desk.notes_found(ids=[one.ref_id for one in shown.values() if one.kind == "note"]),
    }
    return {pk: text for pk, one in shown.items() if (text := texts.get(one.kind, {}).get(one.ref_id))}


def _marked(row: ConversationRow, what: Asked, text: desk.FoundText | None) -> ConversationRow:
    """The row of a search, the words marked where they stand."""
    if not what.words:
        return row
    return replace(
        row,
        found=snippet(text.text, what.words, around=AROUND) if text else (),
        found_in_note=text is not None and text.direction == "note",
        title_marked=snippet(row.title, what.words),
        name_marked=snippet(row.customer_name, what.words),
    )


def conversation_row(
    row: desk.InboxRow, what: Asked, clock: Clock, account_id: int, open_id: int | None
) -> ConversationRow:
    """A row of the list, every string ready."""
    owner = person(row.owner_id, row.owner_name) if row.owner_id else None
    name = named(row.customer_address)
    promise = due_chip(row.promise_due, clock, count=row.promises_open) if row.promise_due else None
    return ConversationRow(
        id=str(row.id),
        href=f"/desk/c/{row.id}?{what.query}",
        title=row.subject or row.last_text[:40] or _("（没有文字）"),
        customer_name=name,
        customer_initial=name[:1],
        customer_hue=row.customer_id % HUES,
        channel=CHANNEL_ICONS.get(row.channel_kind, "chat"),
        channel_label=row.channel_name,
        last_text=row.last_text,
        last_ours=row.last_direction == "out",
        last_at=iso(row.last_at),
        last_text_time=clock.short(row.last_at),
        waiting=row.waiting_since is not None,
        waiting_text=_("等了 %(span)s") % {"span": lasting(clock.now - row.waiting_since)} if row.waiting_since else "",
        owner_name=row.owner_name,
        owner_initial=owner.initial if owner else "",
        owner_hue=owner.hue if owner else 0,
        mine=row.owner_id == account_id,
        unread=row.unread,
        promise=promise,
        kind_label=desk.case_kind_word(code=row.kind) if row.kind else "",
        severity=min(row.severity, 3) if row.kind else 0,
        severity_label=severity_label(row.severity),
        site=row.site_name,
        tags=row.tags,
        snoozed_until=clock.day_and_time(row.snoozed_until) if row.snoozed_until else "",
        state="waiting" if row.state == "open" and row.waiting_since else row.state,  # type: ignore[arg-type]
        active=row.id == open_id,
    )


def _views(what: Asked, account_id: int) -> tuple[SavedView, ...]:
    labels = {
        "mine": _("我的"),
        "unassigned": _("待分配"),
        "team": _("团队"),
        "late": _("承诺逾期"),
        "all": _("全部"),
        "snoozed": pgettext("state", "稍后"),
        "closed": _("已完结"),
    }
    counted = {key: VIEWS[key] for key in ("mine", "unassigned", "team", "late")}
    counts = desk.counts(filters=counted, account_id=account_id)
    own = [
        SavedView(f"v{row.id}", row.name, f"/desk?{row.query}", 0, what.query == row.query)
        for row in desk.views(account_id=account_id)
    ]
    in_own = any(view.active for view in own)

    def searched(key: str) -> dict[str, str]:
        return {"view": key, "q": what.words} if what.words else {"view": key}

    return (
        *(
            SavedView(
                key,
                label,
                f"/desk?{urlencode(searched(key))}",
                counts.get(key, 0),
                what.view == key and not in_own,
                late=key == "late",
            )
            for key, label in labels.items()
        ),
        *own,
    )


def _filters(what: Asked, shared: Shared) -> tuple[FilterField, ...]:
    chosen = what.filter
    kinds = [(kind, desk.case_kind_word(code=kind)) for kind in CASE_KINDS]
    people = [(one.value, one.label) for one in shared.colleagues]
    kept = [("open", _("有未了承诺")), ("late", _("承诺已逾期"))]
    return (
        FilterField.of("kind", _("种类"), _("所有种类"), kinds, chosen.kind),
        FilterField.of("site", _("门店"), _("所有门店"), [(row.id, row.name) for row in sites()], chosen.site_id),
        FilterField.of("team", _("团队"), _("所有团队"), [(row.id, row.name) for row in teams()], chosen.team_id),
        FilterField.of("owner", _("经办人"), _("所有人"), people, chosen.owner_id),
        FilterField.of("promise", _("承诺"), _("不限承诺"), kept, chosen.promise),
        FilterField.of("waiting", _("等待"), _("不限等待"), [("1", _("客户在等"))], "1" if chosen.waiting else ""),
        FilterField.of("tag", _("情境"), _("所有情境"), [(row.id, row.name) for row in shared.tags], chosen.tag_id),
    )
