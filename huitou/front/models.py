"""Webhooks out: who wants to hear which facts, and what became of each delivery."""

from __future__ import annotations

from django.db import models


class Webhook(models.Model):
    """An address outside that hears facts; each delivery is signed with the secret."""

    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=64)
    facts = models.JSONField(default=list)  # names; empty = all
    active = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")


class Delivery(models.Model):
    """One fact on its way to one webhook: every attempt is seen."""

    webhook = models.ForeignKey("front.Webhook", on_delete=models.CASCADE, related_name="+")
    fact = models.ForeignKey("core.Fact", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, default="waiting")  # waiting delivered failed
    attempts = models.IntegerField(default=0)
    status = models.IntegerField(null=True)
    answer = models.CharField(max_length=500, default="")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["webhook", "fact"], name="delivery_once")]
