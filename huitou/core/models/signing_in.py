"""Attempts to sign in that have not succeeded (yet)."""

from __future__ import annotations

from django.db import models


class SignInAttempt(models.Model):
    """One attempt under a key (a hash of the name that was typed, or an address); a success removes it again."""

    key = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="sign_in_attempt_key")]
