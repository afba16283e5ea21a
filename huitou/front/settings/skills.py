"""What people can handle, and who can."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huitou.core.api import Refusal, accounts, page
from huitou.front.posting import actor_of, posted_id
from huitou.front.settings.frame import form_page, number, row_of
from huitou.front.settings.parts import code_field, name_field
from huitou.front.settings.shapes import Button, Field, FormCard, Line, SettingsPage, TableCard
from huitou.front.shapes import options
from huitou.roster.api import edit_skill, give_skill, make_skill, skills, take_skill

HREF = "/settings/skills"
LEVELS = 3


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

    return form_page(request, "skills", lambda: _skill(skill_id), change, f"{HREF}/{skill_id}")


def _skills() -> SettingsPage:
    lines = tuple(
        Line(
            (row.name, row.code, ngettext("%(n)s 人", "%(n)s 人", len(row.holders)) % {"n": len(row.holders)}),
            f"{HREF}/{row.id}",
        )
        for row in skills()
    )
    table = TableCard((_("技能"), _("代码"), _("谁会")), lines, _("还没有技能。例如：投诉、英语、退款、团队预订。"))
    card = FormCard(HREF, (code_field(), name_field()), _("添加技能"), title=_("添加技能"))
    return SettingsPage(pgettext("many", "技能"), _("分派会话时，先找会的人。"), (table, card))


def _skill(skill_id: int) -> SettingsPage:
    row = row_of(skills(), skill_id)
    people = {one.id: one.name for one in accounts().values() if one.active}
    href = f"{HREF}/{skill_id}"
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
        FormCard(href, (name_field(row.name),), _("保存")),
        TableCard((_("同事"), _("熟练程度")), lines, _("还没有人有这项技能。"), title=_("谁会")),
        FormCard(f"{href}/holders", give, _("加上"), title=_("给同事加上")),
    )
    return SettingsPage(row.name, row.code, cards, back_href=HREF, back_label=_("全部技能"))
