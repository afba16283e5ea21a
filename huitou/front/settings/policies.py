"""What may be promised: per kind how early, how far ahead, by whom, how many an hour."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.core.api import Refusal, access, page
from huitou.desk.api import PROMISE_KINDS, PolicyRow, policies, promise_kind_word, set_policy
from huitou.front.posting import actor_of
from huitou.front.settings.frame import form_page, number
from huitou.front.settings.shapes import Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options

HREF = "/settings/policies"


@page("settings.edit")
def all_policies(request: HttpRequest) -> HttpResponse:
    """Every kind of promise with its policy."""
    return form_page(request, "policies", _list, lambda: None)


@page("settings.edit", ("GET", "POST"))
def one_policy(request: HttpRequest, kind: str) -> HttpResponse:
    """The policy of one kind; without one, everything may be promised."""
    return form_page(request, "policies", lambda: _one(kind), lambda: _keep(request, kind), f"{HREF}/{kind}")


def _keep(request: HttpRequest, kind: str) -> None:
    if kind not in _by_kind():
        raise Refusal("core.not_found")
    roles = request.POST.getlist("roles")
    if unknown := set(roles) - set(access.Role.values):
        raise Refusal("core.role_unknown", role=", ".join(sorted(unknown)))
    hourly = request.POST.get("most_per_hour", "").strip()
    set_policy(
        kind=kind,
        name=request.POST.get("name", ""),
        least_minutes=number(request, "least_minutes", _("至少要几分钟")),
        most_days=number(request, "most_days", _("最远几天")),
        roles=roles,
        in_working_time=bool(request.POST.get("in_working_time")),
        most_per_hour=number(request, "most_per_hour", _("每个班组每小时最多几个")) if hourly else None,
        active=bool(request.POST.get("active")),
        actor=actor_of(request),
    )


def _by_kind() -> dict[str, PolicyRow | None]:
    own = {row.kind: row for row in policies()}
    return {kind: own.get(kind) for kind in (*PROMISE_KINDS, *(kind for kind in own if kind not in PROMISE_KINDS))}


def _list() -> SettingsPage:
    lines = tuple(
        Line((promise_kind_word(code=kind), _short(row)), f"{HREF}/{kind}", faded=row is None or not row.active)
        for kind, row in _by_kind().items()
    )
    table = TableCard((_("承诺的种类"), _("规则")), lines, "")
    return SettingsPage(_("承诺规则"), _("说出口之前先核对：来不来得及、该不该由他说、排不排得下。"), (table,))


def _short(row: PolicyRow | None) -> str:
    if row is None or not row.active:
        return _("没有规则，随时可以承诺")
    said = ngettext(
        "至少 %(minutes)s 个工作分钟，最远 %(days)s 天", "至少 %(minutes)s 个工作分钟，最远 %(days)s 天", row.most_days
    )
    return said % {"minutes": row.least_minutes, "days": row.most_days}


def _one(kind: str) -> SettingsPage:
    if kind not in _by_kind():
        raise Refusal("core.not_found")
    word = promise_kind_word(code=kind)
    row = _by_kind()[kind] or PolicyRow(0, kind, word, 0, 30, (), False, None, True)
    roles = options(access.Role.choices, row.roles)
    fields = (
        Field("name", _("规则名称"), value=row.name, most=40),
        Field(
            "least_minutes",
            _("至少要几个工作分钟"),
            "number",
            value=str(row.least_minutes),
            least_number=0,
            hint=_("比这还早的期限，发出前会被拦下。"),
        ),
        Field("most_days", _("最远几天"), "number", value=str(row.most_days), least_number=1),
        Field(
            "most_per_hour",
            _("每个班组每小时最多几个"),
            "number",
            value=str(row.most_per_hour or ""),
            required=False,
            least_number=1,
            hint=_("空着就不限。"),
        ),
        Field(
            "in_working_time",
            _("期限要落在上班时间里"),
            "check",
            value="1" if row.in_working_time else "",
            required=False,
        ),
        Field("roles", _("哪些角色可以承诺（都不选就是都可以）"), "many", options=roles, required=False),
        Field("active", _("启用"), "check", value="1" if row.active else "", required=False),
    )
    card = FormCard(f"{HREF}/{kind}", fields, _("保存"))
    return SettingsPage(_("%(kind)s的规则") % {"kind": word}, "", (card,), back_href=HREF, back_label=_("全部规则"))
