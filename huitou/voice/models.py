"""Expectation before, experience after, at the same touchpoint (the triangle law)."""

from __future__ import annotations

from django.db import models


class Expectation(models.Model):
    """What a customer expected when the case was opened: an answer until when, and how it should end."""

    case = models.OneToOneField("desk.Case", on_delete=models.CASCADE, related_name="+")
    answer_within_minutes = models.IntegerField(null=True)
    ending = models.CharField(max_length=16, default="")  # a code: answer, repair, refund, apology, redo, listen
    score = models.IntegerField(null=True)  # expected quality 1..5 where it was asked as a score
    at = models.DateTimeField()


class Invitation(models.Model):
    """A one-time link to rate one closed case; the link is this row's id, signed."""

    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("desk.Conversation", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Rating(models.Model):
    """A customer's rating of a closed case: the experience overall and per touchpoint, one open question."""

    invitation = models.OneToOneField("voice.Invitation", on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey("desk.Case", on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey("customers.Customer", on_delete=models.PROTECT, related_name="+")
    experience = models.IntegerField()  # 1..5 overall
    sign = models.CharField(max_length=8)  # exceeded, met, below (超出 符合 低于): the customer's own comparison
    speed_sign = models.CharField(max_length=8, default="")  # the same of the answer's time, computed; "" = not asked
    text = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="rating_at")]


class TouchpointRating(models.Model):
    """The experience at one touchpoint, 1..5, with the expectation there when it was asked."""

    rating = models.ForeignKey("voice.Rating", on_delete=models.CASCADE, related_name="+")
    touchpoint = models.ForeignKey("roster.Touchpoint", on_delete=models.PROTECT, related_name="+")
    experience = models.IntegerField()
    expectation = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rating", "touchpoint"], name="touchpoint_rating_once")]
