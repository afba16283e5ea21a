"""Two records, one person: suggested with a reason, compared, merged, parted again."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from huitou.core.api import Refusal, page
from huitou.customers import api as customers
from huitou.front.customers import rows
from huitou.front.customers.pages import EDIT
from huitou.front.customers.shapes import MergeView, PairLine
from huitou.front.customers.words import reason_label
from huitou.front.posting import actor_of, done_or_again, id_of
from huitou.front.sentences import sentence, status
from huitou.front.shell import page_answer
from huitou.front.times import Clock

MOST_FOUND = 8
PAGE = 50


@page(EDIT, methods=("GET", "POST"))
def merge(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Who may be the same person; a POST says that somebody is (`keep`: mine or theirs)."""
    root = customers.root_of(customer_id=customer_id)
    if request.method != "POST":
        return _show(request, root)
    other = id_of(request.POST.get("other")) or 0
    kept, gone = (other, root) if request.POST.get("keep") == "theirs" else (root, other)
    why = request.POST.get("why", "")

    def do() -> None:
        customers.merge(kept_id=kept, gone_id=gone, why=why, actor=actor_of(request))

    return done_or_again(do, f"/customers/{kept}", lambda refusal: _show(request, root, refusal))


@page(EDIT, methods=("POST",))
def undoing(request: HttpRequest, customer_id: int, merge_id: int) -> HttpResponse:
    """They are two persons after all."""
    root = customers.root_of(customer_id=customer_id)

    def do() -> None:
        if merge_id not in {row.id for row in customers.merges_of(customer_id=root)}:
            raise Refusal("customers.merge_undone")
        customers.unmerge(merge_id=merge_id, actor=actor_of(request))

    return done_or_again(do, f"/customers/{root}", lambda refusal: _show(request, root, refusal))


@page(EDIT, methods=("POST",))
def not_same(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Somebody looked: two persons. Not suggested again."""
    other = id_of(request.POST.get("other")) or 0
    root = customers.root_of(customer_id=customer_id)
    return done_or_again(
        lambda: customers.not_same(customer_id=root, other_id=other, actor=actor_of(request)),
        "/customers/duplicates" if request.POST.get("from") == "duplicates" else f"/customers/{root}/merge",
        lambda refusal: _show(request, root, refusal),
    )


@page(EDIT)
def duplicates(request: HttpRequest) -> HttpResponse:
    """All pairs that were noticed and not settled, newest first."""
    found = customers.open_suggestions(after=id_of(request.GET.get("after")), limit=PAGE)
    clock = Clock.read()
    persons = customers.customers(ids=[pk for _key, pair in found for pk in (pair.customer_id, pair.other_id)])
    lines = tuple(
        PairLine(
            one=rows.card(persons[pair.customer_id], clock),
            other=rows.card(persons[pair.other_id], clock),
            reason=reason_label(pair.reason),
            href=f"/customers/{pair.customer_id}/merge",
        )
        for _key, pair in found
        if pair.customer_id in persons and pair.other_id in persons
    )
    next_href = f"/customers/duplicates?after={found[-1][0]}" if len(found) == PAGE else ""
    return page_answer(request, "front/customer_duplicates.html", "customers", lines=lines, next_href=next_href)


def _show(request: HttpRequest, customer_id: int, refusal: Refusal | None = None) -> HttpResponse:
    clock, person = Clock.read(), customers.customer(customer_id=customer_id)
    query = request.GET.get("q", "").strip()
    suggested = [(one.other_id, one.reason) for one in customers.suggestions(customer_id=customer_id)]
    known = {customer_id, *(pk for pk, _reason in suggested)}
    hits = customers.search(query=query, limit=MOST_FOUND) if len(query) >= rows.LEAST_WORD else []
    view = MergeView(
        customer=rows.card(person, clock),
        mine=rows.twins([(customer_id, "")], clock)[0] if not person.erased else _gone(),
        twins=rows.twins(suggested, clock),
        found=rows.twins([(hit.customer.id, "") for hit in hits if hit.customer.id not in known], clock),
        merges=rows.merge_lines(customers.merges_of(customer_id=customer_id), customer_id, clock),
        query=query,
        error=sentence(refusal) if refusal else "",
    )
    code = status(refusal) if refusal else 200
    return page_answer(request, "front/customer_merge.html", "customers", status=code, page=view)


def _gone() -> rows.Twin:
    raise Refusal("customers.erased")
