"""Customers: who they are, how to reach them, what they told us, what they agreed to; merged, exported, erased."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema
from pydantic import Field

from huitou.core.api import FactRow, writing
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.api.caller import caller_of
from huitou.front.api.conversations import DONE, id_of
from huitou.front.api.cursors import cursor, number_of, paged
from huitou.front.api.facts import FactOut, facts_out
from huitou.front.api.messages import HandleIn
from huitou.front.api.rendering import straight
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body, Cursor, Done, Id, Items, Key, Limit, Made, Moment, Page, Text

routes = Routes("customers")
Language = Literal["zh-hans", "en"]


class CustomerIn(Body):
    """At least a name or a handle."""

    name: Text = Field("", max_length=80)
    title: Text = Field("", max_length=12)
    address_as: Text = Field("", max_length=40)
    language: Language = "zh-hans"
    handles: list[HandleIn] = Field(default_factory=list, max_length=10)
    site_ids: list[Id] = Field(default_factory=list, max_length=100)


class CustomerChange(Body):
    """Only what is given is changed; "" empties."""

    name: Text | None = Field(None, max_length=80)
    title: Text | None = Field(None, max_length=12)
    address_as: Text | None = Field(None, max_length=40)
    language: Language | None = None
    site_ids: list[Id] | None = Field(None, max_length=100)


class DetailIn(Body):
    """`conversation`: the key of the one in which it was said."""

    kind: Literal["like", "dislike", "habit", "date", "other"]
    text: Text = Field(min_length=1, max_length=300)
    on_date: date | None = None
    conversation: Key | None = None


class ConsentIn(Body):
    """To what they said yes or no, and how."""

    purpose: Literal["service", "care", "marketing", "survey"]
    given: bool
    how: Text = Field("", max_length=120)


class ValueIn(Body):
    """What stands in the field; an empty text empties it."""

    value: Text = Field(max_length=500)


class MergeIn(Body):
    """`gone_id` goes on in this customer."""

    gone_id: Id
    why: Text = Field("", max_length=200)


class NotSameIn(Body):
    """The other record."""

    other_id: Id


class FieldValue(Schema):
    """A field of the company and what stands in it."""

    key: str
    label: str
    value: str


class CustomerDetail(Schema):
    """A customer with all that is known: details and consents newest first."""

    customer: customers.CustomerRow
    details: list[customers.DetailRow]
    consents: list[customers.ConsentRow]
    fields: list[FieldValue]
    merges: list[customers.MergeRow]
    suggestions: list[customers.SuggestionRow]


class PairOut(Schema):
    """Two records that may be one person; `reason`: handles, name_and_number, name_and_mail, name_and_site."""

    customer_id: int
    other_id: int
    reason: str


class ErasedOut(Schema):
    """How many records of the person were emptied."""

    records: int


class CustomerQuery(Schema):
    """What narrows the list of customers."""

    q: Text = Field("", max_length=100, description="stands in the name or in a handle")
    site_id: Id | None = None
    tier: Text = Field("", max_length=20)
    language: Literal["", "zh-hans", "en"] = ""
    consent: Literal["", "service", "care", "marketing", "survey"] = Field("", description="agreed to this")
    reach: Literal["", "phone", "mail", "openid", "unionid"] = Field("", description="can be reached so")
    made_since: Moment | None = None

    def chosen(self) -> customers.CustomerFilter:
        """As the room takes it."""
        return customers.CustomerFilter(
            words=self.q,
            site_id=self.site_id,
            tier=self.tier,
            language=self.language,
            consent=self.consent,
            reach=self.reach,
            made_since=self.made_since,
        )


@routes.get("/customers", needs="customers.read", answers=Page[customers.ListedCustomer])
def list_customers(
    request: HttpRequest, asked: Query[CustomerQuery], after: Cursor = "", limit: Limit = 25
) -> HttpResponse:
    """Customers, the newest record first."""
    page = customers.page(filter=asked.chosen(), after=number_of(after), limit=limit)
    return straight({"items": page.rows, "next": cursor(page.next_key) if page.next_key is not None else None})


@routes.post("/customers", needs="customers.edit", answers=Made)
def make_customer(request: HttpRequest, body: CustomerIn) -> Any:
    """A new customer. Refused when a handle is somebody else's already."""
    made = customers.make(
        name=body.name,
        title=body.title,
        address_as=body.address_as,
        language=body.language,
        handles=[one.pair() for one in body.handles],
        site_ids=body.site_ids,
        actor=caller_of(request).actor,
    )
    return {"id": made}


@routes.get("/customers/{customer_id}", needs="customers.read", answers=CustomerDetail)
def get_customer(request: HttpRequest, customer_id: Id) -> Any:
    """The person behind an id; of a merged record, the one kept."""
    row = customers.customer(customer_id=customer_id)
    values = customers.custom(customer_id=row.id)
    return {
        "customer": row,
        "details": customers.details(customer_id=row.id),
        "consents": customers.consents(customer_id=row.id),
        "fields": [{"key": one.field.key, "label": one.field.label, "value": one.value} for one in values],
        "merges": customers.merges_of(customer_id=row.id),
        "suggestions": customers.suggestions(customer_id=row.id),
    }


@routes.patch("/customers/{customer_id}", needs="customers.edit", answers=Done)
def edit_customer(request: HttpRequest, customer_id: Id, body: CustomerChange) -> Any:
    """Change what is given."""
    actor = caller_of(request).actor
    with writing():
        customers.edit(customer_id=customer_id, actor=actor, **body.dict(exclude={"site_ids"}))
        if body.site_ids is not None:
            customers.set_sites(customer_id=customer_id, site_ids=body.site_ids, actor=actor)
    return DONE


