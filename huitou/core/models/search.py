"""What can be found. Front and back stage are two indexes: a search for a customer can never touch a note."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One text that can be found; the tokens themselves lie in FTS5 (SQLite) or a tsvector column (PostgreSQL)."""

    kind = models.CharField(max_length=12)
    ref_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        abstract = True


class SearchEntry(Entry):
    """Messages, customers, cases."""

    class Meta:
        indexes = [models.Index(fields=["kind", "ref_id"], name="search_ref")]


class BackSearchEntry(Entry):
    """Notes."""

    class Meta:
        indexes = [models.Index(fields=["kind", "ref_id"], name="back_search_ref")]
