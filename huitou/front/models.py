"""Webhooks out: who wants to hear which facts, and what became of each delivery. And what programs were answered."""

from __future__ import annotations

from django.db import models


class Webhook(models.Model):
    """An address outside that hears facts; each delivery is signed with the secret. Only a person switches it off."""

    name = models.CharField(max_length=60, blank=True, default="")
    url = models.CharField(max_length=500)
    secret = models.CharField(max_length=64)
    facts = models.JSONField(default=list)  # names; empty = all
    public = models.BooleanField(default=False)  # only what a customer may know as well
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    removed_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)  # in a row; 0 after a success
    resting_until = models.DateTimeField(null=True)  # nothing is sent before: the receiver did not answer


class Delivery(models.Model):
    """One fact on its way to one webhook."""

    WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"

    webhook = models.ForeignKey("front.Webhook", on_delete=models.CASCADE, related_name="+")
    fact = models.ForeignKey("core.Fact", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, default=WAITING)
    attempts = models.IntegerField(default=0)  # of this round; redelivering begins a new one
    round = models.IntegerField(default=1)
    status = models.IntegerField(null=True)
    answer = models.CharField(max_length=500, default="")
    at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "fact"], name="delivery_once")]
        indexes = [
            models.Index(fields=["webhook", "-id"], name="delivery_log"),
            models.Index(fields=["webhook", "state", "-id"], name="delivery_state"),
            models.Index(fields=["ended_at"], condition=~models.Q(ended_at=None), name="delivery_ended"),
        ]


class Attempt(models.Model):
    """One try of a delivery: when, how long, what came back."""

    delivery = models.ForeignKey("front.Delivery", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    took_ms = models.IntegerField(default=0)
    status = models.IntegerField(null=True)  # null: no answer at all
    problem = models.CharField(max_length=40, default="")  # a code: timeout, refused, private_address, redirect, …
    answer = models.CharField(max_length=500, default="")


class ApiAnswer(models.Model):
    """What a program was answered under its `Idempotency-Key`: the same key again gives the same answer."""

    token = models.ForeignKey("core.ApiToken", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    asked = models.CharField(max_length=64)  # a digest of method, path and body
    status = models.IntegerField(null=True)  # null only while it is being worked on
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["at"], name="api_answer_at")]
