"""王女士 told what she expected, and says afterwards how it was."""

from datetime import timedelta

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, Refusal, facts_of_conversation, now, travel
from huitou.core.testing import run_until_quiet, somebody
from huitou.desk import api as desk
from huitou.roster import api as roster
from huitou.voice import api as voice

pytestmark = pytest.mark.django_db


class Story:
    """王女士's air conditioner at 西湖店, from her first word to the closed case."""

    def __init__(self, *, expects: int | None = 60, answered_after: timedelta = timedelta(minutes=20)) -> None:
        self.lin = somebody("agent").pk
        team_id = roster.make_team(name="酒店服务组", actor=SYSTEM)
        roster.add_member(team_id=team_id, account_id=self.lin, actor=SYSTEM)
        roster.set_presence(account_id=self.lin, state="ready", actor=SYSTEM)
        self.room = roster.make_touchpoint(code="room", name="客房", actor=SYSTEM)
        channel_id = make_channel(kind="form", name="留言", slug="liuyan", team_id=team_id)
        self.received = desk.receive(
            channel_id=channel_id,
            key="wang-1",
            handles=[("phone", "13800001111")],
            name="王芳",
            text="空调坏了",
            open_case=desk.NewCase(kind="inquiry", touchpoint_id=self.room, summary="空调坏了"),
        )
        if expects:
            self.tell(expects)
        with travel(to=now() + answered_after):
            desk.reply(
                conversation_id=self.received.conversation_id,
                text="马上就来",
                key="lin-1",
                actor=Actor.account(self.lin),
                seen_message_id=None,
            )
        self.later = now() + answered_after + timedelta(seconds=30)
        with travel(to=self.later):
            run_until_quiet()

    def tell(self, minutes: int) -> None:
        voice.tell_expectation(
            case_id=self.received.case_id or 0,
            customer_id=self.received.customer_id,
            conversation_id=self.received.conversation_id,
            told=voice.Told(answer_within_minutes=minutes),
        )

    def close(self) -> voice.RatingPage:
        with travel(to=self.later):
            desk.finish(
                conversation_id=self.received.conversation_id,
                actor=Actor.account(self.lin),
                despite=("desk.case_incomplete",),
            )
            run_until_quiet()
            link = voice.open_link(conversation_key=self.received.conversation_key)
            page = voice.rating_page(link=link or "")
        assert page is not None
        return page

    def rate(self, page: voice.RatingPage, experience: int, sign: str) -> None:
        with travel(to=self.later):
            touched = {t.id: experience for t in page.touchpoints}
            voice.rate(
                invitation_id=page.invitation_id, experience=experience, sign=sign, touchpoints=touched, text="说到做到"
            )

    @property
    def case(self) -> desk.CaseRow:
        found = desk.case(case_id=self.received.case_id or 0)
        assert found is not None
        return found.case


def test_a_closed_case_invites_once_and_the_link_is_used_once() -> None:
    story = Story()
    page = story.close()
    assert [t.name for t in page.touchpoints] == ["客房"]
    story.rate(page, 5, "exceeded")
    with pytest.raises(Refusal) as used:
        story.rate(page, 1, "below")
    assert used.value.code == "voice.link_used"
    (row,) = voice.ratings()
    assert (row.experience, row.sign, row.text) == (5, "exceeded", "说到做到")


@pytest.mark.parametrize(
    ("expects", "answered", "sign"),
    [(60, timedelta(minutes=20), "exceeded"), (60, timedelta(minutes=50), "met"), (60, timedelta(hours=3), "below")],
)
def test_the_speed_is_compared_with_what_she_expected(expects: int, answered: timedelta, sign: str) -> None:
    story = Story(expects=expects, answered_after=answered)
    story.rate(story.close(), 4, "met")
    assert voice.ratings()[0].speed_sign == sign


def test_a_low_rating_opens_the_matter_again_with_a_due_time() -> None:
    story = Story()
    page = story.close()
    assert story.case.state == "closed"
    story.rate(page, 1, "below")
    assert story.case.state != "closed"
    (owed,) = [p for p in desk.promises_of(conversation_ids=[story.received.conversation_id]) if p.ended_at is None]
    assert owed.owner_id == story.lin and owed.due_at > story.later


def test_a_good_rating_leaves_the_case_closed() -> None:
    story = Story()
    story.rate(story.close(), 4, "met")
    assert story.case.state == "closed"


def test_the_first_expectation_stays_it_was_asked_before() -> None:
    story = Story(expects=60)
    story.tell(4320)
    told = voice.expectation_of(case_id=story.received.case_id or 0)
    assert told is not None and told.answer_within_minutes == 60


def test_an_old_link_says_so_and_a_forged_one_leads_nowhere() -> None:
    story = Story()
    page = story.close()
    link = voice.rating_link_of(invitation_id=page.invitation_id)
    with travel(to=story.later + timedelta(days=15)):
        old = voice.rating_page(link=link)
        assert old is not None and old.state == "over"
        with pytest.raises(Refusal) as over:
            voice.rate(invitation_id=page.invitation_id, experience=5, sign="met", touchpoints={}, text="")
        assert over.value.code == "voice.link_over"
    assert voice.rating_page(link=link[:-2] + "xx") is None
    assert voice.rating_page(link=f"{page.invitation_id}:0") is None


def test_shares_of_signs_carry_their_interval_and_number() -> None:
    story = Story()
    story.rate(story.close(), 5, "exceeded")
    shares = {share.sign: share for share in voice.sign_shares(since=now() - timedelta(days=1))}
    assert shares["exceeded"].share.value == 1.0 and shares["exceeded"].share.n == 1
    assert shares["exceeded"].share.low < 0.4  # one rating proves little, and the interval says so


def test_facts_hold_no_words_of_hers() -> None:
    story = Story()
    story.rate(story.close(), 5, "exceeded")
    told = [f for f in facts_of_conversation(story.received.conversation_id) if f.name.startswith("voice.")]
    assert {f.name for f in told} == {"voice.expectation_told.v1", "voice.rating_invited.v1", "voice.rated.v1"}
    assert "说到做到" not in str([f.data for f in told])
