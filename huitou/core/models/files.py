"""Files, kept once by what is in them."""

from __future__ import annotations

from django.db import models


class Blob(models.Model):
    """A file by its SHA-256; the bytes lie in the data folder, two messages with the same picture share them."""

    digest = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    made_at = models.DateTimeField()
