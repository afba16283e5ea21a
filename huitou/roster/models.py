"""The company and the people who work in it: sites, touchpoints, teams, skills, shifts, hours, presence."""

from __future__ import annotations

from django.db import models


class Site(models.Model):
    """A shop, hotel or estate of the company."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    active = models.BooleanField(default=True)


class Touchpoint(models.Model):
    """A place or moment where a customer meets the company: before, during or after the sale."""

    BEFORE, DURING, AFTER = "before", "during", "after"

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    stage = models.CharField(max_length=10, default=DURING)
    position = models.IntegerField(default=0)


class Team(models.Model):
    """People who share a queue. `hours` null: the company's hours hold."""

    name = models.CharField(max_length=60, unique=True)
    site = models.ForeignKey("roster.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    most_open = models.IntegerField(default=20)  # conversations one agent is given at most


class Membership(models.Model):
    """An account in a team; the leader 班长 gets what nobody else took."""

    team = models.ForeignKey("roster.Team", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    leads = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "account"], name="member_once")]


class Skill(models.Model):
    """Something a person can handle (complaint, english, refund)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=60)


class SkillHeld(models.Model):
    """A skill of an account, with its level 1 to 3."""

    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    skill = models.ForeignKey("roster.Skill", on_delete=models.CASCADE, related_name="+")
    level = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "skill"], name="skill_once")]


class Shift(models.Model):
    """Somebody is on duty for a team from `starts_at` until `ends_at`."""

    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey("roster.Team", on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account", "starts_at"], name="shift_account")]
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="shift_forward")
        ]


class Presence(models.Model):
    """What an agent said of themselves: ready, busy, on a break, away."""

    READY, BUSY, BREAK, AWAY = "ready", "busy", "break", "away"

    account = models.OneToOneField("core.Account", primary_key=True, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, default=AWAY)
    since = models.DateTimeField()
    assigned_at = models.DateTimeField(null=True)  # when the last conversation was given: the longest idle comes first


class WeeklyHours(models.Model):
    """Working hours of a team (or, with team null, of the company): `weekly` is seven lists of ["09:00", "12:00"]."""

    team = models.OneToOneField("roster.Team", null=True, on_delete=models.CASCADE, related_name="+")
    zone = models.CharField(max_length=40, default="Asia/Shanghai")
    weekly = models.JSONField()
    festivals = models.CharField(max_length=8, default="CN", blank=True)  # "" = no public holidays kept


class SpecialDay(models.Model):
    """One day that is different: `intervals` empty = closed."""

    team = models.ForeignKey("roster.Team", null=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    intervals = models.JSONField(default=list)
    why = models.CharField(max_length=80, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "day"], name="special_day_once"),
            models.UniqueConstraint(fields=["day"], condition=models.Q(team=None), name="special_day_of_company"),
        ]


class EscalationStep(models.Model):
    """To whom a late promise goes, and how long they have to take it before it climbs on."""

    team = models.ForeignKey("roster.Team", on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    minutes_to_take = models.IntegerField(default=5)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "position"], name="escalation_step_once")]
