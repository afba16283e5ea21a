"""Sites, touchpoints, teams, members and skills are made and changed here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from huitou.core.api import Actor, Refusal, account, record, writing
from huitou.roster import facts
from huitou.roster.company import rules
from huitou.roster.models import Membership, Site, Skill, SkillHeld, Team, Touchpoint


def make_site(*, code: str, name: str, actor: Actor) -> int:
    """A new shop; returns its id. Refuses roster.bad_code, .empty, .too_long, .site_taken."""
    code, name = rules.code(code), rules.name(name, field=_("门店名称"), most=80)
    with writing(), _unique("roster.site_taken", key=code):
        row = Site.objects.create(code=code, name=name)
        record(facts.SiteMade(site_id=row.pk, code=code), actor=actor)
    return row.pk


def edit_site(*, site_id: int, name: str | None = None, active: bool | None = None, actor: Actor) -> None:
    """Rename a shop, or close and open it. None leaves a field as it is."""
    with writing():
        row = _locked(Site, site_id)
        if name is not None:
            row.name = rules.name(name, field=_("门店名称"), most=80)
        if active is not None:
            row.active = active
        row.save()
        record(facts.SiteChanged(site_id=row.pk, active=row.active), actor=actor)


def make_touchpoint(*, code: str, name: str, stage: str = "during", position: int = 0, actor: Actor) -> int:
    """A new touchpoint before, during or after the sale; returns its id. Refuses also roster.touchpoint_taken."""
    code, name, stage = rules.code(code), rules.name(name, field=_("触点名称"), most=80), rules.stage(stage)
    with writing(), _unique("roster.touchpoint_taken", key=code):
        row = Touchpoint.objects.create(code=code, name=name, stage=stage, position=position)
        record(facts.TouchpointMade(touchpoint_id=row.pk, code=code, stage=stage), actor=actor)
    return row.pk


def edit_touchpoint(
    *, touchpoint_id: int, name: str | None = None, stage: str | None = None, position: int | None = None, actor: Actor
) -> None:
    """Change a touchpoint; None leaves a field as it is."""
    with writing():
        row = _locked(Touchpoint, touchpoint_id)
        if name is not None:
            row.name = rules.name(name, field=_("触点名称"), most=80)
        if stage is not None:
            row.stage = rules.stage(stage)
        if position is not None:
            row.position = position
        row.save()
        record(facts.TouchpointChanged(touchpoint_id=row.pk, stage=row.stage), actor=actor)


def make_team(*, name: str, site_id: int | None = None, most_open: int = 20, actor: Actor) -> int:
    """A new team; `most_open` conversations one agent is given at most. Refuses also roster.team_taken."""
    name = rules.name(name, field=_("团队名称"), most=60)
    most_open = rules.between(most_open, field=_("每人会话上限"), limits=rules.MOST_OPEN)
    with writing(), _unique("roster.team_taken", team=name):
        _there(Site, site_id)
        row = Team.objects.create(name=name, site_id=site_id, most_open=most_open)
        record(facts.TeamMade(team_id=row.pk, site_id=site_id), actor=actor)
    return row.pk


def edit_team(*, team_id: int, name: str, site_id: int | None, most_open: int, actor: Actor) -> None:
    """Set a team's name, shop and limit. Refuses roster.team_taken."""
    name = rules.name(name, field=_("团队名称"), most=60)
    most_open = rules.between(most_open, field=_("每人会话上限"), limits=rules.MOST_OPEN)
    with writing(), _unique("roster.team_taken", team=name):
        row = _locked(Team, team_id)
        _there(Site, site_id)
        row.name, row.site_id, row.most_open = name, site_id, most_open
        row.save()
        record(facts.TeamChanged(team_id=team_id, site_id=site_id, most_open=most_open), actor=actor)


def add_member(*, team_id: int, account_id: int, leads: bool = False, actor: Actor) -> None:
    """Put somebody into a team, or change whether they lead it. Refuses core.not_found, roster.account_closed."""
    with writing():
        _locked(Team, team_id)
        working(account_id)
        Membership.objects.update_or_create(team_id=team_id, account_id=account_id, defaults={"leads": leads})
        record(facts.MemberJoined(team_id=team_id, account_id=account_id, leads=leads), actor=actor)


def remove_member(*, team_id: int, account_id: int, actor: Actor) -> None:
    """Take somebody out of a team; taking out who is not in it is no error."""
    with writing():
        gone, _rows = Membership.objects.filter(team_id=team_id, account_id=account_id).delete()
        if gone:
            record(facts.MemberLeft(team_id=team_id, account_id=account_id), actor=actor)


def make_skill(*, code: str, name: str, actor: Actor) -> int:
    """A new skill; returns its id. Refuses roster.skill_taken."""
    code, name = rules.code(code), rules.name(name, field=_("技能名称"), most=60)
    with writing(), _unique("roster.skill_taken", key=code):
        row = Skill.objects.create(code=code, name=name)
        record(facts.SkillMade(skill_id=row.pk, code=code), actor=actor)
    return row.pk


def edit_skill(*, skill_id: int, name: str, actor: Actor) -> None:
    """Rename a skill."""
    with writing():
        row = _locked(Skill, skill_id)
        row.name = rules.name(name, field=_("技能名称"), most=60)
        row.save()
        record(facts.SkillChanged(skill_id=skill_id), actor=actor)


def give_skill(*, account_id: int, skill_id: int, level: int = 1, actor: Actor) -> None:
    """Say that somebody can do something, with level 1 to 3."""
    rules.between(level, field=_("技能等级"), limits=rules.LEVELS)
    with writing():
        working(account_id)
        _locked(Skill, skill_id)
        SkillHeld.objects.update_or_create(account_id=account_id, skill_id=skill_id, defaults={"level": level})
        record(facts.SkillGiven(account_id=account_id, skill_id=skill_id, level=level), actor=actor)


def take_skill(*, account_id: int, skill_id: int, actor: Actor) -> None:
    """Take a skill away again; taking what is not held is no error."""
    with writing():
        gone, _rows = SkillHeld.objects.filter(account_id=account_id, skill_id=skill_id).delete()
        if gone:
            record(facts.SkillGiven(account_id=account_id, skill_id=skill_id, level=0), actor=actor)


def working(account_id: int) -> None:
    """Refuse core.not_found or roster.account_closed when the account cannot be given work."""
    found = account(account_id)
    if found is None:
        raise Refusal("core.not_found")
    if not found.active:
        raise Refusal("roster.account_closed")


@contextmanager
def _unique(refusal: str, **params: Any) -> Iterator[None]:
    # The constraint decides, not a look before: two requests at once cannot both pass.
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refusal(refusal, **params) from None


def _locked(model: type[models.Model], pk: int) -> Any:
    row = model._default_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise Refusal("core.not_found")
    return row


def _there(model: type[models.Model], pk: int | None) -> None:
    if pk is not None and not model._default_manager.filter(pk=pk).exists():
        raise Refusal("core.not_found")
