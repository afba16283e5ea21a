"""Which conversation a message belongs to, who gets it, what may leave: the decisions, as tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from huitou.core.api import Refusal
from huitou.desk.conversations.rules.assigning import Candidate, TeamKnown, choose, skills_needed, team_for
from huitou.desk.conversations.rules.belonging import Belongs, Known, bare_subject, where
from huitou.desk.conversations.rules.mentions import mentioned
from huitou.desk.conversations.rules.placeholders import check_filled, check_places, fill, promised_time
from huitou.desk.conversations.rules.sending import (
    Answer,
    check_close,
    check_snooze,
    check_text,
    check_undo,
    clean,
    colleague_answered,
    release_at,
    restored_draft,
)
from huitou.desk.conversations.rules.tags import check_tag

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def known(
    pk: int = 1,
    *,
    state: str = "open",
    kind: str = "api",
    subject: str = "",
    ago: timedelta = HOUR,
    closed_ago: timedelta | None = None,
    same_person: bool = True,
) -> Known:
    closed_at = NOW - closed_ago if closed_ago is not None else None
    return Known(pk, state, kind, subject, NOW - ago, closed_at, same_person)


def belongs(*recent: Known, thread: Known | None = None, subject: str = "", **more: object) -> Belongs:
    given = {"new_thread": False, "channel_kind": "api", "at": NOW, **more}
    return where(thread=thread, recent=recent, subject=subject, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("recent", "subject", "expected"),
    [
        ((), "", Belongs()),
        ((known(),), "", Belongs(into=1)),
        ((known(ago=timedelta(hours=71, minutes=59)),), "", Belongs(into=1)),
        ((known(ago=timedelta(hours=72)),), "", Belongs()),
        ((known(state="snoozed"),), "", Belongs(into=1)),
        ((known(state="closed", closed_ago=HOUR),), "", Belongs()),
        ((known(kind="email_file"),), "", Belongs()),
        ((known(subject="空调太吵"),), "发票", Belongs()),
        ((known(subject="空调太吵"),), "Re: 空调太吵", Belongs(into=1)),
        ((known(subject="空调太吵"),), "", Belongs(into=1)),
        ((known(1, subject="发票"), known(2, subject="空调")), "空调", Belongs(into=2)),
        ((known(same_person=False),), "", Belongs()),
    ],
)
def test_without_a_thread_the_same_matter_is_recent_on_the_same_way(
    recent: tuple[Known, ...], subject: str, expected: Belongs
) -> None:
    assert belongs(*recent, subject=subject) == expected


@pytest.mark.parametrize("kind", ["form", "email_file"])
@pytest.mark.parametrize("subject", ["", "空调太吵"])
def test_a_number_or_an_address_alone_never_joins_what_is_there(kind: str, subject: str) -> None:
    hers = known(kind=kind, subject="空调太吵")
    assert belongs(hers, subject=subject, channel_kind=kind) == Belongs(linked_to=1)


@pytest.mark.parametrize(
    ("thread", "expected"),
    [
        (known(ago=30 * DAY), Belongs(into=1)),
        (known(kind="email_file"), Belongs(into=1)),
        (known(state="closed", closed_ago=6 * DAY), Belongs(into=1, reopens=True)),
        (known(state="closed", closed_ago=7 * DAY), Belongs(into=1, reopens=True)),
        (known(state="closed", closed_ago=7 * DAY + HOUR), Belongs(linked_to=1)),
        (known(same_person=False), Belongs(linked_to=1)),
    ],
)
def test_a_named_thread_goes_on_or_is_linked(thread: Known, expected: Belongs) -> None:
    assert belongs(known(7), thread=thread) == expected


def test_pains_2_strangers_are_never_merged_through_one_in_reply_to() -> None:
    somebody_elses = known(5, same_person=False)
    assert belongs(known(9), thread=somebody_elses).into is None


def test_a_program_that_names_a_new_thread_gets_a_new_conversation() -> None:
    assert belongs(known(), new_thread=True) == Belongs()


def test_an_absence_note_does_not_reopen_what_is_closed() -> None:
    closed = known(state="closed", closed_ago=DAY)
    assert belongs(thread=closed, automatic=True) == Belongs(into=1)


@pytest.mark.parametrize(
    "subject", ["空调太吵", "Re: 空调太吵", "回复：空调太吵", "RE: Re：FW: 空调太吵", "Re[2]: 空调太吵", "  空调太吵 "]
)
def test_a_subject_is_compared_without_what_mail_programs_add(subject: str) -> None:
    assert bare_subject(subject) == "空调太吵"


def on(pk: int, *, ready: bool = True, skills: str = "", open: int = 0, idle: int | None = 10) -> Candidate:
    given_at = NOW - timedelta(minutes=idle) if idle is not None else None
    return Candidate(pk, ready, frozenset(skills.split()), open, given_at)


@pytest.mark.parametrize(
    ("people", "needs", "waited", "chosen", "why"),
    [
        ([], "", 0, None, "nobody_on_duty"),
        ([on(1, ready=False)], "", 0, None, "nobody_ready"),
        ([on(1), on(2, skills="complaint")], "complaint", 0, 2, "only_one"),
        ([on(1)], "complaint", 0, None, "nobody_skilled"),
        ([on(1)], "complaint", 9, None, "nobody_skilled"),
        ([on(1)], "complaint", 10, 1, "only_one"),
        ([on(1, open=20)], "", 0, None, "all_full"),
        ([on(1, open=5), on(2, open=3), on(3, open=4)], "", 0, 2, "fewest_open"),
        ([on(1, open=3, idle=5), on(2, open=3, idle=40)], "", 0, 2, "longest_idle"),
        ([on(1, idle=90), on(2, idle=None)], "", 0, 2, "none_given_yet"),
        ([on(4, idle=None), on(3, idle=None)], "", 0, 3, "none_given_yet"),
        ([on(1, ready=False, open=0), on(2, open=9)], "", 0, 2, "only_one"),
    ],
)
def test_pains_15_assignment_is_fair_and_says_why(
    people: list[Candidate], needs: str, waited: int, chosen: int | None, why: str
) -> None:
    choice = choose(
        on_duty=people,
        needs=frozenset(needs.split()),
        most_open=20,
        waited=timedelta(minutes=waited),
        at=NOW,
    )
    assert (choice.account_id, choice.code) == (chosen, why)


def test_the_reasons_carry_the_numbers_that_the_page_shows() -> None:
    choice = choose(on_duty=[on(1, open=5), on(2, open=3), on(3, ready=False)], most_open=20, at=NOW)
    assert choice.reasons == (
        {"code": "on_duty", "count": 3},
        {"code": "ready", "count": 2},
        {"code": "below_load", "count": 2, "most": 20},
        {"code": "fewest_open", "open": 3, "next": 5},
    )


@pytest.mark.parametrize(
    ("people", "needs", "hopeless"),
    [
        ([], "", True),
        ([on(1, ready=False)], "", True),
        ([on(1, open=20)], "", True),
        ([on(1, open=20, skills="complaint"), on(2)], "complaint", False),
        ([on(1)], "complaint", False),
    ],
)
def test_the_next_of_the_queue_is_tried_only_when_it_may_fare_better(
    people: list[Candidate], needs: str, hopeless: bool
) -> None:
    assert choose(on_duty=people, needs=frozenset(needs.split()), most_open=20, at=NOW).hopeless is hopeless


@pytest.mark.parametrize(
    ("channel_team", "site_id", "expected"),
    [(9, 1, 9), (None, 1, 11), (None, 2, 12), (None, 3, 13), (None, None, 13)],
)
def test_the_team_is_the_channels_or_the_sites_or_the_general_one(
    channel_team: int | None, site_id: int | None, expected: int
) -> None:
    teams = [TeamKnown(11, 1), TeamKnown(12, 2), TeamKnown(13, None)]
    assert team_for(channel_team=channel_team, site_id=site_id, teams=teams) == expected


def test_a_company_with_one_team_needs_no_settings() -> None:
    assert team_for(channel_team=None, site_id=None, teams=[TeamKnown(4, 1)]) == 4
    assert team_for(channel_team=None, site_id=None, teams=[]) is None


@pytest.mark.parametrize(
    ("kind", "language", "channel", "held", "needed"),
    [
        ("complaint", "zh-hans", (), "complaint english", "complaint"),
        ("complaint", "en", (), "complaint english", "complaint english"),
        ("complaint", "zh-hans", (), "english", ""),
        ("", "zh-hant", ("vip",), "vip", "vip"),
        ("praise", "", (), "complaint", ""),
    ],
)
def test_only_skills_that_somebody_holds_are_asked_for(
    kind: str, language: str, channel: tuple[str, ...], held: str, needed: str
) -> None:
    asked = skills_needed(kind=kind, language=language, channel_skills=channel, held=frozenset(held.split()))
    assert asked == frozenset(needed.split())


@pytest.mark.parametrize(
    ("answers", "seen", "stopped_by"),
    [
        ([], 5, None),
        ([Answer(6, 2)], 5, 6),
        ([Answer(6, 1)], 5, None),
        ([Answer(5, 2)], 5, None),
        ([Answer(6, 2), Answer(9, 3)], 5, 9),
        ([Answer(6, 2)], None, None),
        ([Answer(6, 2)], 0, 6),
    ],
)
def test_pains_10_a_colleagues_newer_answer_stops_mine(
    answers: list[Answer], seen: int | None, stopped_by: int | None
) -> None:
    found = colleague_answered(answers=answers, seen_message_id=seen, author_id=1)
    assert (found.message_id if found else None) == stopped_by


@pytest.mark.parametrize(
    ("state", "seconds_left", "mine", "code"),
    [
        ("queued", 3, True, ""),
        ("queued", 0, True, "desk.already_sent"),
        ("queued", -1, True, "desk.already_sent"),
        ("sent", 3, True, "desk.already_sent"),
        ("failed", 3, True, "desk.already_sent"),
        ("queued", 3, False, "desk.not_your_message"),
    ],
)
def test_a_reply_can_be_taken_back_until_the_second_it_leaves(
    state: str, seconds_left: int, mine: bool, code: str
) -> None:
    leaves = NOW + timedelta(seconds=seconds_left)

    def ask() -> None:
        check_undo(state=state, release_at=leaves, at=NOW, is_author=mine)

    if not code:
        ask()
        return
    with pytest.raises(Refusal) as caught:
        ask()
    assert caught.value.code == code


def test_the_undo_window_is_never_in_the_past() -> None:
    assert release_at(at=NOW, undo_seconds=5) == NOW + timedelta(seconds=5)
    assert release_at(at=NOW, undo_seconds=-3) == NOW


def test_texts_are_kept_as_every_database_can_keep_them() -> None:
    assert clean("您好\x00\r\n\ud800再见\r") == "您好\n?再见\n"
    assert check_text("𠮷野家👋\u200f") == "𠮷野家👋\u200f"
    assert check_text("", files=1) == ""
    for text, code in (("", "desk.empty_text"), (" \n\x00", "desk.empty_text"), ("长" * 11, "desk.text_too_long")):
        with pytest.raises(Refusal) as caught:
            check_text(text, longest=10)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("undone", "draft", "restored"),
    [("好的", "", "好的"), ("好的", "  ", "好的"), ("好的", "好的", "好的"), ("好的", "还有一事", "好的\n\n还有一事")],
)
def test_an_undo_never_swallows_what_was_typed_meanwhile(undone: str, draft: str, restored: str) -> None:
    assert restored_draft(undone=undone, draft=draft) == restored


@pytest.mark.parametrize(
    ("ahead", "state", "code"),
    [
        (HOUR, "open", ""),
        (timedelta(seconds=1), "snoozed", ""),
        (timedelta(0), "open", "desk.snooze_in_the_past"),
        (-HOUR, "open", "desk.snooze_in_the_past"),
        (367 * DAY, "open", "desk.snooze_too_far"),
        (HOUR, "closed", "desk.conversation_closed"),
    ],
)
def test_a_conversation_sleeps_until_a_time_ahead(ahead: timedelta, state: str, code: str) -> None:
    if not code:
        check_snooze(until=NOW + ahead, at=NOW, state=state)
        return
    with pytest.raises(Refusal) as caught:
        check_snooze(until=NOW + ahead, at=NOW, state=state)
    assert caught.value.code == code


def test_what_is_still_promised_is_not_closed() -> None:
    check_close(state="open", promise_due=None)
    with pytest.raises(Refusal) as caught:
        check_close(state="open", promise_due=NOW)
    assert caught.value.code == "desk.promise_still_open"


VALUES = {"称呼": "王女士", "我的名字": "小林", "承诺时间": ""}


def test_places_of_a_canned_reply_are_filled() -> None:
    filled = fill("{称呼}，我是{ 我的名字 }，｛称呼｝请放心。", VALUES)
    assert check_filled(filled) == "王女士，我是小林，王女士请放心。"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{房号}的空调", "desk.placeholder_unknown"),
        ("我们会在{承诺时间}前答复", "desk.placeholder_empty"),
        ("{门店}", "desk.placeholder_empty"),
    ],
)
def test_a_place_that_cannot_be_filled_never_reaches_the_customer(text: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_filled(fill(text, VALUES))
    assert caught.value.code == code


@pytest.mark.parametrize("text", ['{"a": 1}', "{}", "{x}", "{ 没有\n结束}", "价格{12}元"])
def test_braces_that_are_no_places_stay(text: str) -> None:
    assert check_filled(fill(text, {})) == text
    check_places(text)


def test_a_promised_time_is_written_in_the_companys_zone() -> None:
    due = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
    assert promised_time(due, ZoneInfo("Asia/Shanghai")) == "11月23日（周一）15:00"


@pytest.mark.parametrize("name", ["多次来电未解决", "对赔付金额有异议", "噪音"])
def test_a_tag_names_a_situation(name: str) -> None:
    assert check_tag(f" {name} ") == name


@pytest.mark.parametrize("name", ["难缠的客户", "奇葩", "职业投诉人"])
def test_a_tag_that_judges_the_person_is_refused(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_tag(name)
    assert caught.value.code == "desk.tag_judges_person"


def test_a_note_calls_the_colleague_with_the_longest_fitting_name() -> None:
    names = {"小林": 1, "小林子": 2, "老周": 3}
    assert mentioned("@小林子 请看，@老周 也看", names) == (2, 3)
    assert mentioned("发到 lin@example.com", names) == ()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{称呼}您好，我是{我的名字}。", "您好，我是林小满。"),
        ("｛ 称呼 ｝，您好，我是{我的名字}。", "您好，我是林小满。"),
        ("请{称呼}放心，我来办。", "请您放心，我来办。"),
    ],
)
def test_somebody_without_a_name_is_not_greeted_twice(text: str, filled: str) -> None:
    assert fill(text, {"称呼": "您", "我的名字": "林小满"}).text == filled
    assert fill("{称呼}您好", {"称呼": "王女士"}).text == "王女士您好"
