"""Facts as thin lines: the names of people are looked up here, facts carry ids only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huitou.core.api import AccountRow, FactRow, accounts
from huitou.front.desk.words import sign_label

Line = tuple[str, str, str]  # icon, label, tone


@dataclass(frozen=True)
class Tellings:
    """Tells facts to colleagues, with the names of those who acted."""

    people: dict[int, AccountRow]

    # What the thread shows as its own items (messages, notes) is not told again as a line.
    TOLD = frozenset(
        {
            "desk.conversation_assigned.v1",
            "desk.conversation_queued.v1",
            "desk.conversation_snoozed.v1",
            "desk.conversation_woken.v1",
            "desk.conversation_closed.v1",
            "desk.conversation_reopened.v1",
            "desk.conversations_merged.v1",
            "desk.conversation_split.v1",
            "desk.conversations_linked.v1",
            "desk.conversations_unlinked.v1",
            "desk.case_opened.v1",
            "desk.case_closed.v1",
            "desk.case_reopened.v1",
            "desk.reply_held.v1",
            "desk.promise_late.v1",
            "desk.promise_escalated.v1",
            "desk.escalation_taken.v1",
            "desk.promise_kept.v1",
            "desk.promise_broken.v1",
            "desk.promise_renegotiated.v1",
            "desk.promise_released.v1",
            "voice.rated.v1",
        }
    )

    @classmethod
    def of(cls, rows: Iterable[FactRow]) -> Tellings:
        """Read the names of everybody who is in these facts with one query."""
        ids: set[int] = set()
        for row in rows:
            ids.update(
                i
                for i in (row.actor_id, row.data.get("to_id"), row.data.get("after_id"), row.data.get("author_id"))
                if isinstance(i, int)
            )
        return cls(accounts(ids) if ids else {})

    def tell(self, row: FactRow) -> Line:
        """Icon, sentence and tone of a fact."""
        who = self._actor(row)
        said = row.label
        special = getattr(self, f"_{row.name.split('.')[1]}", None)
        if special is not None:
            return special(row, who)
        text = _("%(who)s %(what)s") % {"who": who, "what": said} if who else said
        return _ICONS.get(row.name, "clock"), text, _TONES.get(row.name, "plain")

    def _actor(self, row: FactRow) -> str:
        if row.actor_kind == "account" and row.actor_id in self.people:
            return self.people[row.actor_id].name
        return {"customer": _("客户"), "api": _("接口")}.get(row.actor_kind, "")

    def _name(self, account_id: object) -> str:
        return self.people[account_id].name if isinstance(account_id, int) and account_id in self.people else _("同事")

    def _conversation_assigned(self, row: FactRow, who: str) -> Line:
        after = row.data.get("after_id")
        if after is None:
            return "assign", _("%(who)s 放回队列") % {"who": who or _("系统")}, "plain"
        if who and row.actor_id == after:
            return "assign", _("%(who)s 接手") % {"who": who}, "plain"
        if who:
            return "assign", _("%(who)s 交给 %(to)s") % {"who": who, "to": self._name(after)}, "plain"
        return "assign", _("按规则分给 %(to)s") % {"to": self._name(after)}, "plain"

    def _promise_escalated(self, row: FactRow, who: str) -> Line:
        return "late", _("承诺迟了，责任交给 %(to)s") % {"to": self._name(row.data.get("to_id"))}, "late"

    def _reply_held(self, row: FactRow, who: str) -> Line:
        to = self._name(row.data.get("author_id"))
        return "undo", _("客户又来信，定时的回复没有发出，退回%(to)s的草稿") % {"to": to}, "plain"

    def _promise_kept(self, row: FactRow, who: str) -> Line:
        if row.data.get("customer_said"):
            return "kept", _("客户说承诺做到了"), "plain"
        late = row.data.get("late")
        return (
            "kept",
            (_("%(who)s 晚了才兑现承诺") if late else _("%(who)s 兑现了承诺")) % {"who": who or _("系统")},
            "plain",
        )

    def _promise_broken(self, row: FactRow, who: str) -> Line:
        if row.data.get("customer_said"):
            return "broken", _("客户说承诺没做到"), "late"
        return "broken", _("%(who)s 记下承诺没有兑现") % {"who": who or _("系统")}, "late"

    def _promise_released(self, row: FactRow, who: str) -> Line:
        if row.data.get("customer_said"):
            return "released", _("客户说不用了，这项承诺不再做"), "plain"
        return "released", _("%(who)s 记下客户不再需要这项承诺") % {"who": who or _("系统")}, "plain"

    def _rated(self, row: FactRow, who: str) -> Line:
        said = {"n": row.data.get("experience"), "sign": sign_label(row.data.get("sign", ""))}
        text = _("客户评价 %(n)s 分，%(sign)s") % said
        return "heart", text, "late" if row.data.get("sign") == "below" else "plain"


_ICONS = {
    "desk.conversation_snoozed.v1": "snooze",
    "desk.conversation_woken.v1": "clock",
    "desk.conversation_closed.v1": "check",
    "desk.conversation_reopened.v1": "undo",
    "desk.case_opened.v1": "case",
    "desk.case_closed.v1": "check",
    "desk.case_reopened.v1": "undo",
    "desk.promise_late.v1": "late",
    "desk.escalation_taken.v1": "assign",
    "desk.promise_renegotiated.v1": "swap",
    "desk.conversations_merged.v1": "link",
    "desk.conversation_split.v1": "link",
    "desk.conversations_linked.v1": "link",
    "desk.conversations_unlinked.v1": "link",
    "desk.conversation_queued.v1": "clock",
}
_TONES = {"desk.promise_late.v1": "late", "desk.promise_renegotiated.v1": "soon"}
