"""What leaves the house, and what is deleted: the list as a table, one person's copy, erasing somebody."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import Refusal, now, page, zone
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.customers import rows
from huitou.front.customers.copying import copy_of
from huitou.front.customers.shapes import ErasureView
from huitou.front.posting import actor_of
from huitou.front.shell import page_answer
from huitou.front.times import Clock

EXPORT, ERASE = "customers.export", "customers.erase"


@page(EXPORT, methods=("POST",))
def table(request: HttpRequest) -> Any:
    """The list as it is narrowed, for a spreadsheet, line by line; taking it is recorded."""
    lines = customers.export_customers(filter=rows.chosen_filter(request.GET), actor=actor_of(request))
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="customers-{_stamp()}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


@page(EXPORT, methods=("POST",))
def person(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Everything we keep about one person, as JSON: what they may ask for. Nothing of the back stage is in it."""
    about = copy_of(customer_id, actor_of(request))
    answer = HttpResponse(orjson.dumps(about, option=orjson.OPT_INDENT_2), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="customer-{about["ids"][0]}-{_stamp()}.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@page(ERASE, methods=("GET", "POST"))
def erasure(request: HttpRequest, customer_id: int) -> HttpResponse:
    """Delete a person's data, after the name was typed: it cannot be taken back."""
    who = customers.customer(customer_id=customer_id)
    if who.erased:
        raise Refusal("customers.erased")
    card = rows.card(who, Clock.read())
    word = who.name or str(who.id)
    if request.method != "POST":
        return _ask(request, who, card, word)
    if request.POST.get("word", "").strip() != word:
        return _ask(
            request, who, card, word, _("要删除，请一字不差地输入“%(word)s”。什么都还没有删除。") % {"word": word}
        )
    customers.erase(customer_id=who.id, actor=actor_of(request))
    return HttpResponseRedirect(f"/customers/{who.id}")


def _ask(request: HttpRequest, who: customers.CustomerRow, card: Any, word: str, error: str = "") -> HttpResponse:
    family = (who.id, *who.merged_ids)
    talks = len(desk.conversations_of(customer_ids=family, limit=1000))
    told = {"handles": len(who.handles), "details": len(customers.details(customer_id=who.id, ended_too=True))}
    view = ErasureView(
        customer=card,
        word=word,
        goes=(
            _("姓名、称呼和 %(handles)s 个联系方式") % told,
            _("%(details)s 条细节和所有自定义字段") % told,
            ngettext("%(n)s 个会话里的文字、附件和备注", "%(n)s 个会话里的文字、附件和备注", talks) % {"n": talks},
        ),
        stays=(_("发生过什么、什么时候、谁经办（不含内容）"), _("承诺是否兑现、评价的分数：统计不变")),
        error=error,
    )
    return page_answer(request, "front/customer_erasure.html", "customers", status=422 if error else 200, page=view)


def _stamp() -> str:
    return now().astimezone(zone()).strftime("%Y%m%d")
