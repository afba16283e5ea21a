"""Inviting to rate a closed case, and taking the rating."""

from __future__ import annotations

from datetime import datetime, timedelta

from huitou.core.api import Actor, Refusal, facts_of_conversation, now, record, writing
from huitou.desk.api import open_recovery
from huitou.voice.facts import Rated, RatingInvited
from huitou.voice.models import Expectation, Invitation, Rating, TouchpointRating
from huitou.voice.ratings import rules


def invite(*, case_id: int, customer_id: int, conversation_id: int) -> int:
    """Make the one-time link of a closed case; a case closed again while its link is unused keeps that link."""
    moment = now()
    with writing():
        unused = Invitation.objects.filter(case_id=case_id, used_at=None, ends_at__gt=moment).first()
        if unused:
            return unused.pk
        row = Invitation.objects.create(
            case_id=case_id, conversation_id=conversation_id, made_at=moment, ends_at=moment + rules.LINK_LIVES
        )
        happened = RatingInvited(
            invitation_id=row.pk, case_id=case_id, customer_id=customer_id, conversation_id=conversation_id
        )
        record(happened)
    return row.pk


def rate(*, invitation_id: int, experience: int, sign: str, touchpoints: dict[int, int], text: str) -> int:
    """Take a rating; a low one reopens the matter with a due time. Returns its id.

    Refusal: voice.link_unknown, voice.link_used, voice.link_over, voice.rating_out_of_range.
    """
    rules.check(experience=experience, sign=sign, touchpoints=touchpoints)
    moment = now()
    with writing():
        invitation = Invitation.objects.select_for_update().select_related("case").filter(pk=invitation_id).first()
        _usable(invitation, moment)
        assert invitation is not None
        case = invitation.case
        row = Rating.objects.create(
            invitation=invitation,
            case=case,
            customer_id=case.customer_id,
            experience=experience,
            sign=sign,
            speed_sign=_speed(case.pk, case.conversation_id, case.opened_at),
            text=text.strip()[: rules.LONGEST_TEXT],
            at=moment,
        )
        _rate_touchpoints(row, touchpoints)
        Invitation.objects.filter(pk=invitation_id).update(used_at=moment)
        actor = Actor.customer(case.customer_id)
        record(_rated(row, case.conversation_id), actor=actor)
        if rules.is_low(experience=experience, sign=sign):
            open_recovery(case_id=case.pk, why="low_rating", actor=actor)
    return row.pk


def _usable(invitation: Invitation | None, moment: datetime) -> None:
    if invitation is None:
        raise Refusal("voice.link_unknown")
    if invitation.used_at is not None:
        raise Refusal("voice.link_used")
    if invitation.ends_at <= moment:
        raise Refusal("voice.link_over")


def _speed(case_id: int, conversation_id: int, opened_at: datetime) -> str:
    expected = Expectation.objects.filter(case_id=case_id).values_list("answer_within_minutes", flat=True).first()
    return rules.speed_sign(expected_minutes=expected, answered_after=_answered_after(conversation_id, opened_at))


def _answered_after(conversation_id: int, opened_at: datetime) -> timedelta | None:
    facts = facts_of_conversation(conversation_id, limit=500)
    sent = [f.at for f in facts if f.name == "desk.reply_sent.v1" and f.at >= opened_at]
    return min(sent) - opened_at if sent else None


def _rate_touchpoints(row: Rating, touchpoints: dict[int, int]) -> None:
    TouchpointRating.objects.bulk_create(
        TouchpointRating(rating=row, touchpoint_id=touchpoint_id, experience=score)
        for touchpoint_id, score in touchpoints.items()
    )


def _rated(row: Rating, conversation_id: int) -> Rated:
    return Rated(
        rating_id=row.pk,
        case_id=row.case_id,
        customer_id=row.customer_id,
        conversation_id=conversation_id,
        experience=row.experience,
        sign=row.sign,
        speed_sign=row.speed_sign,
    )


def erase_texts(*, customer_id: int) -> int:
    """Empty what a customer wrote in ratings; scores, signs and times stay. Returns how many had words."""
    with writing():
        return Rating.objects.filter(customer_id=customer_id).exclude(text="").update(text="")
