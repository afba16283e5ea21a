"""Details that were heard are written here, and ended when they no longer hold; they are found back-stage."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, now, record, search, writing
from huitou.customers import facts
from huitou.customers.details import rules
from huitou.customers.models import Detail
from huitou.customers.profile.records import locked
from huitou.customers.profile.rules import line

KIND = "detail"


def add_detail(
    *,
    customer_id: int,
    kind: str,
    text: str,
    on_date: date | None = None,
    heard_in: int | None = None,
    actor: Actor,
) -> int:
    """Keep something the customer told us: like, dislike, habit, date, other; `heard_in` is the conversation's id.

    Returns the detail's id. Refuses customers.empty, .too_long, .bad_detail_kind, .detail_needs_date, .judges_person.
    """
    text = line(text, field=_("细节"), most=rules.MOST)
    if not text:
        raise Refusal("customers.empty", field=_("细节"))
    rules.check(kind=kind, text=text, on_date=on_date)
    with writing():
        return _keep(locked(customer_id).pk, kind, text, on_date, heard_in, actor)


def end_detail(*, detail_id: int, actor: Actor) -> None:
    """The detail no longer holds: it is not shown any more, but stays. Refuses core.not_found; twice is no error."""
    with writing():
        row = Detail.objects.select_for_update().filter(pk=detail_id).first()
        if row is None:
            raise Refusal("core.not_found")
        if row.ended_at is not None:
            return
        Detail.objects.filter(pk=detail_id).update(ended_at=now())
        search.forget(stage=search.BACK, kind=KIND, ref_id=detail_id, text=row.text)
        record(facts.DetailEnded(customer_id=row.customer_id, detail_id=detail_id), actor=actor)


def remember_offered(*, customer_id: int, kind: str, display: str, actor: Actor) -> None:
    """A handle came in beside a known one, unproven: kept as a detail so that a colleague can confirm it. Once."""
    text = _("来信时留下新的联系方式：%(display)s（尚未确认）") % {"display": display}
    with writing():
        if Detail.objects.filter(customer_id=customer_id, kind=Detail.OTHER, text__contains=display).exists():
            return
        _keep(customer_id, Detail.OTHER, text[: rules.MOST], None, None, actor)
        record(facts.HandleOffered(customer_id=customer_id, kind=kind), actor=actor)


def _keep(customer_id: int, kind: str, text: str, on_date: date | None, heard_in: int | None, actor: Actor) -> int:
    row = Detail.objects.create(
        customer_id=customer_id,
        kind=kind,
        text=text,
        on_date=on_date,
        heard_at=now(),
        heard_by_id=actor.id if actor.kind == "account" else None,
        heard_in=heard_in,
    )
    # Back-stage: what we know about somebody is for colleagues, never beside what the customer may see.
    search.index(stage=search.BACK, kind=KIND, ref_id=row.pk, text=text, at=row.heard_at)
    happened = facts.DetailHeard(customer_id=customer_id, detail_id=row.pk, kind=kind, conversation_id=heard_in)
    record(happened, actor=actor)
    return row.pk
