"""The facts of a customer's timeline in words: one small function for each kind that needs more than its label."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from huitou.core.api import FactRow
from huitou.desk import api as desk
from huitou.front.customers import words
from huitou.front.customers.known import Known
from huitou.front.desk.words import detail_label, handle_label, rating_word
from huitou.front.shapes import Tone


@dataclass(frozen=True)
class Told:
    """One fact in words."""

    icon: str
    label: str
    text: str = ""
    tone: Tone = "plain"
    href: str = ""


def tell(fact: FactRow, known: Known) -> Told:
    """The fact as colleagues read it."""
    teller = _TELLERS.get(fact.name.rpartition(".")[0])
    if teller is None:
        return Told("clock", _("%(who)s %(what)s") % {"who": known.who(fact), "what": fact.label})
    return teller(fact, known)


def _promise(fact: FactRow, known: Known) -> tuple[str, str, str]:
    """Who has it, its kind and text, and its due time."""
    row = known.promises.get(fact.data.get("promise_id", 0))
    if row is None:
        return known.name(fact.data.get("owner_id")), _("一项承诺"), ""
    return row.owner_name, row.text or desk.promise_kind_word(code=row.kind), known.when(row.due_at)


def _made(fact: FactRow, known: Known) -> Told:
    _owner, what, due = _promise(fact, known)
    who = known.who(fact) if fact.actor_kind == "account" else known.name(fact.data.get("owner_id"))
    return Told("promise", _("%(who)s 作出承诺：%(what)s · %(due)s 前") % {"who": who, "what": what, "due": due}, tone="accent")  # fmt: skip


def _late(fact: FactRow, known: Known) -> Told:
    owner, what, due = _promise(fact, known)
    return Told("late", _("承诺逾期：%(what)s") % {"what": what}, _("%(who)s · 原定 %(due)s 前") % {"who": owner, "due": due}, "late")  # fmt: skip


def _escalated(fact: FactRow, known: Known) -> Told:
    told = {"from": known.name(fact.data.get("from_id")), "to": known.name(fact.data.get("to_id"))}
    return Told("late", _("逾期的承诺从 %(from)s 交给 %(to)s") % told, _promise(fact, known)[1], "late")


def _taken(fact: FactRow, known: Known) -> Told:
    return Told("assign", _("%(who)s 接手逾期的承诺") % {"who": known.who(fact)}, _promise(fact, known)[1])


def _kept(fact: FactRow, known: Known) -> Told:
    late, said = fact.data.get("late"), fact.data.get("customer_said")
    who, what = known.who(fact), _promise(fact, known)[1]
    if said:
        return Told("kept", _("%(who)s 说承诺兑现了：%(what)s") % {"who": who, "what": what}, tone="accent")
    word = _("迟后兑现承诺：%(what)s") if late else _("兑现承诺：%(what)s")
    return Told("kept", word % {"what": what}, _("%(who)s 记录") % {"who": who}, "soon" if late else "accent")


def _broken(fact: FactRow, known: Known) -> Told:
    who, what = known.who(fact), _promise(fact, known)[1]
    if fact.data.get("customer_said"):
        return Told("broken", _("%(who)s 说承诺没有兑现：%(what)s") % {"who": who, "what": what}, tone="late")
    return Told("broken", _("承诺没有兑现：%(what)s") % {"what": what}, _("%(who)s 记录") % {"who": who}, "late")


def _renegotiated(fact: FactRow, known: Known) -> Told:
    new = known.promises.get(fact.data.get("new_promise_id", 0))
    due = known.when(new.due_at) if new else ""
    return Told("swap", _("与客户改约到 %(due)s 前") % {"due": due}, _promise(fact, known)[1], "soon")


def _released(fact: FactRow, known: Known) -> Told:
    what = _promise(fact, known)[1]
    if fact.data.get("customer_said"):
        return Told("released", _("%(who)s 说承诺不用了：%(what)s") % {"who": known.who(fact), "what": what})
    return Told("released", _("客户不再需要这项承诺：%(what)s") % {"what": what}, _("%(who)s 记录") % {"who": known.who(fact)})  # fmt: skip


def _received(fact: FactRow, known: Known) -> Told:
    message = known.messages.get(fact.data.get("message_id", 0))
    word = _("%(who)s 的自动回复") if fact.data.get("automatic") else _("%(who)s 来信")
    return Told("form", word % {"who": known.address}, _line(message))


def _sent(fact: FactRow, known: Known) -> Told:
    message = known.messages.get(fact.data.get("message_id", 0))
    who = known.name(message.author_id) if message and message.author_id else known.who(fact)
    return Told("send", _("%(who)s 回复") % {"who": who}, _line(message))


def _failed(fact: FactRow, known: Known) -> Told:
    return Told("late", _("回复没有送达"), _line(known.messages.get(fact.data.get("message_id", 0))), "late")


def _noted(fact: FactRow, known: Known) -> Told:
    note = known.notes.get(fact.data.get("note_id", 0))
    return Told("lock", _("%(who)s 写了内部备注") % {"who": known.who(fact)}, _line(note), "note")


def _assigned(fact: FactRow, known: Known) -> Told:
    after = fact.data.get("after_id")
    if after is None:
        return Told("assign", _("会话放回队列"))
    if fact.actor_kind == "account" and fact.actor_id == after:
        return Told("assign", _("%(who)s 接手会话") % {"who": known.name(after)})
    if fact.actor_kind == "account":
        return Told("assign", _("%(who)s 把会话交给 %(to)s") % {"who": known.who(fact), "to": known.name(after)})
    return Told("assign", _("会话按规则分给 %(to)s") % {"to": known.name(after)})


def _case(icon: str, word: Callable[[], str], tone: Tone = "plain") -> Any:
    def tell(fact: FactRow, known: Known) -> Told:
        row = known.cases.get(fact.data.get("case_id", 0))
        kind = desk.case_kind_word(code=fact.data.get("kind") or (row.kind if row else ""))
        told = {"who": known.who(fact), "number": row.number if row else "", "kind": kind}
        href = f"/cases/{row.number}" if row else ""
        return Told(icon, word() % told, row.summary if row else "", tone, href)

    return tell


def _case_changed(fact: FactRow, known: Known) -> Told:
    row = known.cases.get(fact.data.get("case_id", 0))
    told = {"who": known.who(fact), "number": row.number if row else ""}
    # A field may carry what it is about: answer:explicit, link:17.
    fields = dict.fromkeys(words.case_field(one.partition(":")[0]) for one in fact.data.get("fields", ()))
    href = f"/cases/{row.number}" if row else ""
    return Told("case", _("%(who)s 修改工单 %(number)s") % told, _("、").join(fields), href=href)


def _follow_up(icon: str, word: Callable[[], str]) -> Any:
    def tell(fact: FactRow, known: Known) -> Told:
        row = known.cases.get(fact.data.get("case_id", 0))
        return Told(icon, word() % {"who": known.who(fact)}, row.number if row else "", href=f"/cases/{row.number}" if row else "")  # fmt: skip

    return tell


def _rated(fact: FactRow, known: Known) -> Told:
    row = known.ratings.get(fact.data.get("case_id", 0))
    said = rating_word(fact.data.get("sign", ""), fact.data.get("experience", 0))
    low = fact.data.get("sign") == "below"
    label = _("%(who)s 评价：%(said)s") % {"who": known.address, "said": said}
    return Told("star", label, row.text if row else "", "late" if low else "accent")


def _expected(fact: FactRow, known: Known) -> Told:
    return Told("flag", _("%(who)s 说了期望") % {"who": known.address})


def _heard(fact: FactRow, known: Known) -> Told:
    row = known.details.get(fact.data.get("detail_id", 0))
    told = {"who": known.who(fact), "kind": detail_label(fact.data.get("kind", "other"))}
    return Told("heart", _("%(who)s 记下细节（%(kind)s）") % told, row.text if row else "")


def _ended(fact: FactRow, known: Known) -> Told:
    row = known.details.get(fact.data.get("detail_id", 0))
    return Told("heart", _("%(who)s 记：这条细节不再适用") % {"who": known.who(fact)}, row.text if row else "")


def _handle(word: Callable[[], str], tone: Tone = "plain") -> Any:
    def tell(fact: FactRow, known: Known) -> Told:
        row = known.handles.get(fact.data.get("handle_id", 0))
        icon, label = handle_label(fact.data.get("kind") or (row.kind if row else ""))
        told = {"who": known.who(fact), "kind": label}
        return Told(icon, word() % told, row.display if row else "", tone)

    return tell


def _changed(fact: FactRow, known: Known) -> Told:
    fields = _("、").join(words.field_label(one) for one in fact.data.get("fields", ()))
    return Told("user", _("%(who)s 修改了%(fields)s") % {"who": known.who(fact), "fields": fields})


def _custom(fact: FactRow, known: Known) -> Told:
    told = {"who": known.who(fact), "field": known.fields.get(fact.data.get("field_id", 0), _("自定义字段"))}
    word = _("%(who)s 清空了“%(field)s”") if fact.data.get("emptied") else _("%(who)s 填写了“%(field)s”")
    return Told("user", word % told)


def _consented(fact: FactRow, known: Known) -> Told:
    what = {"who": known.address, "purpose": words.purpose_label(fact.data.get("purpose", ""))}
    word = _("%(who)s 同意：%(purpose)s") if fact.data.get("given") else _("%(who)s 不同意：%(purpose)s")
    return Told("shield", word % what, _("%(who)s 记录") % {"who": known.who(fact)})


def _merged(word: Callable[[], str]) -> Any:
    def tell(fact: FactRow, known: Known) -> Told:
        other = fact.data.get("gone_id") or fact.data.get("other_id")
        return Told("link", word() % {"who": known.who(fact), "other": other}, href=f"/customers/{other}" if other else "")  # fmt: skip

    return tell


def _tagged(word: Callable[[], str]) -> Any:
    def tell(fact: FactRow, known: Known) -> Told:
        tag = known.tags.get(fact.data.get("tag_id", 0), "")
        return Told("flag", word() % {"who": known.who(fact), "tag": tag})

    return tell


def _plain(icon: str, word: Callable[[], str]) -> Any:
    return lambda fact, known: Told(icon, word() % {"who": known.who(fact)})


def _made_record(fact: FactRow, known: Known) -> Told:
    how = {
        "message": _("第一次来信，自动建档"),
        "import": _("%(who)s 导入客户档案"),
        "staff": _("%(who)s 建立客户档案"),
    }
    return Told("plus", how.get(fact.data.get("how", ""), _("%(who)s 建立客户档案")) % {"who": known.who(fact)})


def _line(found: desk.FoundText | None) -> str:
    return " ".join(found.text.split()) if found else ""


_TELLERS: dict[str, Callable[[FactRow, Known], Told]] = {
    "desk.promise_made": _made,
    "desk.promise_late": _late,
    "desk.promise_escalated": _escalated,
    "desk.escalation_taken": _taken,
    "desk.promise_kept": _kept,
    "desk.promise_broken": _broken,
    "desk.promise_renegotiated": _renegotiated,
    "desk.promise_released": _released,
    "desk.message_received": _received,
    "desk.reply_sent": _sent,
    "desk.reply_failed": _failed,
    "desk.note_written": _noted,
    "desk.conversation_opened": _plain("chat", lambda: _("新会话")),
    "desk.conversation_assigned": _assigned,
    "desk.conversation_snoozed": _plain("snooze", lambda: _("%(who)s 把会话放到稍后")),
    "desk.conversation_woken": _plain("clock", lambda: _("会话回到待办")),
    "desk.conversation_closed": _plain("check", lambda: _("%(who)s 完结会话")),
    "desk.conversation_reopened": _plain("undo", lambda: _("会话重新打开")),
    "desk.conversation_tagged": _tagged(lambda: _("%(who)s 标记情境：%(tag)s")),
    "desk.conversation_untagged": _tagged(lambda: _("%(who)s 取消情境：%(tag)s")),
    "desk.case_opened": _case("case", lambda: _("%(who)s 建立工单 %(number)s（%(kind)s）")),
    "desk.case_changed": _case_changed,
    "desk.case_closed": _case("check", lambda: _("%(who)s 办结工单 %(number)s（%(kind)s）"), "accent"),
    "desk.case_reopened": _case("undo", lambda: _("工单 %(number)s 重新打开"), "soon"),
    "desk.follow_up_planned": _follow_up("bell", lambda: _("办结后安排了回访")),
    "desk.follow_up_due": _follow_up("bell", lambda: _("回访时间到了")),
    "desk.follow_up_done": _follow_up("check", lambda: _("%(who)s 完成回访")),
    "voice.rated": _rated,
    "voice.expectation_told": _expected,
    "customers.customer_made": _made_record,
    "customers.customer_changed": _changed,
    "customers.custom_set": _custom,
    "customers.detail_heard": _heard,
    "customers.detail_ended": _ended,
    "customers.handle_added": _handle(lambda: _("%(who)s 添加%(kind)s")),
    "customers.handle_removed": _handle(lambda: _("%(who)s 移除%(kind)s")),
    "customers.handle_bounced": _handle(lambda: _("%(kind)s联系不上"), "late"),
    "customers.handle_offered": _handle(lambda: _("客户留下新的%(kind)s，待确认"), "soon"),
    "customers.consent_told": _consented,
    "customers.merge_suggested": _merged(lambda: _("系统提示：可能和 %(other)s 号是同一位客户")),
    "customers.suggestion_dismissed": _merged(lambda: _("%(who)s 确认和 %(other)s 号不是同一位客户")),
    "customers.customers_merged": _merged(lambda: _("%(who)s 把 %(other)s 号档案并了进来")),
    "customers.customers_parted": _merged(lambda: _("%(who)s 撤销了与 %(other)s 号的合并")),
    "customers.person_exported": _plain("download", lambda: _("%(who)s 导出了个人信息副本")),
    "customers.erased": _plain("shield", lambda: _("%(who)s 按要求删除了个人信息")),
}
