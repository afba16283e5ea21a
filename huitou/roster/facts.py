"""What happened to the company's people, hours and shifts. Ids, codes, times and counts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.core.api import fact


@fact("roster.site_made.v1", _("建立门店"))
@dataclass(frozen=True, kw_only=True)
class SiteMade:
    site_id: int
    code: str


@fact("roster.site_changed.v1", _("修改门店"))
@dataclass(frozen=True, kw_only=True)
class SiteChanged:
    site_id: int
    active: bool


@fact("roster.touchpoint_made.v1", _("建立触点"))
@dataclass(frozen=True, kw_only=True)
class TouchpointMade:
    touchpoint_id: int
    code: str
    stage: str


@fact("roster.touchpoint_changed.v1", _("修改触点"))
@dataclass(frozen=True, kw_only=True)
class TouchpointChanged:
    touchpoint_id: int
    stage: str


@fact("roster.team_made.v1", _("建立团队"))
@dataclass(frozen=True, kw_only=True)
class TeamMade:
    team_id: int
    site_id: int | None


@fact("roster.team_changed.v1", _("修改团队"))
@dataclass(frozen=True, kw_only=True)
class TeamChanged:
    team_id: int
    site_id: int | None
    most_open: int


@fact("roster.member_joined.v1", _("加入团队"))
@dataclass(frozen=True, kw_only=True)
class MemberJoined:
    team_id: int
    account_id: int
    leads: bool


@fact("roster.member_left.v1", _("离开团队"))
@dataclass(frozen=True, kw_only=True)
class MemberLeft:
    team_id: int
    account_id: int


@fact("roster.skill_made.v1", _("建立技能"))
@dataclass(frozen=True, kw_only=True)
class SkillMade:
    skill_id: int
    code: str


@fact("roster.skill_changed.v1", _("修改技能"))
@dataclass(frozen=True, kw_only=True)
class SkillChanged:
    skill_id: int


@fact("roster.skill_held.v1", _("登记员工技能"))
@dataclass(frozen=True, kw_only=True)
class SkillGiven:
    skill_id: int
    account_id: int
    level: int  # 1 to 3; 0 = taken away


@fact("roster.shift_made.v1", pgettext_lazy("fact", "排班"))
@dataclass(frozen=True, kw_only=True)
class ShiftMade:
    shift_id: int
    team_id: int
    account_id: int
    starts_at: datetime
    ends_at: datetime


@fact("roster.shift_removed.v1", _("取消排班"))
@dataclass(frozen=True, kw_only=True)
class ShiftRemoved:
    shift_id: int
    team_id: int
    account_id: int
    starts_at: datetime
    ends_at: datetime


@fact("roster.rota_made.v1", _("按模板排班"))
@dataclass(frozen=True, kw_only=True)
class RotaMade:
    team_id: int
    weeks: int
    made: int
    skipped: int
    starts_on: str  # ISO date of the first Monday


@fact("roster.presence_changed.v1", _("切换在岗状态"))
@dataclass(frozen=True, kw_only=True)
class PresenceChanged:
    account_id: int
    state: str


@fact("roster.hours_changed.v1", _("修改营业时间"))
@dataclass(frozen=True, kw_only=True)
class HoursChanged:
    team_id: int | None  # None: the company's hours
    own: bool = True  # False: the team keeps the company's hours again


@fact("roster.special_day_set.v1", _("设置特殊日"))
@dataclass(frozen=True, kw_only=True)
class SpecialDaySet:
    team_id: int | None
    day: str
    closed: bool


@fact("roster.special_day_removed.v1", _("取消特殊日"))
@dataclass(frozen=True, kw_only=True)
class SpecialDayRemoved:
    team_id: int | None
    day: str


@fact("roster.ladder_changed.v1", _("修改升级次序"))
@dataclass(frozen=True, kw_only=True)
class LadderChanged:
    team_id: int
    steps: int
