"""云栖酒店西湖店 for the tests of the pages: 小林 answers, 老周 leads, 陈经理 manages; built by the rooms' own doors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from django.test import Client

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, now, travel
from huitou.core.testing import PASSWORD, PEOPLE, Account, somebody
from huitou.desk import api as desk
from huitou.roster.api import set_hours
from huitou.roster.testing import a_site, a_team_with, a_touchpoint

_keys = count(1)


@dataclass
class Shop:
    """Ids of the people and things of one shop."""

    lin: Account
    zhou: Account
    chen: Account
    site_id: int
    team_id: int
    room_id: int
    channel_id: int

    @property
    def by_lin(self) -> Actor:
        return Actor.account(self.lin.pk)

    def wrote(self, name: str, phone: str, text: str = "空调太吵，睡不着", kind: str = "complaint") -> desk.Received:
        """A customer writes through the form; 小林 takes it."""
        case = desk.NewCase(kind=kind, severity=2, touchpoint_id=self.room_id, summary=text[:40])
        found = desk.receive(
            channel_id=self.channel_id,
            key=f"form:{next(_keys)}",
            handles=[("phone", phone)],
            name=name,
            text=text,
            subject=text[:20],
            site_id=self.site_id,
            open_case=case,
        )
        desk.take(conversation_id=found.conversation_id, actor=self.by_lin)
        return found

    def promised(
        self, found: desk.Received, text: str = "给您答复换房的事", due_at: datetime | None = None, kind: str = "reply"
    ) -> int:
        """小林 promises, in three hours unless given; what the rules only advise against she does all the same."""
        due = due_at or now() + timedelta(hours=3)
        asked = desk.NewPromise(kind=kind, text=text, due_at=due, case_id=found.case_id)
        advice = desk.check_promise(conversation_id=found.conversation_id, new=asked, account_id=self.lin.pk)
        new = replace(asked, despite=tuple(one.code for one in advice if not one.hard))
        key = f"p:{next(_keys)}"
        return desk.make_promise(conversation_id=found.conversation_id, new=new, key=key, actor=self.by_lin)

    def late_promise(self, found: desk.Received, text: str = "给您答复换房的事") -> int:
        """A promise that was made yesterday and due an hour ago."""
        with travel(to=now() - timedelta(days=1)):
            return self.promised(found, text, due_at=now() + timedelta(hours=23))


def open_shop() -> Shop:
    """The shop with its people."""
    lin, zhou, chen = somebody("agent"), somebody("leader"), somebody("manager")
    # Open round the clock: these tests run at night as well, and it is not the calendar that they are about.
    set_hours(team_id=None, weekly=[[["00:00", "24:00"]]] * 7, festivals="", actor=SYSTEM)
    site_id = a_site()
    team_id = a_team_with(lin.pk, leaders=[zhou.pk], site_id=site_id)
    channel_id = make_channel(
        kind="form", name="网页留言", slug="liuyan", site_id=site_id, team_id=team_id, actor=SYSTEM
    )
    return Shop(lin, zhou, chen, site_id, team_id, a_touchpoint(), channel_id)


def screen(role: str) -> Client:
    """The browser of 小林 (agent), 老周 (leader), 陈经理 (manager) or the administrator, signed in."""
    client = Client()
    client.post("/login", {"login": PEOPLE[role][0], "password": PASSWORD})
    return client


def text_of(answer: object) -> str:
    """The page as text."""
    return answer.content.decode()  # type: ignore[attr-defined]
