"""What happens in voice."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from huitou.core.api import fact


@fact("voice.expectation_told.v1", _("客户说了期望"))
@dataclass(frozen=True, kw_only=True)
class ExpectationTold:
    """What the customer expects of this case, told when it was opened."""

    case_id: int
    customer_id: int
    conversation_id: int
    answer_within_minutes: int | None
    ending: str


@fact("voice.rating_invited.v1", _("邀请客户评价"))
@dataclass(frozen=True, kw_only=True)
class RatingInvited:
    """A one-time link was made after closing."""

    invitation_id: int
    case_id: int
    customer_id: int
    conversation_id: int


@fact("voice.rated.v1", _("客户作了评价"))
@dataclass(frozen=True, kw_only=True)
class Rated:
    """The experience (1 to 5) and its sign against the expectation: exceeded, met, below."""

    rating_id: int
    case_id: int
    customer_id: int
    conversation_id: int
    experience: int
    sign: str
    speed_sign: str
