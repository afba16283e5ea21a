"""What the customer sees before rating: which matter it is about, and the touchpoints that they may have met."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huitou.core.api import now
from huitou.roster.api import TouchpointRow, touchpoints
from huitou.voice.models import Invitation
from huitou.voice.ratings.links import invitation_of, link_of

MOST_TOUCHPOINTS = 4


@dataclass(frozen=True)
class RatingPage:
    """State: open, used, over. `touchpoints`: the case's own first, then its neighbours on the customer's way.

    Of a case without one, the first ones of that way: who came by is asked about what they came by, and may pass over it.
    """

    invitation_id: int
    case_id: int
    state: str
    case_number: str
    opened_at: datetime
    conversation_key: str
    touchpoints: tuple[TouchpointRow, ...]


def rating_page(*, link: str) -> RatingPage | None:
    """The page behind a link, or None when the link is none of ours."""
    invitation_id = invitation_of(link=link)
    row = Invitation.objects.select_related("case__conversation").filter(pk=invitation_id or 0).first()
    if row is None:
        return None
    state = "used" if row.used_at else ("over" if row.ends_at <= now() else "open")
    case = row.case
    return RatingPage(
        row.pk,
        case.pk,
        state,
        case.number,
        case.opened_at,
        case.conversation.key,
        _near(case.touchpoint_id, touchpoints()),
    )


def open_link(*, conversation_key: str) -> str | None:
    """The link of the newest unused invitation of a conversation, for the customer's own page."""
    rows = Invitation.objects.filter(conversation__key=conversation_key, used_at=None, ends_at__gt=now())
    newest = rows.order_by("-id").values_list("pk", flat=True).first()
    return link_of(invitation_id=newest) if newest else None


def _near(own: int | None, every: list[TouchpointRow]) -> tuple[TouchpointRow, ...]:
    place = next((i for i, row in enumerate(every) if row.id == own), None)
    if place is None:
        return tuple(every[:MOST_TOUCHPOINTS])
    others = sorted(range(len(every)), key=lambda i: abs(i - place))
    return tuple(every[i] for i in others[:MOST_TOUCHPOINTS])
