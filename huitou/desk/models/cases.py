"""The case 工单: what the matter is, how bad, who owns it, what became of it."""

from __future__ import annotations

from django.db import models


class Case(models.Model):
    """A matter to be settled. Several may come out of one conversation."""

    INQUIRY, REQUEST, COMPLAINT, SUGGESTION, PRAISE = "inquiry", "request", "complaint", "suggestion", "praise"
    OPEN, WAITING, CLOSED = "open", "waiting", "closed"

    number = models.CharField(max_length=20, unique=True)
    conversation = models.ForeignKey("desk.Conversation", on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    severity = models.IntegerField(default=2)  # 1 low, 2 normal, 3 high, 4 safety or the press
    touchpoint = models.ForeignKey("roster.Touchpoint", null=True, on_delete=models.SET_NULL, related_name="+")
    site = models.ForeignKey("roster.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    owner = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("roster.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.CharField(max_length=200, default="")
    state = models.CharField(max_length=8, default=OPEN)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    by_customer = models.BooleanField(default=False)  # opened by the customer through our form

    class Meta:
        indexes = [
            models.Index(fields=["state", "-opened_at"], name="case_state"),
            models.Index(fields=["conversation"], name="case_conversation"),
            models.Index(fields=["customer", "-opened_at"], name="case_customer"),
        ]


class CaseState(models.Model):
    """A row of a case's history: which state, when, by whom, why."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8)
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=40, default="")  # a code: solved, low_rating, customer_wrote, …
    word = models.CharField(max_length=500, default="")  # back stage


class CaseAnswer(models.Model):
    """The five questions of a case (D10): explicit and implicit need, satisfied, expectation, what comes after."""

    EXPLICIT, IMPLICIT, SATISFIED, EXPECTATION, FOLLOW_UP = (
        "explicit",
        "implicit",
        "satisfied",
        "expectation",
        "follow_up",
    )

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=12)
    text = models.CharField(max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "question"], name="case_answer_once")]


class CaseLink(models.Model):
    """Two cases that have the same cause."""

    one = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="case_link_once")]


class FollowUp(models.Model):
    """A follow-up visit planned when a case was closed (D10): how and when we come back, and that it was done."""

    CALL, MESSAGE = "call", "message"

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    owner = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    due_told_at = models.DateTimeField(null=True)  # when its owner was told that it is due
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=500, default="")  # what the customer said; back stage
    dropped_at = models.DateTimeField(null=True)  # the case was opened again before

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(done_at=None, dropped_at=None), name="follow_up_due"),
            models.Index(fields=["-done_at"], condition=models.Q(done_at__isnull=False), name="follow_up_made"),
            models.Index(fields=["case"], name="follow_up_case"),
        ]
