"""The customer list and the lines of the customer page, filled from the rooms' doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import accounts, may, now
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.customers import words
from huitou.front.customers.shapes import (
    ConsentLine,
    DetailGroup,
    DetailLine,
    HandleLine,
    Listed,
    ListView,
    MergeLine,
    RatingLine,
    Twin,
)
from huitou.front.desk.words import detail_label, handle_label, rating_word
from huitou.front.posting import id_of
from huitou.front.settings.shapes import Field
from huitou.front.shapes import CustomerRow, FilterField, HandleRow, options
from huitou.front.times import Clock, day_of_year
from huitou.roster.api import sites
from huitou.voice.api import BELOW, RatingRow

LEAST_WORD = 2
MOST_COUNTED = 1000
PARAMETERS = ("q", "site", "reach", "consent", "language")


def chosen_filter(query: QueryDict) -> customers.CustomerFilter:
    """The list as its address asks for it; what makes no sense narrows nothing."""
    said = query.get("q", "").strip()
    return customers.CustomerFilter(
        words=said if len(said) >= LEAST_WORD else "",
        site_id=id_of(query.get("site")),
        reach=query["reach"] if query.get("reach") in words.HANDLES else "",
        consent=query["consent"] if query.get("consent") in words.PURPOSES else "",
        language=query["language"] if query.get("language") in ("zh-hans", "en") else "",
    )


def kept_query(query: QueryDict) -> str:
    """What narrows the list, for the addresses of the next page and of the export."""
    kept = QueryDict(mutable=True)
    kept.update({name: query[name] for name in PARAMETERS if query.get(name)})
    return kept.urlencode()


def list_view(query: QueryDict, me: Any) -> ListView:
    """A page of customers, with those in whose details the words stand after them."""
    chosen, kept, clock = chosen_filter(query), kept_query(query), Clock.read()
    after = id_of(query.get("after"))
    page = customers.page(filter=chosen, after=after)
    found = [(row.customer, row.last_seen_at) for row in page.rows]
    shown = {customer.id for customer, _at in found}
    heard = _heard(chosen, kept, shown) if chosen.words and after is None else []
    tallies = _tallies([*(customer for customer, _at in found), *heard])
    names = {site.id: site.name for site in sites(closed_too=True)}
    rows = [Listed(_card(customer, at, tallies, names, clock)) for customer, at in found]
    rows += [Listed(_card(customer, None, tallies, names, clock), heard=True) for customer in heard]
    total = customers.count(filter=chosen) + len(heard)
    said = query.get("q", "").strip()
    return ListView(
        rows=tuple(rows),
        total_text=_("1000 多位")
        if total > MOST_COUNTED - 1
        else ngettext("%(n)s 位", "%(n)s 位", total) % {"n": total},
        query=said,
        filters=_filters(chosen, names),
        next_href=f"/customers?{kept}&after={page.next_key}" if page.next_key else "",
        filtered=bool(kept),
        too_short=0 < len(said) < LEAST_WORD,
        query_string=kept,
        duplicates=len(customers.open_suggestions(limit=50)) if may(me, "customers.edit") else 0,
        can_edit=may(me, "customers.edit"),
        can_import=may(me, "customers.import"),
        can_export=may(me, "customers.export"),
        new_fields=new_fields(),
    )


def new_fields() -> tuple[Field, ...]:
    """What is asked about a new customer: one way to reach them or a name is enough."""
    return (
        Field("name", _("姓名"), required=False, most=80),
        Field("title", _("尊称"), required=False, most=12, hint=_("先生、女士、老师……决定怎么称呼。")),
        Field("phone", _("电话"), required=False, most=40),
        Field("mail", _("邮箱"), required=False, most=200),
        Field("site", _("门店"), "select", options=options([("", _("不限")), *_site_pairs()]), required=False),
    )


def card(row: customers.CustomerRow, clock: Clock) -> CustomerRow:
    """A customer by name and handles."""
    name = row.name or (row.handles[0].display if row.handles else _("客户 %(id)s") % {"id": row.id})
    if row.erased:
        name = _("已删除的客户 %(id)s") % {"id": row.id}
    return CustomerRow(
        id=str(row.id),
        href=f"/customers/{row.id}",
        name=name,
        initial=name[:1],
        hue=row.id % 8,
        address_as=row.address,
        handles=tuple(HandleRow(*handle_label(one.kind), one.display) for one in row.handles),
        since_text=clock.day_and_time(row.made_at),
    )


def handle_lines(row: customers.CustomerRow) -> tuple[HandleLine, ...]:
    """The ways to reach somebody, each with its way out of the record."""
    return tuple(
        HandleLine(*handle_label(one.kind), one.display, one.bounced, f"/customers/{row.id}/handles/{one.id}/removal")
        for one in row.handles
    )


def detail_groups(
    rows: Iterable[customers.DetailRow], clock: Clock, people: Mapping[int, Any], customer_id: int
) -> Any:
    """Details by kind, and those that hold no longer: (groups, ended)."""
    lines: dict[str, list[DetailLine]] = {kind: [] for kind in words.KINDS}
    ended: list[DetailLine] = []
    for row in rows:
        who = people[row.heard_by].name if row.heard_by and row.heard_by in people else _("系统")
        heard = clock.short(row.heard_at)
        text = f"{day_of_year(row.on_date)} {row.text}" if row.on_date else row.text
        line = DetailLine(text, _("%(who)s %(when)s听说") % {"who": who, "when": heard})
        if row.ended_at:
            gone = clock.short(row.ended_at)
            ended.append(replace(line, ended_text=_("%(when)s起不再适用") % {"when": gone}))
        else:
            href = f"/customers/{customer_id}/details/{row.id}/end"
            lines.setdefault(row.kind, []).append(replace(line, end_href=href))
    groups = tuple(DetailGroup(kind, detail_label(kind), tuple(of)) for kind, of in lines.items() if of)
    return groups, tuple(ended)


def consent_lines(rows: Sequence[customers.ConsentRow], clock: Clock, people: Mapping[int, Any]) -> Any:
    """What holds for each purpose, with everything that was said."""
    lines = []
    for purpose in words.PURPOSES:
        said = [row for row in rows if row.purpose == purpose]
        given = said[0].given if said else None
        history = tuple(
            _("%(when)s %(word)s · %(how)s · 记录人 %(who)s")
            % {
                "when": clock.day_and_time(row.at),
                "word": words.consent_word(row.given),
                "how": row.how or _("没有写方式"),
                "who": people[row.asked_by].name if row.asked_by and row.asked_by in people else _("系统"),
            }
            for row in said
        )
        label = words.purpose_label(purpose)
        lines.append(ConsentLine(purpose, label, words.consent_word(given), given, history))
    return tuple(lines)


def rating_lines(found: Mapping[int, RatingRow], clock: Clock) -> tuple[RatingLine, ...]:
    """What the customer said of each settled case, newest first."""
    return tuple(
        RatingLine(
            label=row.case_number,
            word=rating_word(row.sign, row.experience),
            time_text=clock.short(row.at),
            low=row.sign == BELOW or row.experience <= 2,
            text=row.text,
            href=f"/cases/{row.case_number}",
        )
        for row in sorted(found.values(), key=lambda row: row.at, reverse=True)
    )


def merge_lines(rows: Iterable[customers.MergeRow], customer_id: int, clock: Clock) -> tuple[MergeLine, ...]:
    """The merges that hold, with the way back."""
    rows = list(rows)
    people = {row.id: row.name for row in accounts({row.by for row in rows if row.by}).values()} if rows else {}
    lines = []
    for row in rows:
        told = {
            "who": people.get(row.by or 0, _("系统")),
            "when": clock.short(row.at),
            "gone": row.gone_id,
        }
        text = _("%(when)s %(who)s 把 %(gone)s 号档案并了进来") % told
        lines.append(MergeLine(f"{text}：{row.why}" if row.why else text, f"/customers/{customer_id}/merges/{row.id}/undoing"))  # fmt: skip
    return tuple(lines)


def twins(pairs: Sequence[tuple[int, str]], clock: Clock) -> tuple[Twin, ...]:
    """Persons to compare, each with a reason (constant queries)."""
    persons = customers.customers(ids=[pk for pk, _reason in pairs])
    tallies = _tallies(list(persons.values()))
    names = {site.id: site.name for site in sites(closed_too=True)}
    return tuple(
        Twin(
            customer=card(persons[pk], clock),
            reason=words.reason_label(reason) if reason else "",
            made_text=card(persons[pk], clock).since_text,
            sites=_("、").join(names[site_id] for site_id in persons[pk].site_ids if site_id in names),
            tally_text=ngettext("%(n)s 个会话", "%(n)s 个会话", tallies[persons[pk].id].conversations)
            % {"n": tallies[persons[pk].id].conversations},
        )
        for pk, reason in pairs
        if pk in persons and not persons[pk].erased
    )


def _heard(chosen: customers.CustomerFilter, kept: str, shown: set[int]) -> list[customers.CustomerRow]:
    """Found by a detail: only when nothing else narrows, because a search knows no filters."""
    if kept != _only_words(chosen):
        return []
    found = customers.search(query=chosen.words, limit=20)
    return [one.customer for one in found if one.by == "detail" and one.customer.id not in shown]


def _only_words(chosen: customers.CustomerFilter) -> str:
    alone = QueryDict(mutable=True)
    alone["q"] = chosen.words
    return alone.urlencode()


def _tallies(rows: Sequence[customers.CustomerRow]) -> dict[int, desk.CustomerTally]:
    found = desk.tallies(customer_ids=[pk for row in rows for pk in (row.id, *row.merged_ids)], at=now())
    summed = {}
    for row in rows:
        of = [found[pk] for pk in (row.id, *row.merged_ids)]
        summed[row.id] = desk.CustomerTally(
            sum(one.conversations for one in of),
            sum(one.open_promises for one in of),
            sum(one.late_promises for one in of),
        )
    return summed


def _card(
    row: customers.CustomerRow,
    seen_at: Any,
    tallies: dict[int, desk.CustomerTally],
    names: dict[int, str],
    clock: Clock,
) -> CustomerRow:
    tally = tallies[row.id]
    return replace(
        card(row, clock),
        standing_label=row.tier or (row.address if row.address != row.name else ""),
        site=_("、").join(names[site_id] for site_id in row.site_ids if site_id in names),
        last_contact_text=clock.short(seen_at) if seen_at else "",
        open_promises=tally.open_promises,
        late_promises=tally.late_promises,
        conversations=tally.conversations,
    )


def _site_pairs() -> list[tuple[str, str]]:
    return [(str(site.id), site.name) for site in sites()]


def _filters(chosen: customers.CustomerFilter, names: dict[int, str]) -> tuple[FilterField, ...]:
    reach = [(kind, _("有%(kind)s") % {"kind": handle_label(kind)[1]}) for kind in ("phone", "mail", "openid")]
    agreed = [(one, _("同意：%(what)s") % {"what": words.purpose_label(one)}) for one in words.PURPOSES]
    languages = [(one, words.language_label(one)) for one in ("zh-hans", "en")]
    return (
        FilterField.of("site", _("门店"), _("所有门店"), names.items(), chosen.site_id),
        FilterField.of("reach", _("联系方式"), _("不限联系方式"), reach, chosen.reach),
        FilterField.of("consent", _("同意"), _("不限同意"), agreed, chosen.consent),
        FilterField.of("language", _("语言"), _("不限语言"), languages, chosen.language),
    )
