"""The list of cases and one case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from huitou.core.api import Refusal, page
from huitou.desk import api as desk
from huitou.front.cases.rows import case_view, cases_view
from huitou.front.sentences import sentence, status
from huitou.front.shell import page_answer

READ = "desk.read"


@page(READ)
def cases(request: HttpRequest) -> HttpResponse:
    """Cases, newest first; a number typed into the search leads to its case."""
    number, error = request.GET.get("number", "").strip(), ""
    if number:
        if desk.case_id_of(number=number) is not None:
            return HttpResponseRedirect(f"/cases/{number.upper()}")
        error = _("没有编号为“%(number)s”的工单。") % {"number": number[:40]}
    view = cases_view(request.GET, request.user.pk, error)
    return page_answer(request, "front/cases.html", "cases", page=view)


@page(READ)
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case, whole."""
    return answer_about(request, number)


def answer_about(request: HttpRequest, number: str, refusal: Refusal | None = None, section: str = "") -> HttpResponse:
    """The case page, with the reason in the section where something was refused."""
    errors = {section: sentence(refusal)} if refusal else {}
    despite = tuple(request.POST.getlist("despite"))
    if refusal is not None and refusal.params.get("soft"):
        despite = (*despite, refusal.code)
    view = case_view(the_case(number), request.user, errors, despite)
    typed = request.POST if refusal else {}
    code = status(refusal) if refusal else 200
    return page_answer(request, "front/case.html", "cases", status=code, page=view, typed=typed)


def the_case(number: str) -> desk.CaseDetail:
    """The case with this number. Refuses core.not_found."""
    case_id = desk.case_id_of(number=number)
    found = desk.case(case_id=case_id) if case_id is not None else None
    if found is None:
        raise Refusal("core.not_found")
    return found
