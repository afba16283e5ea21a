"""The middle and right panes: one conversation with everything that belongs to it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from huitou.core.api import Refusal, accounts, setting, who_is_here
from huitou.desk import api as desk
from huitou.front.desk.lists import Shared
from huitou.front.desk.pane import case_row, customer_pane
from huitou.front.desk.shapes import Composer, ConversationPage, CustomerPane, PromisePreset, Viewer
from huitou.front.desk.thread import thread_items
from huitou.front.desk.words import CHANNEL_ICONS, state_label
from huitou.front.naming import named
from huitou.front.sentences import sentence
from huitou.front.shapes import Option
from huitou.front.shell import person
from huitou.front.times import Clock, day_and_time

MIB = 1024 * 1024

REASONS = {
    "on_duty": _lazy("%(count)s 人在岗"),
    "ready": _lazy("%(count)s 人空闲"),
    "skilled": _lazy("%(count)s 人会处理这类事"),
    "skill_waived": _lazy("客户已等 %(minutes)s 分钟，不再等专门的人"),
    "below_load": _lazy("%(count)s 人手上没满 %(most)s 个"),
    "only_one": _lazy("只有%(name)s还接得下（手上 %(open)s 个）"),
    "equally_few": _lazy("%(count)s 人手上同样最少（%(open)s 个）"),
    "fewest_open": _lazy("%(name)s手上最少（%(open)s 个）"),
    "longest_idle": _lazy("%(name)s已 %(minutes)s 分钟没有接新的"),
    "none_given_yet": _lazy("%(name)s今天还没有接过"),
    "no_team": _lazy("还没有定团队"),
    "nobody_on_duty": _lazy("现在没有人在岗"),
    "nobody_ready": _lazy("没有人空闲"),
    "nobody_skilled": _lazy("没有人会处理这类事"),
    "all_full": _lazy("每个人手上都满了"),
}


@dataclass(frozen=True)
class Work:
    """What `_work.html` needs."""

    conversation: ConversationPage
    pane: CustomerPane
    unseen: bool  # something in it is new to this account


def work_of(
    conversation_id: int,
    shared: Shared,
    *,
    account_id: int,
    query: str = "",
    before: str | None = None,
    mode: str = "reply",
) -> Work:
    """A conversation as this account sees it; Refusal("core.not_found") when there is none."""
    head = desk.header(conversation_id=conversation_id, account_id=account_id)
    if head is None:
        raise Refusal("core.not_found")
    clock = shared.clock
    found = desk.thread(conversation_id=head.id, before=before)
    merged = [link.conversation_id for link in head.links if link.how == "merged"]
    promises = desk.promises_of(conversation_ids=[head.id, *merged])
    case = case_row(head.id, clock)
    page = ConversationPage(
        id=str(head.id),
        href=f"/desk/c/{head.id}",
        title=head.subject or (desk.case_kind_word(code=head.kind) if head.kind else _("来信")),
        customer_name=named(head.customer_address, head.reply_to),
        channel=CHANNEL_ICONS.get(head.channel_kind, "chat"),
        channel_label=head.channel_name,
        state="waiting" if head.state == "open" and head.waiting_since else head.state,  # type: ignore[arg-type]
        state_label=state_label(head.state, waiting=head.waiting_since is not None),
        items=thread_items(found, head, promises, clock, account_id=account_id),
        composer=composer_of(head, clock, mode),
        owner=person(head.owner_id, head.owner_name) if head.owner_id else None,
        mine=head.owner_id == account_id,
        case=case,
        viewers=viewers_of(head.id, account_id),
        tags=tuple(tag.name for tag in head.tags),
        older_href=f"/desk/c/{head.id}?before={found.older}" if found.older else "",
        snoozed_until=day_and_time(head.snoozed_until, where=clock.where) if head.snoozed_until else "",
        colleagues=_owners(head, account_id, shared.colleagues),
        tag_options=_situations(head, shared.tags),
        snooze_options=_snoozes(clock),
        why_me=why(head, account_id=account_id),
        back_href=f"/desk?{query}" if query else "/desk",
    )
    unseen = (head.last_message_id or 0) > head.seen_message_id
    return Work(page, customer_pane(head, promises, case, clock, account_id=account_id), unseen)


def composer_of(head: desk.Header, clock: Clock, mode: str) -> Composer:
    """The composer with this account's drafts and the five due times."""
    blocked = sentence(Refusal(head.no_way_out)) if head.no_way_out else ""
    newest = max([head.last_message_id or 0, head.seen_message_id])
    return Composer(
        to=named(head.customer_address, head.reply_to),
        channel_label=_("经由 %(channel)s") % {"channel": head.channel_name},
        key=uuid.uuid4().hex,
        mode="note" if mode == "note" else "reply",
        draft=head.reply_draft,
        note_draft=head.note_draft,
        presets=tuple(
            PromisePreset(int(row.key), row.code, row.label, row.due_text, row.warning)
            for row in desk.presets(team_id=head.team_id, at=clock.now, where=clock.where)
        ),
        laters=_laters(clock),
        kinds=tuple((kind, desk.promise_kind_word(code=kind)) for kind in desk.PROMISE_KINDS),
        blocked=blocked,
        elsewhere=_elsewhere(head) if blocked else "",
        most_mb=setting("files.max_bytes") // MIB,
        seen_id=str(newest),
    )


