"""Small things written on the customer page: handles, details, consents. One call each, then the page again."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from huitou.core.api import Refusal, page
from huitou.customers import api as customers
from huitou.front.customers.pages import EDIT, answer_about
from huitou.front.posting import actor_of, done_or_again


@page(EDIT, methods=("POST",))
def handles(request: HttpRequest, customer_id: int) -> HttpResponse:
    """One more way to reach them."""
    kind, raw = request.POST.get("kind", ""), request.POST.get("raw", "")
    return _act(
        request,
        customer_id,
        "handles",
        lambda: customers.add_handle(customer_id=customer_id, kind=kind, raw=raw, actor=actor_of(request)),
    )


@page(EDIT, methods=("POST",))
def handle_removal(request: HttpRequest, customer_id: int, handle_id: int) -> HttpResponse:
    """One way fewer."""
    person = customers.customer(customer_id=customer_id)

    def remove() -> None:
        if handle_id not in {one.id for one in person.handles}:
            raise Refusal("core.not_found")
        customers.remove_handle(handle_id=handle_id, actor=actor_of(request))

    return _act(request, customer_id, "handles", remove)


@page(EDIT, methods=("POST",))
def details(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Something heard in passing."""
    given = request.POST
    return _act(
        request,
        customer_id,
        "details",
        lambda: customers.add_detail(
            customer_id=customer_id,
            kind=given.get("kind", "other"),
            text=given.get("text", ""),
            on_date=_day(given.get("on_date", "")),
            actor=actor_of(request),
        ),
    )


@page(EDIT, methods=("POST",))
def detail_end(request: HttpRequest, customer_id: int, detail_id: int) -> HttpResponse:
    """It holds no longer."""
    known = {row.id for row in customers.details(customer_id=customer_id)}

    def end() -> None:
        if detail_id in known:
            customers.end_detail(detail_id=detail_id, actor=actor_of(request))

    return _act(request, customer_id, "details", end)


@page(EDIT, methods=("POST",))
def consents(request: HttpRequest, customer_id: int) -> HttpResponse:
    """A yes or a no, and how it was told."""
    given = request.POST
    return _act(
        request,
        customer_id,
        "consents",
        lambda: customers.give_consent(
            customer_id=customer_id,
            purpose=given.get("purpose", ""),
            given=given.get("given") == "yes",
            how=given.get("how", ""),
            actor=actor_of(request),
        ),
    )


def _act(request: HttpRequest, customer_id: int, section: str, do: object) -> HttpResponse:
    return done_or_again(
        do,  # type: ignore[arg-type]
        f"/customers/{customer_id}#{section}",
        lambda refusal: answer_about(request, customers.root_of(customer_id=customer_id), refusal, section),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("front.bad_time") from None
