"""里: what is said back stage. Another table than messages, and no public module may read it."""

from __future__ import annotations

from django.db import models


class Note(models.Model):
    """A word among colleagues. The customer never sees it."""

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    author = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "at", "id"], name="note_thread")]


class NoteFile(models.Model):
    """A file of a note."""

    note = models.ForeignKey("desk.Note", on_delete=models.CASCADE, related_name="+")
    blob = models.ForeignKey("core.Blob", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    key = models.CharField(max_length=32, unique=True)