def _elsewhere(head: desk.Header) -> str:
    """What to do when no reply can leave by this channel."""
    to = head.reply_to or named(head.customer_address)
    return _("可以打电话或从自己的邮箱答复%(to)s，再记一条备注。") % {"to": to}


def viewers_of(conversation_id: int, account_id: int) -> tuple[Viewer, ...]:
    """Colleagues who look at the conversation or write in it now."""
    here = {who: kind for who, kind in who_is_here(conversation_id).items() if who != account_id}
    people = accounts(here) if here else {}
    return tuple(
        Viewer(person(who, people[who].name), "typing" if kind == "typing" else "looking")
        for who, kind in here.items()
        if who in people
    )


def why(head: desk.Header, *, account_id: int) -> str:
    """为什么是我？ The reasons of the rules in one sentence, or who handed it over with which word.

    To its owner it says 您, to everybody else the owner's name.
    """
    told = head.assignment
    if told is None:
        return ""
    if told.by_id:
        said = {"who": told.by_name, "word": told.word}
        return (_("%(who)s 交来：%(word)s") if told.word else _("%(who)s 交来")) % said
    name = _("您") if told.after_id == account_id else _given_to(head, told)
    reasons = [text for reason in told.reasons if (text := _reason({**reason, "name": name}))]
    return _("为何在这里：%(reasons)s") % {"reasons": _("，").join(reasons)} if reasons else ""


def _given_to(head: desk.Header, told: desk.AssignmentRow) -> str:
    if told.after_id is None or told.after_id == head.owner_id:
        return head.owner_name
    return next((one.name for one in accounts([told.after_id]).values()), "")


def _reason(reason: dict[str, Any]) -> str:
    """One reason of the assignment rules in words; what says nothing to a person is left out."""
    code = str(reason.get("code", ""))
    code = "equally_few" if code == "fewest_open" and "count" in reason else code
    text = str(REASONS.get(code, ""))
    return text % reason if "%(" in text else text


def _situations(head: desk.Header, tags: tuple[desk.TagRow, ...]) -> tuple[Option, ...]:
    there = {tag.id for tag in head.tags}
    return tuple(Option(str(tag.id), tag.name, selected=tag.id in there) for tag in tags)


def _owners(head: desk.Header, account_id: int, colleagues: tuple[Option, ...]) -> tuple[Option, ...]:
    me = () if head.owner_id == account_id else (Option("me", _("我来接手")),)
    back = (Option("", _("放回队列")),) if head.owner_id else ()
    others = tuple(
        Option(option.value, option.label, selected=option.value == str(head.owner_id))
        for option in colleagues
        if option.value != str(account_id)
    )
    return (*me, *others, *back)


def _laters(clock: Clock) -> tuple[tuple[str, str], ...]:
    """When a reply may be put off to, as the form posts it, and in words."""
    local = clock.now.astimezone(clock.where)
    nine = local.replace(hour=9, minute=0, second=0, microsecond=0)
    tomorrow, monday = nine + timedelta(days=1), nine + timedelta(days=7 - local.weekday())
    moments = dict.fromkeys((local.replace(second=0, microsecond=0) + timedelta(hours=1), tomorrow, monday))
    return tuple((f"{at:%Y-%m-%dT%H:%M}", clock.day_and_time(at)) for at in moments)


def _snoozes(clock: Clock) -> tuple[Option, ...]:
    local = clock.now.astimezone(clock.where)
    hour, three = local + timedelta(hours=1), local + timedelta(hours=3)
    return (
        Option("hour", _("一小时后 %(at)s") % {"at": f"{hour:%H:%M}"}),
        Option("three", _("三小时后 %(at)s") % {"at": f"{three:%H:%M}"}),
        Option("tomorrow", _("明天 9:00")),
        Option("monday", _("下周一 9:00")),
    )
