"""One promise in the words a customer reads: plain when it goes well, with an apology when it does not."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from huitou.desk import api as desk
from huitou.front.public.shapes import PublicPromise
from huitou.front.public.words import promise_state
from huitou.front.times import Clock

ANSWERED = {True: ("kept", "kept_late"), False: ("broken",)}


def shown(*, key: str, row: desk.PublicPromise, clock: Clock) -> PublicPromise:
    """The promise as the page of the conversation `key` shows it."""
    answers = not _answer(row) and (row.may_say_kept or row.may_say_not_kept)
    return PublicPromise(
        id=row.id,
        content=row.content,
        state=row.state,  # type: ignore[arg-type]
        state_label=promise_state(row.state),
        due_text=_due(row, clock),
        by_text=_by(row, clock),
        sorry=_sorry(row),
        answer_text=_answer(row),
        ask=_ask(row) if answers else "",
        answer_href=reverse("public-answer", args=[key, row.id]) if answers else "",
        may_say_kept=row.may_say_kept,
        may_say_not_kept=row.may_say_not_kept,
        release_href=reverse("public-release", args=[key, row.id]) if row.may_release else "",
        release_ask=_("真的不用了吗？我们会告诉%(who)s，这件事就不再做了。") % {"who": row.by_name},
        steps=_steps(row, clock),
    )


def _due(row: desk.PublicPromise, clock: Clock) -> str:
    told = {"due": clock.day_and_time(row.due_at), "done": clock.day_and_time(row.ended_at or row.due_at)}
    match row.state:
        case "late":
            return _("本来说好不晚于 %(due)s") % told
        case "kept":
            return _("%(done)s 做到，说好的是不晚于 %(due)s") % told
        case "kept_late":
            return _("%(done)s 才做到，说好的是不晚于 %(due)s") % told
        case "broken":
            return _("说好不晚于 %(due)s，没有做到") % told
        case "renegotiated":
            return _("原定 %(due)s，已和您商量改了时间") % told
        case "released":
            return (_("%(done)s 您说不用了") if _by_them(row) else _("%(done)s 和您说好，不用了")) % told
    return _("不晚于 %(due)s") % told


def _by(row: desk.PublicPromise, clock: Clock) -> str:
    """Who promised it, as it was written down then; and who has it now, since when."""
    first = next((step.by_name for step in row.history if step.kind == "made"), "")
    handed = [step for step in row.history if step.kind == "handed_over"]
    told = {"first": first or _("我们"), "made": clock.day_and_time(row.made_at), "now": row.by_name}
    if row.state not in ("open", "late", "broken") or row.by_name == first or not (first or handed):
        return _("%(first)s %(made)s 答应您的") % told
    if handed and handed[-1].by_name == row.by_name:
        return _("%(first)s %(made)s 答应您的；%(since)s 起由%(now)s负责") % (
            told | {"since": clock.day_and_time(handed[-1].at)}
        )
    return _("%(first)s %(made)s 答应您的，现在由%(now)s负责") % told


def _sorry(row: desk.PublicPromise) -> str:
    if row.state == "late":
        return _("对不起，让您久等了。%(who)s正在办。") % {"who": row.by_name}
    return {"kept_late": _("对不起，让您多等了。"), "broken": _("对不起，这件事我们没有做好。")}.get(row.state, "")


def _answer(row: desk.PublicPromise) -> str:
    if row.you_said is None or row.state not in ANSWERED[row.you_said]:
        return ""
    return _("您说：做到了。") if row.you_said else _("您说：没做到。")


def _ask(row: desk.PublicPromise) -> str:
    if row.state in ("kept", "kept_late"):
        return _("我们记的是做到了。您说呢？")
    return _("已经做到了？请告诉我们：") if row.state == "open" else _("做到没有，您说了算：")


def _by_them(row: desk.PublicPromise) -> bool:
    return any(step.kind == "released" and not step.by_name for step in row.history)


def _steps(row: desk.PublicPromise, clock: Clock) -> tuple[tuple[str, str], ...]:
    told = [(clock.day_and_time(at), _("说好的时间，后来和您商量改了")) for at in row.earlier_due]
    told += [(clock.day_and_time(step.at), _step(step)) for step in row.history]
    return tuple(told) if len(told) > 2 else ()  # made and done stand in the sentences above


def _step(step: desk.PublicStep) -> str:
    by_us = {
        "made": _("%(who)s 答应您"),
        "handed_over": _("改由 %(who)s 负责"),
        "kept": _("%(who)s 记下：做到了"),
        "kept_late": _("%(who)s 记下：晚了才做到"),
        "broken": _("%(who)s 记下：没能做到"),
        "renegotiated": _("%(who)s 和您商量改了时间"),
        "released": _("%(who)s 记下：您说不用了"),
    }
    if step.by_name and step.kind in by_us:
        return by_us[step.kind] % {"who": step.by_name}
    plain = {
        "made": _("我们答应您"),
        "late": _("到了时间，还没有做到"),
        "kept": _("记下：做到了"),
        "kept_late": _("记下：晚了才做到"),
        "broken": _("记下：没能做到"),
        "renegotiated": _("和您商量改了时间"),
        "released": _("您说不用了"),
        "you_said_kept": _("您说做到了"),
        "you_said_not_kept": _("您说没做到"),
    }.get(step.kind, step.kind)
    return _("%(what)s：“%(word)s”") % {"what": plain, "word": step.word} if step.word else plain
