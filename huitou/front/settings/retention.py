"""How long customers' personal data is kept: look who was not seen for so long, then let their data go."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import Refusal, page
from huitou.customers import api as customers
from huitou.front.posting import actor_of
from huitou.front.settings.frame import act, again_with, form_page, number
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.times import day_and_time

HREF = "/settings/retention"
RIGHT = "customers.erase"
THREE_YEARS = 36


@page(RIGHT, ("GET", "POST"))
def retention(request: HttpRequest) -> HttpResponse:
    """The looks so far; a new one only counts and changes nothing."""
    return form_page(request, "retention", _page, lambda: _look(request), HREF)


@page(RIGHT, ("POST",))
def erasure(request: HttpRequest, run_id: int) -> HttpResponse:
    """Let the data go of those whom a finished look found, and who were not seen since."""
    return act(lambda: _carry_out(request, run_id), HREF, again_with(request, "retention", _page(), request.path))


def _look(request: HttpRequest) -> None:
    months = number(request, "months", _("多少个月没有来往"))
    customers.start_retention(months=months, dry=True, actor=actor_of(request))


def _carry_out(request: HttpRequest, run_id: int) -> None:
    run = customers.retention_run(run_id=run_id)
    if not run.dry or run.state != "done":
        raise Refusal("core.not_found")
    customers.start_retention(months=run.months, dry=False, actor=actor_of(request))


def _page() -> SettingsPage:
    months = Field(
        "months",
        _("多少个月没有来往"),
        "number",
        value=str(THREE_YEARS),
        least_number=6,
        most_number=240,
        hint=_("来信、答复、承诺、评价都算来往；改资料不算。"),
    )
    look = FormCard(HREF, (months,), _("先看看有多少人"), say=_("只数人数，不改动任何东西。数完以后再决定。"))
    runs = customers.retention_runs()
    newest = runs[0].id if runs else 0
    table = TableCard(
        (_("时间"), _("没有来往"), _("人数"), _("结果")),
        tuple(_line(run, newest) for run in runs),
        _("还没有看过。"),
        title=_("看过和清除过的"),
    )
    say = _("久不来往的客户，个人信息不该一直留着。清除后姓名、联系方式和写过的话都没有了，数字和事实还在。")
    return SettingsPage(_("保留期限"), say, (look, table))


def _line(run: customers.RetentionRow, newest: int) -> Line:
    done = run.state == "done"
    progress = _("看了 %(done)s / %(all)s") % {"done": run.looked, "all": run.customers}
    result = (_("只是看看") if run.dry else _("已清除")) if done else progress
    label = ngettext("清除这 %(n)s 人的个人信息", "清除这 %(n)s 人的个人信息", run.found) % {"n": run.found}
    offered = done and run.dry and run.found and run.id == newest
    return Line(
        (
            day_and_time(run.made_at),
            ngettext("%(n)s 个月", "%(n)s 个月", run.months) % {"n": run.months},
            str(run.found),
            result,
        ),
        buttons=(Button(f"{HREF}/{run.id}/erasure", label, danger=True),) if offered else (),
    )
