"""The promise ledger 承诺台账: what was promised to whom, by whom, until when, and what became of it."""

from __future__ import annotations

from django.db import models


class Promise(models.Model):
    """A promise to a customer. Its content and due time are never edited: a change is a new promise that replaces it."""

    OPEN, KEPT, KEPT_LATE, BROKEN = "open", "kept", "kept_late", "broken"
    RENEGOTIATED, RELEASED = "renegotiated", "released"
    TAKEN_BACK = "taken_back"  # its reply was undone before it left: seen by no customer, counted in no figure

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("desk.Case", null=True, on_delete=models.SET_NULL, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey("desk.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(max_length=10)  # reply callback visit refund repair send other
    text = models.CharField(max_length=300)  # 表: the customer reads it
    owner = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")  # whose duty it is now
    made_by = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey("roster.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=OPEN)
    ended_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)  # when it was found late (still open, escalated)
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="promise_due"),
            models.Index(fields=["owner", "state", "due_at"], name="promise_owner"),
            models.Index(fields=["conversation", "due_at"], name="promise_conversation"),
            models.Index(fields=["customer", "due_at"], name="promise_customer"),
            models.Index(fields=["made_at"], name="promise_made"),
        ]


class PromiseState(models.Model):
    """A row of a promise's history. `by` null with `customer_said`: the customer's own word."""

    promise = models.ForeignKey("desk.Promise", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    customer_said = models.BooleanField(default=False)
    word = models.CharField(max_length=300, default="")  # of the customer or of the agent who renegotiated with them


class PromisePolicy(models.Model):
    """What may be promised (D4): by kind the earliest and latest due time, and who may."""

    kind = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=40)
    least_minutes = models.IntegerField(default=0)  # working minutes that the work needs at least
    most_days = models.IntegerField(default=30)
    roles = models.JSONField(default=list)  # empty = everybody
    in_working_time = models.BooleanField(default=True)  # due outside working time is refused
    most_per_hour = models.IntegerField(null=True)  # per team: capacity
    active = models.BooleanField(default=True)


class Escalation(models.Model):
    """A late promise handed to a named person, who takes it within minutes or it climbs on."""

    promise = models.ForeignKey("desk.Promise", on_delete=models.CASCADE, related_name="+")
    position = models.IntegerField()
    to = models.ForeignKey("core.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    take_until = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["promise", "position"], name="escalation_once")]
