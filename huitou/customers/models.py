"""The customer, how to reach and address them, and what they told us."""

from __future__ import annotations

from django.db import models


class Customer(models.Model):
    """A person who is served. `merged_into` points at the one kept: rows stay where they are, so a merge is reversible."""

    name = models.CharField(max_length=80, blank=True, default="")
    title = models.CharField(max_length=12, blank=True, default="")  # 先生 女士 老师 …
    address_as = models.CharField(max_length=40, blank=True, default="")  # how they asked to be addressed
    language = models.CharField(max_length=10, default="zh-hans")
    made_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    erased_at = models.DateTimeField(null=True)
    tier = models.CharField(max_length=16, blank=True, default="")  # standing, told by loyalty
    value_fen = models.BigIntegerField(null=True)
    standing_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["merged_into"], name="customer_merged"),
            models.Index(fields=["name"], name="customer_name"),
        ]


class Handle(models.Model):
    """A phone number, mail address or openid, normalised; it belongs to one customer only."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=200)
    display = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "value"], name="handle_once")]


class Detail(models.Model):
    """A thing to know: likes, dislikes, habits, dates; heard when and by whom. About situations, never a verdict."""

    LIKE, DISLIKE, HABIT, DATE, OTHER = "like", "dislike", "habit", "date", "other"

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    text = models.CharField(max_length=300)
    on_date = models.DateField(null=True)
    heard_at = models.DateTimeField()
    heard_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    heard_in = models.BigIntegerField(null=True)  # the conversation's id, told from above
    ended_at = models.DateTimeField(null=True)


class CustomerSite(models.Model):
    """A site where the customer is known."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    site = models.ForeignKey("roster.Site", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "site"], name="customer_site_once")]


class CustomField(models.Model):
    """A field that the company added."""

    key = models.SlugField(max_length=40, unique=True)
    label = models.CharField(max_length=60)
    kind = models.CharField(max_length=10, default="text")  # text number date choice
    options = models.JSONField(default=list)
    position = models.IntegerField(default=0)


class CustomValue(models.Model):
    """What stands in a custom field of a customer."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    field = models.ForeignKey("customers.CustomField", on_delete=models.CASCADE, related_name="+")
    value = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer", "field"], name="custom_value_once")]


class Consent(models.Model):
    """A yes or no of the customer to a purpose; the newest row holds, all stay."""

    customer = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=40)  # service, care, marketing, survey
    given = models.BooleanField()
    at = models.DateTimeField()
    how = models.CharField(max_length=120, default="")
    asked_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")


class Merge(models.Model):
    """Two customers found to be one. Undoing it fills the row's end; merging again is a new row."""

    kept = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    gone = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=200, default="")
    at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")


class MergeSuggestion(models.Model):
    """Two records that may be one person, and why; settled when somebody merged them or said that they are not."""

    one = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")  # the smaller id
    other = models.ForeignKey("customers.Customer", on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="suggestion_once")]
        indexes = [models.Index(fields=["id"], condition=models.Q(settled_at=None), name="suggestion_open")]


class ImportRun(models.Model):
    """One import of a table of customers: tried dry first, then done; its refused rows stay with their reasons.

    `blob` holds the rows as JSON lines until the import is done; then the file goes, it is full of people's data.
    """

    filename = models.CharField(max_length=200)
    blob = models.ForeignKey("core.Blob", null=True, on_delete=models.PROTECT, related_name="+")
    headers = models.JSONField(default=list)
    mapping = models.JSONField()  # a field for each column, "" where the column is left out
    dry = models.BooleanField()
    made_at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default="waiting")  # waiting running done failed
    rows = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    made = models.IntegerField(default=0)
    changed = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(default=0)  # of the next row in the file: a step asked for twice is done once


class ImportRefusal(models.Model):
    """A row that was not taken, and why."""

    run = models.ForeignKey("customers.ImportRun", on_delete=models.CASCADE, related_name="+")
    line = models.IntegerField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    raw = models.JSONField()


class RetentionRun(models.Model):
    """One look for customers who were not seen for a long time: counted dry, or erased."""

    months = models.IntegerField()
    cutoff = models.DateTimeField()
    dry = models.BooleanField()
    made_at = models.DateTimeField()
    by = models.ForeignKey("core.Account", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, default="waiting")  # waiting running done
    customers = models.IntegerField(default=0)  # how many there are to look at
    looked = models.IntegerField(default=0)
    after = models.BigIntegerField(default=0)  # the last customer looked at
    found = models.IntegerField(default=0)
