"""小林's promises as her composer posts them: one row of fields per chip, read together with the text."""

from __future__ import annotations

from typing import Any

import pytest

from huitou.desk import api as desk
from huitou.front.tests.pages_shop import Shop, open_shop, screen

pytestmark = pytest.mark.django_db
TEXT = "明天中午前给您回电，后天下午三点前给您退款。"


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def letter(shop: Shop) -> int:
    return shop.wrote("王芳", "13800138000").conversation_id


def read(text: str, letter: int) -> list[dict[str, Any]]:
    answer = screen("agent").post("/desk/promises/suggestion", {"text": text, "conversation": letter})
    return answer.json()["promises"] if answer.status_code == 200 else []


def send(letter: int, text: str = TEXT, chips: tuple[dict[str, str], ...] = (), **more: Any) -> Any:
    names = ("preset", "due", "content", "kind", "phrase")
    fields = {f"promise_{name}": [chip.get(name, "") for chip in chips] for name in names}
    return screen("agent").post(
        f"/desk/c/{letter}/messages", {"text": text, "key": "k", **fields, **more}, headers={"HX-Request": "true"}
    )


def owed(letter: int) -> list[tuple[str, str]]:
    rows = desk.promises_of(conversation_ids=[letter])
    return sorted((row.kind, row.text) for row in rows)


def chip(offer: dict[str, Any], **more: str) -> dict[str, str]:
    return {"due": offer["due_at"], **{name: offer[name] for name in ("content", "kind", "phrase")}, **more}


def test_each_chip_becomes_a_promise_of_its_own_kind(letter):
    first, second = read(TEXT, letter)
    assert send(letter, chips=(chip(first), chip(second))).status_code == 200
    assert owed(letter) == [("callback", "给您回电"), ("refund", "给您退款")]


def test_a_chip_may_say_another_kind_and_a_time_by_hand_has_its_own(letter):
    first, second = read(TEXT, letter)
    by_hand = {"preset": "h2", "content": "明天中午前上门看空调"}  # its time stands beside it
    assert send(letter, chips=(chip(first, kind="reply"), chip(second), by_hand, {"preset": "m30"})).status_code == 200
    assert owed(letter) == [
        ("refund", "给您退款"),
        ("reply", "答复您的来信"),
        ("reply", "给您回电"),
        ("visit", "上门看空调"),
    ]


def test_what_is_neither_taken_nor_waved_away_is_asked_about_by_its_words(letter):
    first, _second = read(TEXT, letter)
    answer = send(letter, chips=(chip(first),))
    assert (answer.status_code, answer["X-Soft"]) == (409, "desk.promise_unrecorded")
    assert answer.content.decode() == "您写了“后天下午三点前给您退款”，要记入承诺吗？"
    assert owed(letter) == []


@pytest.mark.parametrize("more", [{"waved": ["后天下午三点前"]}, {"despite": ["desk.promise_unrecorded"]}])
def test_what_is_waved_away_leaves_without_a_promise(letter, more):
    first, _second = read(TEXT, letter)
    assert send(letter, chips=(chip(first),), **more).status_code == 200
    assert owed(letter) == [("callback", "给您回电")]


def test_more_chips_than_a_reply_can_make_and_kinds_that_are_none_are_refused(letter):
    text = "明天中午前给您回电"
    (offer,) = read(text, letter)
    assert send(letter, text, chips=(chip(offer),) * 11).status_code == 400
    assert send(letter, text, chips=(chip(offer, kind="miracle"),)).status_code == 422
    assert owed(letter) == []


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("2月30日前给您退款", "没有这一天：2 月 30 日之前"),
        ("我们尽快给您退款", "没有说时间：「尽快」没有确切时间"),
        ("2025年3月1日前给您退款", "这个时间已经过了：2025 年 3 月 1 日之前"),
    ],
)
def test_a_promise_without_a_moment_says_why(letter, text, doubt):
    (offer,) = read(text, letter)
    assert (offer["doubt"], offer["due_at"], offer["readings"]) == (doubt, "", [])


def test_both_readings_of_before_a_day_are_offered_the_stricter_first(letter):
    (offer,) = read("下周五之前给您退款", letter)
    strict, wide = offer["readings"]
    assert offer["due_at"] == strict["due_at"] < wide["due_at"]
    assert ("周四" in strict["by"], "周五" in wide["by"]) == (True, True)
