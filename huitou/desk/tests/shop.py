"""The people of 云栖酒店西湖店, for the stories of the tests: 小林 answers, 老周 leads the shift, 陈经理 manages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, Refusal
from huitou.core.testing import Account, somebody
from huitou.customers.testing import Customer, a_customer
from huitou.desk.models import Conversation, Message
from huitou.desk.promises.checks import NewPromise
from huitou.roster.testing import Site, Team, Touchpoint, a_site, a_team_with, a_touchpoint

FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # ten in the morning in Hangzhou


@dataclass
class Shop:
    """Ids of the people and things of one shop."""

    lin: Account
    zhou: Account
    chen: Account
    team: Team
    site: Site
    room: Touchpoint
    wang: Customer
    channel_id: int

    @property
    def by_lin(self) -> Actor:
        return Actor.account(self.lin.pk)

    @property
    def by_zhou(self) -> Actor:
        return Actor.account(self.zhou.pk)

    def conversation(self, customer: Customer | None = None, at: datetime = FRIDAY_TEN) -> Conversation:
        """王女士 wrote that the air conditioning is loud; 小林 has the conversation."""
        row = Conversation.objects.create(
            key=uuid4().hex,
            customer=customer or self.wang,
            channel_id=self.channel_id,
            subject="空调太吵",
            owner=self.lin,
            team=self.team,
            site=self.site,
            opened_at=at,
            last_at=at,
        )
        Message.objects.create(conversation=row, direction=Message.IN, text="空调太吵，睡不着", at=at, key=uuid4().hex)
        return row

    def reply(self, conversation: Conversation, text: str, at: datetime, state: str = Message.SENT) -> Message:
        """小林 wrote to the customer."""
        return Message.objects.create(
            conversation=conversation,
            direction=Message.OUT,
            author=self.lin,
            text=text,
            at=at,
            key=uuid4().hex,
            state=state,
        )


def open_shop() -> Shop:
    """The shop with its people, in the office hours of a company that set nothing."""
    lin, zhou, chen = somebody("agent"), somebody("leader"), somebody("manager")
    site_id = a_site()
    team_id = a_team_with(lin.pk, leaders=[zhou.pk], site_id=site_id)
    return Shop(
        lin=lin,
        zhou=zhou,
        chen=chen,
        team=Team.objects.get(pk=team_id),
        site=Site.objects.get(pk=site_id),
        room=Touchpoint.objects.get(pk=a_touchpoint()),
        wang=Customer.objects.get(pk=a_customer()),
        channel_id=make_channel(kind="form", name="网页留言", slug="liuyan", actor=SYSTEM),
    )


def promised(due_at: datetime, text: str = "给您答复换房的事", kind: str = "reply", **more: object) -> NewPromise:
    """A promise as the composer hands it in."""
    return NewPromise(kind=kind, text=text, due_at=due_at, **more)  # type: ignore[arg-type]


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """What is done inside is refused for this very reason."""
    with pytest.raises(Refusal) as caught:
        yield caught
    assert caught.value.code == code
