"""The ways by which customers and company write to each other."""

from __future__ import annotations

from django.db import models


class Channel(models.Model):
    """One way in and out: a form, the API, a folder of mail files; later chat, mailboxes, WeChat."""

    FORM, API, EMAIL_FILE = "form", "api", "email_file"

    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=60)
    slug = models.SlugField(max_length=40, unique=True)
    site = models.ForeignKey("roster.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("roster.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    settings = models.JSONField(default=dict)
    active = models.BooleanField(default=True)


class Inbound(models.Model):
    """A message that came in, under the key of its far side: the same one delivered twice is one row."""

    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    source = models.ForeignKey("core.Blob", null=True, on_delete=models.SET_NULL, related_name="+")
    message_id = models.BigIntegerField(null=True)  # what the desk made of it, told from above

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="inbound_once")]


class Outbound(models.Model):
    """A reply on its way out, under a key of our own: retried, never sent twice, given up with a reason."""

    WAITING, SENT, FAILED = "waiting", "sent", "failed"

    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, unique=True)
    to = models.CharField(max_length=200, default="")
    payload = models.JSONField()
    state = models.CharField(max_length=8, default=WAITING)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, default="")
