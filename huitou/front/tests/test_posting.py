"""What stands in an address or a form may be anything: an id is read or it is none, and no page breaks by it."""

import pytest

from huitou.front.posting import id_of, page_key
from huitou.front.tests.pages_shop import open_shop, screen

NONSENSE = ("x", "-1", "²", "1.5", "9" * 30, "0x1f", "1 OR 1=1")


@pytest.mark.parametrize(
    ("text", "pk"), [("17", 17), ("0", 0), ("", None), (None, None), *((n, None) for n in NONSENSE)]
)
def test_an_id_is_a_whole_number_that_a_table_can_hold(text, pk):
    assert id_of(text) == pk


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2026-11-23T02:00:00+00:00~17", "2026-11-23T02:00:00+00:00~17"),
        ("2026-11-23T02:00:00~17", ""),  # a moment without a zone
        ("2026-11-23T02:00:00+00:00~x", ""),
        ("yesterday~17", ""),
        ("", ""),
    ],
)
def test_a_key_that_is_none_of_ours_shows_the_first_page(text, key):
    assert page_key(text) == key


@pytest.mark.django_db
@pytest.mark.parametrize("word", NONSENSE)
def test_no_page_of_lin_breaks_by_what_stands_in_its_address(word):
    found = open_shop().wrote("王芳", "13800138000")
    lin, leader, here = screen("agent"), screen("leader"), f"/desk/c/{found.conversation_id}"
    names = ("site", "team", "owner", "tag", "channel", "after", "open")
    paths = ["/desk/list", "/cases", "/cases/visits", "/promises", "/customers", "/desk/search", "/desk/palette"]
    for path in paths:
        assert lin.get(path, dict.fromkeys(names, word)).status_code < 500, path
    assert lin.get("/desk/canned", {"conversation": word}).status_code < 500
    for path in ("tags", "links", "merges"):
        assert lin.post(f"{here}/{path}", {"tag": word, "other": word}).status_code < 500, path
        assert lin.delete(f"{here}/{path}?tag={word}&other={word}&merge={word}").status_code < 500, path
    assert lin.post("/desk/promises/suggestion", {"conversation": word, "text": "明天给您答复"}).status_code < 500
    for owner in (word, f"team:{word}"):
        assert leader.post(f"{here}/assignment", {"owner": owner, "word": "请接手"}).status_code < 500, owner
    assert leader.post("/desk/bulk", {"ids": [word], "owner": word}).status_code < 500
