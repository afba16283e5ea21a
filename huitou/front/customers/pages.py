"""The list of customers, one customer, a new one, and the form about who they are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import Actor, Refusal, page, writing
from huitou.customers import api as customers
from huitou.front.customers import words
from huitou.front.customers.one import customer_view, timeline_page
from huitou.front.customers.rows import list_view, new_fields
from huitou.front.customers.shapes import FormView
from huitou.front.posting import actor_of, done_or_again, id_of
from huitou.front.sentences import sentence, status
from huitou.front.settings.shapes import Field, filled
from huitou.front.shapes import options
from huitou.front.shell import page_answer
from huitou.front.times import Clock
from huitou.roster.api import sites

READ, EDIT = "customers.read", "customers.edit"
FIELD_KINDS = {"text": "text", "number": "text", "date": "date", "choice": "select"}


@page(READ)
def customers_page(request: HttpRequest) -> HttpResponse:
    """Customers by key, narrowed by what stands in the address."""
    view = list_view(request.GET, request.user)
    return page_answer(request, "front/customers.html", "customers", page=view)


@page(READ)
def customer(request: HttpRequest, customer_id: int) -> HttpResponse:
    """One customer, whole; a merged record leads to the one kept."""
    root = customers.root_of(customer_id=customer_id)
    if root != customer_id:
        return HttpResponseRedirect(f"/customers/{root}")
    return answer_about(request, root)


@page(READ)
def timeline(request: HttpRequest, customer_id: int) -> HttpResponse:
    """The older part of what happened, for the page that shows the newer one."""
    person = customers.customer(customer_id=customer_id)
    lines, older = timeline_page(person, Clock.read(), before=id_of(request.GET.get("before")))
    return render(request, "front/customer_timeline.html", {"rows": lines, "older_href": older})


@page(EDIT, methods=("GET", "POST"))
def new(request: HttpRequest) -> HttpResponse:
    """A new customer by name and handles."""
    if request.method != "POST":
        return _form(request, _new_view())
    made: list[int] = []
    try:
        made.append(_make(request))
    except Refusal as refusal:
        return _form(request, _new_view(), refusal)
    return HttpResponseRedirect(f"/customers/{made[0]}")


@page(EDIT, methods=("GET", "POST"))
def edit(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Who they are: name, how to address them, language, sites, the company's own fields."""
    person = customers.customer(customer_id=customer_id)
    if request.method != "POST":
        return _form(request, _edit_view(person))
    return done_or_again(
        lambda: _change(request, person, actor_of(request)),
        f"/customers/{person.id}",
        lambda refusal: _form(request, _edit_view(person), refusal),
    )


def answer_about(
    request: HttpRequest, customer_id: int, refusal: Refusal | None = None, section: str = ""
) -> HttpResponse:
    """The customer page, with the reason in the section where something was refused."""
    errors = {section: sentence(refusal)} if refusal else {}
    view = customer_view(customer_id, request.user, errors)
    code = status(refusal) if refusal else 200
    typed = request.POST if refusal else {}
    return page_answer(request, "front/customer.html", "customers", status=code, page=view, typed=typed)


def _make(request: HttpRequest) -> int:
    given = request.POST
    site_id = id_of(given.get("site"))
    return customers.make(
        name=given.get("name", ""),
        title=given.get("title", ""),
        handles=[(kind, given[kind]) for kind in ("phone", "mail") if given.get(kind, "").strip()],
        site_ids=[site_id] if site_id else [],
        actor=actor_of(request),
    )


def _change(request: HttpRequest, person: customers.CustomerRow, actor: Actor) -> None:
    given = request.POST
    site_ids = [pk for pk in map(id_of, given.getlist("sites")) if pk]
    with writing():
        customers.edit(
            customer_id=person.id,
            **{name: given.get(name, "") for name in ("name", "title", "address_as", "language")},
            actor=actor,
        )
        if set(site_ids) != set(person.site_ids):
            customers.set_sites(customer_id=person.id, site_ids=site_ids, actor=actor)
        for one in customers.custom(customer_id=person.id):
            value = given.get(f"field.{one.field.key}", one.value).strip()
            if value != one.value:
                customers.set_custom(customer_id=person.id, key=one.field.key, value=value, actor=actor)


def _form(request: HttpRequest, view: FormView, refusal: Refusal | None = None) -> HttpResponse:
    fields = filled(view.fields, request.POST) if refusal else view.fields
    return page_answer(
        request,
        "front/customer_form.html",
        "customers",
        status=status(refusal) if refusal else 200,
        page=view,
        fields=fields,
        error=sentence(refusal) if refusal else "",
    )


def _new_view() -> FormView:
    return FormView(
        title=_("新客户"),
        say=_("客户第一次来信时会自动建档。只有电话里、柜台前认识的，才要在这里记。"),
        action="/customers/new",
        submit=_("建档"),
        fields=new_fields(),
        back_href="/customers",
        back_label=pgettext("many", "客户"),
    )


def _edit_view(person: customers.CustomerRow) -> FormView:
    languages = [(code, words.language_label(code)) for code in ("zh-hans", "en")]
    places = [(site.id, site.name) for site in sites(closed_too=True)]
    own = tuple(_own_field(one) for one in customers.custom(customer_id=person.id))
    return FormView(
        title=_("修改 %(name)s 的资料") % {"name": person.name or person.address},
        say="",
        action=f"/customers/{person.id}/edit",
        submit=_("保存"),
        fields=(
            Field("name", _("姓名"), value=person.name, required=False, most=80),
            Field("title", _("尊称"), value=person.title, required=False, most=12, hint=_("先生、女士、老师……")),
            Field(
                "address_as",
                _("客户要求的称呼"),
                value=person.address_as,
                required=False,
                most=40,
                hint=_("客户自己说过怎么称呼，才填；不填就按姓名和尊称。现在称呼“%(address)s”。")
                % {"address": person.address},
            ),
            Field("language", _("语言"), "select", options=options(languages, person.language)),
            Field("sites", _("常去的门店"), "many", options=options(places, person.site_ids), required=False),
            *own,
        ),
        back_href=f"/customers/{person.id}",
        back_label=_("回到客户"),
    )


def _own_field(one: customers.ValueRow) -> Field:
    name, kind = f"field.{one.field.key}", FIELD_KINDS.get(one.field.kind, "text")
    if kind == "select":
        choices = options([("", _("没有填")), *((value, value) for value in one.field.options)], one.value)
        return Field(name, one.field.label, "select", options=choices, required=False)
    return Field(name, one.field.label, kind, value=one.value, required=False)  # type: ignore[arg-type]
