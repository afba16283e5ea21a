"""Conversations and what the customer sees of them. Notes are another file, another table."""

from __future__ import annotations

from django.db import models


class Conversation(models.Model):
    """One thread of a customer about one matter. `key` is its unguessable name for the outside."""

    OPEN, SNOOZED, CLOSED = "open", "snoozed", "closed"

    key = models.CharField(max_length=32, unique=True)
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(max_length=8, default=OPEN)
    owner = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    team = models.ForeignKey("roster.Team", null=True, on_delete=models.SET_NULL, related_name="+")
    site = models.ForeignKey("roster.Site", null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField()
    last_at = models.DateTimeField()  # of the newest message: the list is ordered by it
    last_message = models.ForeignKey("desk.Message", null=True, on_delete=models.SET_NULL, related_name="+")
    waiting_since = models.DateTimeField(null=True)  # the customer waits for an answer since then
    snoozed_until = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    promise_due = models.DateTimeField(null=True)  # the earliest open promise, kept by promises/actions
    kind = models.CharField(
        max_length=10, blank=True, default=""
    )  # of its newest case, so that the list can be filtered
    severity = models.IntegerField(default=0)  # of its newest case; 0 without a case
    reply_to = models.CharField(max_length=200, blank=True, default="")  # where the customer last wrote from
    writer_name = models.CharField(max_length=80, blank=True, default="")  # as its writer gave it, for their own page
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    split_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["state", "-last_at", "-id"], name="conversation_list"),
            models.Index(fields=["owner", "state", "-last_at", "-id"], name="conversation_owner"),
            models.Index(fields=["team", "state", "-last_at", "-id"], name="conversation_team"),
            models.Index(fields=["customer", "-last_at"], name="conversation_customer"),
            models.Index(fields=["site", "state", "-last_at", "-id"], name="conversation_site"),
            models.Index(fields=["kind", "state", "-last_at", "-id"], name="conversation_kind"),
            models.Index(
                fields=["state", "-last_at", "-id"], condition=models.Q(owner=None), name="conversation_unowned"
            ),
            models.Index(
                fields=["state", "-last_at", "-id"],
                condition=models.Q(waiting_since__isnull=False),
                name="conversation_waiting_list",
            ),
            models.Index(
                fields=["state", "-last_at", "-id", "promise_due"],
                condition=models.Q(promise_due__isnull=False),
                name="conversation_promised",
            ),
            models.Index(
                fields=["waiting_since"], condition=models.Q(waiting_since__isnull=False), name="conversation_waiting"
            ),
            models.Index(fields=["snoozed_until"], condition=models.Q(state="snoozed"), name="conversation_snoozed"),
        ]


class Message(models.Model):
    """表: what the customer wrote or reads. `queued` may still be undone; only `sent` is visible to the customer."""

    IN, OUT = "in", "out"
    QUEUED, SENT, FAILED, UNDONE = "queued", "sent", "failed", "undone"

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    direction = models.CharField(max_length=3)
    author = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField()
    html = models.TextField(blank=True, default="")  # sanitised, of a mail
    at = models.DateTimeField()
    key = models.CharField(max_length=80, unique=True)  # idempotency: the same act twice is one message
    state = models.CharField(max_length=6, default=SENT)
    reason = models.CharField(max_length=300, default="")
    release_at = models.DateTimeField(null=True)  # of a queued reply: until then it can be undone

    class Meta:
        indexes = [models.Index(fields=["conversation", "at", "id"], name="message_thread")]


class MessageFile(models.Model):
    """A file of a message."""

    message = models.ForeignKey("desk.Message", on_delete=models.CASCADE, related_name="+")
    blob = models.ForeignKey("core.Blob", on_delete=models.PROTECT, related_name="+")
    filename = models.CharField(max_length=200)
    key = models.CharField(max_length=32, unique=True)  # its unguessable name for downloads


class RefusedFile(models.Model):
    """A file that came with a message and was not kept, and why: the agent sees that something is missing."""

    message = models.ForeignKey("desk.Message", on_delete=models.CASCADE, related_name="+")
    filename = models.CharField(max_length=200)
    code = models.CharField(max_length=60)


class ThreadKey(models.Model):
    """By what the far side names this thread (a Message-ID, a program's own name), as a digest."""

    digest = models.CharField(max_length=64, unique=True)
    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")


class Seen(models.Model):
    """The newest message that an account has seen of a conversation: what is newer is unread for them."""

    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    message_id = models.BigIntegerField()  # not a foreign key: it is only compared

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "conversation"], name="seen_once")]


class Act(models.Model):
    """An act that a client may try again, by its key, and what it gave: the same key gives the same result."""

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20)
    result = models.JSONField()
    at = models.DateTimeField()


class Draft(models.Model):
    """What an agent has typed and not sent, one per account, conversation and kind (reply, note)."""

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey("core.Account", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "account", "kind"], name="draft_once")]


class Assignment(models.Model):
    """Who got a conversation from whom, with a word of hand-over or the reason of the rules ("why me?")."""

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    before = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    after = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    word = models.CharField(max_length=500, default="")  # back stage
    reasons = models.JSONField(default=list)  # codes and numbers of the rules
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["conversation", "id"], name="assignment_conversation")]


class Tag(models.Model):
    """A word for a situation 情境 (never for a person)."""

    name = models.CharField(max_length=30, unique=True)
    retired_at = models.DateTimeField(null=True)


class ConversationTag(models.Model):
    """A situation that a conversation is about."""

    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    tag = models.ForeignKey("desk.Tag", on_delete=models.CASCADE, related_name="+")
    last_at = models.DateTimeField()  # of the conversation, so that the list of a tag is read in order

    class Meta:
        indexes = [models.Index(fields=["tag", "-last_at", "-conversation"], name="conversation_tag_list")]
        constraints = [models.UniqueConstraint(fields=["conversation", "tag"], name="conversation_tag_once")]


class ConversationLink(models.Model):
    """Two conversations that belong together."""

    one = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="conversation_link_once")]


class ConversationMerge(models.Model):
    """A conversation that went on in another; its messages stay its own and are shown there."""

    kept = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    was_state = models.CharField(max_length=8, default="open")  # of the one that is gone, given back when undone
    undone_at = models.DateTimeField(null=True)


class CannedReply(models.Model):
    """A text ready to be used, with places such as {称呼} and {我的名字}."""

    shortcut = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=60)
    text = models.TextField()
    used = models.IntegerField(default=0)


class SavedView(models.Model):
    """A filter of the list with a name; `account` null: for everybody."""

    account = models.ForeignKey("core.Account", null=True, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=500)  # the filter as it stands in the URL
    position = models.IntegerField(default=0)
