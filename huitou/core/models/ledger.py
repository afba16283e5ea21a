"""Facts, jobs, settings and whispers."""

from __future__ import annotations

from django.db import models


class Fact(models.Model):
    """What happened. Append-only; ids, codes and times only. On PostgreSQL the column `xid` orders by commit."""

    name = models.CharField(max_length=80)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    conversation_id = models.BigIntegerField(null=True)
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "id"], name="fact_customer"),
            models.Index(fields=["conversation_id", "id"], name="fact_conversation"),
            models.Index(fields=["name", "at"], name="fact_name"),
            models.Index(fields=["at"], name="fact_at"),
        ]


class Job(models.Model):
    """Something to be done later; the row of a done job is the receipt that it was."""

    WAITING, RUNNING, DONE, GIVEN_UP = "waiting", "running", "done", "given_up"

    name = models.CharField(max_length=80)
    args = models.JSONField()
    key = models.CharField(max_length=120, null=True, unique=True)
    run_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING)
    attempts = models.IntegerField(default=0)
    lease = models.CharField(max_length=32, default="")
    lease_until = models.DateTimeField(null=True)
    error = models.TextField(default="")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["run_at", "id"], condition=models.Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=models.Q(state="running"), name="job_running"),
            models.Index(fields=["finished_at"], condition=models.Q(state="done"), name="job_done"),
        ]


class Setting(models.Model):
    """One thing that the company set."""

    key = models.CharField(max_length=60, primary_key=True)
    value = models.JSONField()


class Whisper(models.Model):
    """Passing things between agents' screens (typing, looking): pushed, then forgotten. Never to customers."""

    kind = models.CharField(max_length=10)
    conversation_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["conversation_id", "at"], name="whisper_conversation")]
