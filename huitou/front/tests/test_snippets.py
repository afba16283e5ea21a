"""A found text is shown around its match, the match as data; more matches come first within a week."""

import pytest

from huitou.front.snippets import matches, snippet


@pytest.mark.parametrize(
    ("text", "query", "pieces"),
    [
        ("房间空调坏了", "空调", (("房间", False), ("空调", True), ("坏了", False))),
        ("空调空调", "空调", (("空调", True), ("空调", True))),
        ("A/C 坏了", "a/c", (("A/C", True), (" 坏了", False))),
        ("没有这个词", "空调", (("没有这个词", False),)),
        ("<b>空调</b>", "空调", (("<b>", False), ("空调", True), ("</b>", False))),
        ("两个 词", "词 两个", (("两个", True), (" ", False), ("词", True))),
    ],
)
def test_matches_are_marked_as_data_never_as_markup(text: str, query: str, pieces: tuple) -> None:
    assert snippet(text, query) == pieces


def test_a_long_text_is_cut_around_its_first_match() -> None:
    pieces = snippet("前" * 300 + "空调" + "后" * 300, "空调", around=20)
    assert pieces[0] == ("…", False) and pieces[-1] == ("…", False)
    assert ("空调", True) in pieces
    assert sum(len(text) for text, _match in pieces) < 60


@pytest.mark.parametrize(
    ("text", "query", "count"), [("空调坏了，空调！", "空调", 2), ("ＡＣ", "ac", 1), ("无", "空调", 0), ("", "x", 0)]
)
def test_how_often_the_words_stand_in_a_text(text: str, query: str, count: int) -> None:
    assert matches(text, query) == count