@routes.get("/customers/{customer_id}/conversations", needs="desk.read", answers=Items[desk.ConversationOf])
def list_customer_conversations(request: HttpRequest, customer_id: Id, limit: Limit = 50) -> Any:
    """The newest conversations of a person, over all their records."""
    family = customers.family(customer_id=customer_id)
    return {"items": desk.conversations_of(customer_ids=family, limit=limit)}


@routes.get("/customers/{customer_id}/timeline", needs="customers.read", answers=Page[FactOut])
def customer_timeline(request: HttpRequest, customer_id: Id, after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """What happened with the person, newest first."""
    rows: list[FactRow] = customers.timeline(customer_id=customer_id, before=number_of(after), limit=limit)
    return straight({"items": facts_out(rows), "next": cursor(rows[-1].id) if len(rows) == limit else None})


@routes.post("/customers/{customer_id}/handles", needs="customers.edit", answers=Made)
def add_handle(request: HttpRequest, customer_id: Id, body: HandleIn) -> Any:
    """A phone number, address or openid of theirs."""
    kind, raw = body.pair()
    return {"id": customers.add_handle(customer_id=customer_id, kind=kind, raw=raw, actor=caller_of(request).actor)}


@routes.delete("/handles/{handle_id}", needs="customers.edit", answers=Done)
def remove_handle(request: HttpRequest, handle_id: Id) -> Any:
    """Take a handle away."""
    customers.remove_handle(handle_id=handle_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/customers/{customer_id}/details", needs="customers.edit", answers=Made)
def add_detail(request: HttpRequest, customer_id: Id, body: DetailIn) -> Any:
    """Something they told us."""
    made = customers.add_detail(
        customer_id=customer_id,
        kind=body.kind,
        text=body.text,
        on_date=body.on_date,
        heard_in=id_of(body.conversation) if body.conversation else None,
        actor=caller_of(request).actor,
    )
    return {"id": made}


@routes.delete("/details/{detail_id}", needs="customers.edit", answers=Done)
def end_detail(request: HttpRequest, detail_id: Id) -> Any:
    """It no longer holds."""
    customers.end_detail(detail_id=detail_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/customers/{customer_id}/consents", needs="customers.edit", answers=Made)
def give_consent(request: HttpRequest, customer_id: Id, body: ConsentIn) -> Any:
    """A yes or a no; every one stays, the newest holds."""
    actor = caller_of(request).actor
    return {"id": customers.give_consent(customer_id=customer_id, actor=actor, **body.dict())}


@routes.put("/customers/{customer_id}/fields/{key}", needs="customers.edit", answers=Done)
def set_field(request: HttpRequest, customer_id: Id, key: Text, body: ValueIn) -> Any:
    """Fill in a field of the company; "" empties it."""
    customers.set_custom(customer_id=customer_id, key=key, value=body.value, actor=caller_of(request).actor)
    return DONE


@routes.post("/customers/{customer_id}/merges", needs="customers.edit", answers=Made)
def merge_customers(request: HttpRequest, customer_id: Id, body: MergeIn) -> Any:
    """Two records are one person. The id undoes it."""
    actor = caller_of(request).actor
    return {"id": customers.merge(kept_id=customer_id, gone_id=body.gone_id, why=body.why, actor=actor)}


@routes.delete("/customer-merges/{merge_id}", needs="customers.edit", answers=Done)
def unmerge_customers(request: HttpRequest, merge_id: Id) -> Any:
    """They are two persons after all."""
    customers.unmerge(merge_id=merge_id, actor=caller_of(request).actor)
    return DONE


@routes.get("/customer-duplicates", needs="customers.edit", answers=Page[PairOut])
def list_duplicates(request: HttpRequest, after: Cursor = "", limit: Limit = 50) -> HttpResponse:
    """Records that may be one person, noticed and not yet settled, the newest first."""
    found = customers.open_suggestions(after=number_of(after), limit=limit)
    items = [{"customer_id": one.customer_id, "other_id": one.other_id, "reason": one.reason} for _key, one in found]
    return straight({"items": items, "next": cursor(found[-1][0]) if len(found) == limit else None})


@routes.get("/customers/{customer_id}/promises", needs="customers.read", answers=Page[desk.PromiseRow])
def list_customer_promises(
    request: HttpRequest, customer_id: Id, ended: bool = False, after: Cursor = "", limit: Limit = 50
) -> HttpResponse:
    """What the person was promised: what is open by due time, or with `ended` what became of the rest, newest first."""
    family = tuple(customers.family(customer_id=customer_id))
    chosen = desk.LedgerFilter(view="ended" if ended else "team", customer_ids=family)
    page = paged(lambda key: desk.ledger(filter=chosen, after=key, limit=limit), after)
    return straight({"items": page.rows, "next": cursor(page.next_key) if page.next_key else None})


@routes.post("/customers/{customer_id}/not-same", needs="customers.edit", answers=Done, status=200)
def not_same(request: HttpRequest, customer_id: Id, body: NotSameIn) -> Any:
    """Somebody looked: these are two persons."""
    customers.not_same(customer_id=customer_id, other_id=body.other_id, actor=caller_of(request).actor)
    return DONE


@routes.post("/customers/{customer_id}/erasure", needs="customers.erase", answers=ErasedOut, status=200)
def erase_customer(request: HttpRequest, customer_id: Id) -> Any:
    """Delete a person's data and texts for good; facts and counts stay. It cannot be taken back."""
    return {"records": customers.erase(customer_id=customer_id, actor=caller_of(request).actor)}
