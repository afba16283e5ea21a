"""Sites, touchpoints and skills: short lists of names with a code that never changes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huitou.core.api import Refusal, accounts, page
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import form_page, number
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import (
    SiteRow,
    SkillRow,
    TouchpointRow,
    edit_site,
    edit_skill,
    edit_touchpoint,
    give_skill,
    make_site,
    make_skill,
    make_touchpoint,
    sites,
    skills,
    take_skill,
    touchpoints,
)

SITES, TOUCHPOINTS, SKILLS = "/settings/sites", "/settings/touchpoints", "/settings/skills"
LEVELS = 3


def stages() -> dict[str, str]:
    """Before, during, after the sale."""
    return {"before": _("售前"), "during": _("售中"), "after": _("售后")}


# ── sites ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@page("settings.edit", ("GET", "POST"))
def all_sites(request: HttpRequest) -> HttpResponse:
    """The shops; POST opens one."""
    given = request.POST
    return form_page(
        request,
        "sites",
        _sites,
        lambda: make_site(code=given.get("code", ""), name=given.get("name", ""), actor=actor_of(request)),
    )


@page("settings.edit", ("GET", "POST"))
def one_site(request: HttpRequest, site_id: int) -> HttpResponse:
    """One shop: its name, and whether it is still there."""
    given = request.POST
    return form_page(
        request,
        "sites",
        lambda: _site(site_id),
        lambda: edit_site(
            site_id=site_id, name=given.get("name", ""), active=bool(given.get("active")), actor=actor_of(request)
        ),
    )


def _sites() -> SettingsPage:
    lines = tuple(
        Line((row.name, row.code, "" if row.active else _("已关闭")), f"{SITES}/{row.id}", faded=not row.active)
        for row in sites(closed_too=True)
    )
    table = TableCard((_("门店"), _("代码"), _("状态")), lines, _("还没有门店。酒店、小区、门店都算。"))
    card = FormCard(SITES, (_code(), _name(_("名称"))), _("添加门店"), title=_("添加门店"))
    return SettingsPage(pgettext("many", "门店"), _("客户来信时选的地方，工单和评价按它归类。"), (table, card))


def _site(site_id: int) -> SettingsPage:
    row = _found(next((row for row in sites(closed_too=True) if row.id == site_id), None))
    assert isinstance(row, SiteRow)
    opened = Field("active", _("仍在营业"), "check", value="1" if row.active else "", required=False)
    card = FormCard(f"{SITES}/{site_id}", (_name(_("名称"), row.name), opened), _("保存"))
    return SettingsPage(row.name, row.code, (card,), back_href=SITES, back_label=_("全部门店"))


# ── touchpoints ─────────────────────────────────────────────────────────────────────────────────────────────────────
@page("settings.edit", ("GET", "POST"))
def all_touchpoints(request: HttpRequest) -> HttpResponse:
    """Where customers meet the company; POST adds one."""
    given = request.POST
    return form_page(
        request,
        "touchpoints",
        _touchpoints,
        lambda: make_touchpoint(
            code=given.get("code", ""),
            name=given.get("name", ""),
            stage=given.get("stage", ""),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


@page("settings.edit", ("GET", "POST"))
def one_touchpoint(request: HttpRequest, touchpoint_id: int) -> HttpResponse:
    """One touchpoint."""
    given = request.POST
    return form_page(
        request,
        "touchpoints",
        lambda: _touchpoint(touchpoint_id),
        lambda: edit_touchpoint(
            touchpoint_id=touchpoint_id,
            name=given.get("name", ""),
            stage=given.get("stage", ""),
            position=number(request, "position", _("次序")),
            actor=actor_of(request),
        ),
    )


def _touchpoints() -> SettingsPage:
    rows, names = touchpoints(), stages()
    lines = tuple(
        Line((row.name, names.get(row.stage, row.stage), row.code), f"{TOUCHPOINTS}/{row.id}") for row in rows
    )
    table = TableCard(
        (_("触点"), _("阶段"), _("代码")), lines, _("还没有触点。例如：预订、入住、客房、早餐、退房、发票。")
    )
    fields = (_code(), _name(_("名称")), _stage("during"), _position(len(rows) + 1))
    card = FormCard(TOUCHPOINTS, fields, _("添加触点"), title=_("添加触点"))
    return SettingsPage(
        pgettext("many", "触点"), _("客户与公司打交道的每个时刻，期望和体验都在同一个触点上问。"), (table, card)
    )


def _touchpoint(touchpoint_id: int) -> SettingsPage:
    row = _found(next((row for row in touchpoints() if row.id == touchpoint_id), None))
    assert isinstance(row, TouchpointRow)
    fields = (_name(_("名称"), row.name), _stage(row.stage), _position(row.position))
    card = FormCard(f"{TOUCHPOINTS}/{touchpoint_id}", fields, _("保存"))
    return SettingsPage(row.name, row.code, (card,), back_href=TOUCHPOINTS, back_label=_("全部触点"))


def _stage(chosen: str) -> Field:
    return Field("stage", _("阶段"), "select", options=options(stages().items(), chosen))


# ── skills ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@page("settings.edit", ("GET", "POST"))
def all_skills(request: HttpRequest) -> HttpResponse:
    """What people can handle; POST adds a skill."""
    given = request.POST
    return form_page(
        request,
        "skills",
        _skills,
        lambda: make_skill(code=given.get("code", ""), name=given.get("name", ""), actor=actor_of(request)),
    )


@page("settings.edit", ("GET", "POST"))
def one_skill(request: HttpRequest, skill_id: int) -> HttpResponse:
    """One skill: its name and who has it."""
    return form_page(
        request,
        "skills",
        lambda: _skill(skill_id),
        lambda: edit_skill(skill_id=skill_id, name=request.POST.get("name", ""), actor=actor_of(request)),
    )


@page("settings.edit", ("POST",))
def holders(request: HttpRequest, skill_id: int) -> HttpResponse:
    """Give a skill to somebody with a level, or (with `take`) take it away."""

    def change() -> None:
        account_id = posted_id(request, "account")
        if account_id is None:
            raise Refusal("core.not_found")
        if "take" in request.POST:
            take_skill(account_id=account_id, skill_id=skill_id, actor=actor_of(request))
        else:
            level = number(request, "level", _("熟练程度"))
            give_skill(account_id=account_id, skill_id=skill_id, level=level, actor=actor_of(request))

    return form_page(request, "skills", lambda: _skill(skill_id), change, f"{SKILLS}/{skill_id}")


def _skills() -> SettingsPage:
    lines = tuple(
        Line(
            (row.name, row.code, ngettext("%(n)s 人", "%(n)s 人", len(row.holders)) % {"n": len(row.holders)}),
            f"{SKILLS}/{row.id}",
        )
        for row in skills()
    )
    table = TableCard((_("技能"), _("代码"), _("谁会")), lines, _("还没有技能。例如：投诉、英语、退款、团队预订。"))
    card = FormCard(SKILLS, (_code(), _name(_("名称"))), _("添加技能"), title=_("添加技能"))
    return SettingsPage(pgettext("many", "技能"), _("分派会话时，先找会的人。"), (table, card))


def _skill(skill_id: int) -> SettingsPage:
    row = _found(next((row for row in skills() if row.id == skill_id), None))
    assert isinstance(row, SkillRow)
    people = {one.id: one.name for one in accounts().values() if one.active}
    href = f"{SKILLS}/{skill_id}"
    lines = tuple(
        Line(
            (people[account_id], str(level)),
            buttons=(Button(f"{href}/holders", _("拿掉"), hidden=(("account", str(account_id)), ("take", "1"))),),
        )
        for account_id, level in row.holders
        if account_id in people
    )
    give = (
        Field("account", _("同事"), "select", options=options(people.items())),
        Field("level", _("熟练程度（1 到 3）"), "number", value="2", least_number=1, most_number=LEVELS),
    )
    cards = (
        FormCard(href, (_name(_("名称"), row.name),), _("保存")),
        TableCard((_("同事"), _("熟练程度")), lines, _("还没有人有这项技能。"), title=_("谁会")),
        FormCard(f"{href}/holders", give, _("加上"), title=_("给同事加上")),
    )
    return SettingsPage(row.name, row.code, cards, back_href=SKILLS, back_label=_("全部技能"))


# ── shared ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _found(row: object) -> object:
    if row is None:
        raise Refusal("core.not_found")
    return row


def _code() -> Field:
    return Field("code", _("代码"), most=40, hint=_("小写字母、数字、横线，定了就不再改。"))


def _name(label: str, value: str = "") -> Field:
    return Field("name", label, value=value, most=80)


def _position(value: int) -> Field:
    return Field("position", _("次序"), "number", value=str(value), least_number=0, most_number=9999)
