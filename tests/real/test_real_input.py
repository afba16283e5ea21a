"""Real words of real people go through the desk: complaints with their replies, dialogues, reviews.

Citizens' complaints become cases with the reply that they really got, at the time they really got it; shop dialogues become
conversations; restaurant and hotel reviews become rated contacts. Then the desk is used on them: searched, assigned,
promised, rated.
"""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, Actor, make_account, now, run_due_jobs, search, travel
from huitou.desk import api as desk
from huitou.roster import api as roster
from huitou.voice import api as voice

pytestmark = pytest.mark.django_db
SHANGHAI = ZoneInfo("Asia/Shanghai")
SOME = 120


def rows(path: Path, limit: int = SOME) -> Iterator[dict[str, str]]:
    with gzip.open(path) as raw:
        for number, row in enumerate(csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8"))):
            if number == limit:
                return
            yield row


def local(text: str) -> datetime:
    formats = ("%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M")
    for form in formats:
        try:
            return datetime.strptime(text, form).replace(tzinfo=SHANGHAI)
        except ValueError:
            continue
    raise ValueError(text)


@pytest.fixture
def lin() -> int:
    """林小满, on duty around the clock for whoever writes."""
    account_id = make_account(username="lin", name="林小满", password="a-long-word-2026", role="agent", actor=SYSTEM)
    team_id = roster.make_team(name="来信组", most_open=200, actor=SYSTEM)
    roster.add_member(team_id=team_id, account_id=account_id, actor=SYSTEM)
    roster.set_presence(account_id=account_id, state="ready", actor=SYSTEM)
    return account_id


@pytest.fixture
def channel_id(lin: int) -> int:
    return make_channel(kind="form", name="来信", slug="real", team_id=roster.teams_of(account_id=lin)[0])


def work() -> None:
    while run_due_jobs():
        pass


def two_characters(text: str) -> str:
    """Two neighbouring Chinese characters of a text: the shortest thing that anybody searches."""
    for i in range(len(text) - 1):
        if all("\u4e00" <= c <= "\u9fff" for c in text[i : i + 2]):
            return text[i : i + 2]
    return ""


def test_citizens_complaints_become_cases_with_the_replies_they_really_got(
    data: Path, lin: int, channel_id: int
) -> None:
    kept = 0
    for row in rows(data / "zhengwu_complaints" / "replies_2816.csv.gz"):
        written, answered = local(row["留言时间"]), local(row["答复时间"])
        with travel(to=written):
            received = desk.receive(
                channel_id=channel_id,
                key=row["留言编号"],
                handles=[("mail", row["留言用户"].lower() + "@example.com")],
                subject=row["留言主题"],
                text=row["留言详情"],
                open_case=desk.NewCase(kind="complaint", summary=row["留言主题"]),
            )
        assert received.case_id
        desk.record_reply(
            conversation_id=received.conversation_id,
            text=row["答复意见"],
            key=row["留言编号"],
            at=answered,
            author_id=lin,
        )
        items = desk.thread(conversation_id=received.conversation_id).items
        assert row["留言详情"].strip() in [item.text.strip() for item in items]
        assert max(item.at for item in items) >= min(answered, written)
        word = two_characters(row["留言主题"])
        assert word and search.find(word, kinds=("conversation", "case"), limit=SOME * 3)
        kept += 1
    assert kept == SOME


def test_every_two_characters_of_a_complaint_find_it(data: Path, channel_id: int) -> None:
    texts = {}
    for row in rows(data / "zhengwu_complaints" / "labelled_495.csv.gz", 60):
        received = desk.receive(channel_id=channel_id, key=row["留言编号"], name=row["留言用户"], handles=[("mail", row["留言用户"].lower() + "@example.com")],
                                subject=row["留言主题"], text=row["留言详情"])  # fmt: skip
        texts[received.message_id] = row["留言详情"]
    looked = 0
    for message_id, text in texts.items():
        for i in range(0, len(text) - 1, 37):
            word = two_characters(text[i:])
            if word:
                hits = search.find(word, kinds=("message",), limit=1000)
                assert message_id in {hit.ref_id for hit in hits}, word
                looked += 1
    assert looked > 200


def test_shop_dialogues_are_answered_promised_and_rated(data: Path, lin: int, channel_id: int) -> None:
    """Both sides' turns stand in one thread in their order; where the agent really promised a time, it is found."""
    found = 0
    with gzip.open(data / "jddc_satisfaction" / "dialogues.jsonl.gz") as raw:
        dialogues = [json.loads(line) for line, _ in zip(raw, range(40), strict=False)]
    for dialogue in dialogues:
        at, conversation_id, said = now() - timedelta(days=3), 0, []
        for number, turn in enumerate(dialogue["turns"]):
            at += timedelta(minutes=1)
            with travel(to=at):
                received = desk.receive(
                    channel_id=channel_id, key=f"{dialogue['id']}-{number}", handles=[("mail", "jd-" + dialogue["id"] + "@example.com")],
                    text=turn["user"] or "（空）", thread_key=dialogue["id"])  # fmt: skip
            conversation_id = conversation_id or received.conversation_id
            assert received.conversation_id == conversation_id
            said.append(turn["user"].strip())
            if turn["agent"].strip():
                found += len(desk.suggest(text=turn["agent"], team_id=None, at=at))
                desk.record_reply(conversation_id=conversation_id, text=turn["agent"], key=f"{dialogue['id']}-a{number}",
                                  at=at + timedelta(seconds=20), author_id=lin)  # fmt: skip
        items = desk.thread(conversation_id=conversation_id, limit=200).items
        assert [i.at for i in items] == sorted(i.at for i in items)
        assert [i.text.strip() for i in items if i.direction == "in"] == [t or "（空）" for t in said]
    assert found > 0


@pytest.mark.parametrize(("file", "text", "star"), [
    ("meituan_reviews/meituan_reviews.csv.gz", "text", "star"),
    ("hotel_reviews/hotel_reviews.csv.gz", "review", "label"),
])  # fmt: skip
def test_reviews_become_rated_contacts_and_low_ones_open_a_recovery(
    data: Path, lin: int, channel_id: int, file: str, text: str, star: str
) -> None:
    actor, reopened = Actor.account(lin), 0
    reviews = [row for row in rows(data / file, 400) if row[text].strip()][:40]
    for number, row in enumerate(reviews):
        received = desk.receive(channel_id=channel_id, key=f"{file}-{number}", handles=[("mail", f"guest-{number}@example.com")], text=row[text],
                                open_case=desk.NewCase(kind="inquiry", summary=row[text][:30].strip() or "评价"))  # fmt: skip
        assert received.case_id
        desk.finish(conversation_id=received.conversation_id, actor=actor, despite=("desk.case_incomplete",))
        work()
        link = voice.open_link(conversation_key=received.conversation_key)
        page = voice.rating_page(link=link) if link else None
        assert page is not None and page.state == "open"
        score = {"1": 5, "0": 1}[row[star]] if star == "label" else max(1, min(5, round(float(row[star]))))
        sign = "below" if score <= 2 else "met"
        voice.rate(invitation_id=page.invitation_id, experience=score, sign=sign, touchpoints={}, text=row[text][:500])
        case = desk.case(case_id=received.case_id)
        assert case is not None
        assert (case.case.state != "closed") == (score <= 2)
        reopened += score <= 2
    shares = {share.sign: share.count for share in voice.sign_shares(since=now() - timedelta(days=1))}
    assert sum(shares.values()) == len(reviews)
    assert shares["below"] == reopened
