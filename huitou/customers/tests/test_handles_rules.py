"""王女士 writes her number in twenty ways and is still one customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huitou.customers.handles.rules import KINDS, BadHandle, Handle, guess, mask, normalise

MOBILE = ("+8613812345678", "138 1234 5678")
LANDLINE = ("+8657188888888", "0571-8888 8888")
OPENID = "oABCDEFGHIJKLMNOPQRSTUVWXY_1"
UNIONID = "o6_bmasdasdsad6_2sgVt7hMZOPfL"


@pytest.mark.parametrize(
    ("raw", "value", "display"),
    [
        ("13812345678", *MOBILE),
        ("138 1234 5678", *MOBILE),
        ("138-1234-5678", *MOBILE),
        ("138.1234.5678", *MOBILE),
        ("138—1234—5678", *MOBILE),
        ("１３８１２３４５６７８", *MOBILE),
        ("+86 138 1234 5678", *MOBILE),
        ("＋８６－１３８１２３４５６７８", *MOBILE),
        ("+8613812345678", *MOBILE),
        ("(+86)13812345678", *MOBILE),
        ("0086 13812345678", *MOBILE),
        ("008613812345678", *MOBILE),
        ("8613812345678", *MOBILE),
        ("86-138-1234-5678", *MOBILE),
        ("+86 +86 13812345678", *MOBILE),
        ("+86 0086 13812345678", *MOBILE),
        ("013812345678", *MOBILE),
        ("手机：13812345678", *MOBILE),
        ("tel:+86-138-1234-5678", *MOBILE),
        ("\u202d13812345678\u202c", *MOBILE),
        ("\u200b13812345678\ufeff", *MOBILE),
        ("13812345678.0", *MOBILE),
        ("1.3812345678E+10", *MOBILE),
        ("19912345678", "+8619912345678", "199 1234 5678"),
        ("0571-88888888", *LANDLINE),
        ("0571 8888 8888", *LANDLINE),
        ("(0571)88888888", *LANDLINE),
        ("（0571）8888－8888", *LANDLINE),
        ("+86 571 8888 8888", *LANDLINE),
        ("+86 (0)571 8888 8888", *LANDLINE),
        ("0086-571-88888888", *LANDLINE),
        ("86-0571-88888888", *LANDLINE),
        ("0571-8888 8888 转 8001", "+8657188888888;ext=8001", "0571-8888 8888 转 8001"),
        ("0571-88888888转8001", "+8657188888888;ext=8001", "0571-8888 8888 转 8001"),
        ("0571-88888888-8001", "+8657188888888;ext=8001", "0571-8888 8888 转 8001"),
        ("13812345678-1234", "+8613812345678;ext=1234", "138 1234 5678 转 1234"),
        ("0571-88888888 ext. 8001", "+8657188888888;ext=8001", "0571-8888 8888 转 8001"),
        ("0571-88888888#8001", "+8657188888888;ext=8001", "0571-8888 8888 转 8001"),
        ("0571-88888888 分机：1", "+8657188888888;ext=1", "0571-8888 8888 转 1"),
        ("010-62345678", "+861062345678", "010-6234 5678"),
        ("021-6234 5678", "+862162345678", "021-6234 5678"),
        ("0898-6234567", "+868986234567", "0898-623 4567"),
        ("400-812-3456", "+864008123456", "400-812-3456"),
        ("4008123456", "+864008123456", "400-812-3456"),
        ("+86 400 812 3456", "+864008123456", "400-812-3456"),
        ("800 810 8888", "+868008108888", "800-810-8888"),
        ("400-812-3456 转 2", "+864008123456;ext=2", "400-812-3456 转 2"),
        ("+44 (0)20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        ("+44 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        ("0044 20 7946 0958", "+442079460958", "+44 20 7946 0958"),
        ("+1 202-555-0123", "+12025550123", "+1 202-555-0123"),
        ("+852 9123 4567", "+85291234567", "+852 9123 4567"),
        ("+853 6612 3456", "+85366123456", "+853 6612 3456"),
        ("+886 912 345 678", "+886912345678", "+886 912 345 678"),
        ("+886 0912 345 678", "+886912345678", "+886 912 345 678"),
        ("+81 90-1234-5678", "+819012345678", "+81 90-1234-5678"),
        ("+39 06 1234 5678", "+390612345678", "+39 06 1234 5678"),
        ("+65 8123 4567", "+6581234567", "+65 8123 4567"),
    ],
)
def test_one_number_in_many_spellings(raw, value, display):
    assert normalise("phone", raw) == Handle("phone", value, display)
    assert guess(raw) == Handle("phone", value, display)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "nothing"),
        ("  ", "nothing"),
        ("无", "nothing"),
        ("N/A", "nothing"),
        ("-", "nothing"),
        ("1.38123E+10", "rounded"),
        ("1.38E10", "rounded"),
        ("王女士", "letters"),
        ("138a2345678", "letters"),
        ("110", "too_short"),
        ("10086", "too_short"),
        ("+1 20", "too_short"),
        ("88888888", "area_code_missing"),
        ("8123456", "area_code_missing"),
        ("2025550123", "country_missing"),
        ("1381234567", "impossible"),
        ("138123456789", "impossible"),
        ("12812345678", "impossible"),
        ("0571-123", "impossible"),
        ("010-12345678", "impossible"),
        ("+86 138 1234 567", "impossible"),
        ("+1 000 000 0000", "impossible"),
        ("+999 123 456 789", "impossible"),
        ("1234567890123456789", "too_long_number"),
        ("1" * 201, "too_long"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(raw, code):
    with pytest.raises(BadHandle) as refused:
        normalise("phone", raw)
    assert refused.value.code == f"customers.handle_{code}"


def test_a_local_number_takes_the_area_code_of_the_shop():
    assert normalise("phone", "8888 8888", area="0571") == Handle("phone", *LANDLINE)
    assert normalise("phone", "13812345678", area="0571") == Handle("phone", *MOBILE)


@pytest.mark.parametrize(
    ("raw", "value", "display"),
    [
        ("wang@example.com", "wang@example.com", "wang@example.com"),
        ("Wang@EXAMPLE.com", "wang@example.com", "Wang@example.com"),
        ("wang＠example．com", "wang@example.com", "wang@example.com"),
        ("ｗａｎｇ@example.com", "wang@example.com", "wang@example.com"),
        (" wang@example.com. ", "wang@example.com", "wang@example.com"),
        ("wang@example.com;", "wang@example.com", "wang@example.com"),
        ("wang@example。com", "wang@example.com", "wang@example.com"),
        ("wang @ example . com", "wang@example.com", "wang@example.com"),
        ("mailto:wang@example.com", "wang@example.com", "wang@example.com"),
        ("王女士 <wang@example.com>", "wang@example.com", "wang@example.com"),
        ("邮箱：wang@example.com", "wang@example.com", "wang@example.com"),
        ("\u200bwang@example.com\u202e", "wang@example.com", "wang@example.com"),
        ("wang+hotel@example.com", "wang+hotel@example.com", "wang+hotel@example.com"),
        ("w.ang@gmail.com", "w.ang@gmail.com", "w.ang@gmail.com"),
        ("12345@qq.com", "12345@qq.com", "12345@qq.com"),
        ("wang@邮件.中国", "wang@xn--5nq051n.xn--fiqs8s", "wang@邮件.中国"),
        ("王@例子.中国", "王@xn--fsqu00a.xn--fiqs8s", "王@例子.中国"),
        ("wang@mail.example.com.cn", "wang@mail.example.com.cn", "wang@mail.example.com.cn"),
    ],
)
def test_one_address_in_many_spellings(raw, value, display):
    assert normalise("mail", raw) == Handle("mail", value, display)
    assert guess(raw) == Handle("mail", value, display)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("没有", "nothing"),
        ("wang.example.com", "no_at"),
        ("a@b@example.com", "two_ats"),
        ("@example.com", "local_part"),
        ("wa ng@example.com", "local_part"),
        (".wang.@x..com", "local_part"),
        ("wa..ng@example.com", "local_part"),
        ("w" * 65 + "@example.com", "local_part"),
        ("wang@", "no_dot"),
        ("wang@localhost", "no_dot"),
        ("wang@example..com", "domain"),
        ("wang@-example.com", "domain"),
        ("wang@127.0.0.1", "domain"),
        ("wang@[127.0.0.1]", "domain"),
        ("wang@exam_ple.com", "domain"),
        ("wang@" + "a" * 64 + ".com", "domain"),
        ("w@" + "a." * 120 + "com", "too_long"),
    ],
)
def test_what_is_no_address_is_refused_with_the_reason(raw, code):
    with pytest.raises(BadHandle) as refused:
        normalise("mail", raw)
    assert refused.value.code == f"customers.handle_{code}"


@pytest.mark.parametrize(
    ("raw", "offer"),
    [
        ("wang@qq.con", "wang@qq.com"),
        ("wang@163,com", "wang@163.com"),
        ("wang@gmial.com", "wang@gmail.com"),
        ("wang@163，com", "wang@163.com"),
    ],
)
def test_a_slip_is_refused_with_what_was_meant(raw, offer):
    with pytest.raises(BadHandle) as refused:
        normalise("mail", raw)
    assert (refused.value.code, refused.value.params) == ("customers.handle_typo", {"offer": offer})


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("openid", OPENID, OPENID),
        ("openid", f" {OPENID}\n", OPENID),
        ("openid", f"wx0123456789abcdef:{OPENID}", f"wx0123456789abcdef:{OPENID}"),
        ("openid", f"wx0123456789abcdef/{OPENID}", f"wx0123456789abcdef:{OPENID}"),
        ("unionid", UNIONID, UNIONID),
    ],
)
def test_wechat_ids_keep_their_case(kind, raw, value):
    assert normalise(kind, raw) == Handle(kind, value, value)
    assert guess(raw).kind == kind


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("openid", OPENID[:-1], "openid"),
        ("openid", "x" + OPENID[1:], "openid"),
        ("openid", OPENID[:-1] + "号", "openid"),
        ("unionid", "o", "unionid"),
        ("fax", "13812345678", "unknown_kind"),
    ],
)
def test_what_is_no_wechat_id_is_refused(kind, raw, code):
    with pytest.raises(BadHandle) as refused:
        normalise(kind, raw)
    assert refused.value.code == f"customers.handle_{code}"


def test_a_bad_handle_is_a_value_error_too():
    with pytest.raises(ValueError, match=r"customers\.handle_nothing"):
        guess("")


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0571-88885678 转 1", "0571-****5678"),
        ("400-812-3456", "400-****3456"),
        ("+44 20 7946 0958", "+44 ****0958"),
        ("Wang@example.com", "W***@example.com"),
        ("w@example.com", "***@example.com"),
        (OPENID, "oAB****Y_1"),
    ],
)
def test_a_masked_handle_shows_too_little_to_use_it(raw, shown):
    assert mask(guess(raw)) == shown


@given(st.sampled_from(KINDS), st.text(max_size=60))
def test_any_text_is_a_handle_or_a_bad_handle(kind, raw):
    try:
        handle = normalise(kind, raw)
    except BadHandle:
        return
    assert normalise(kind, handle.display) == handle
    assert len(handle.value) <= 260


@given(st.from_regex(r"[+0]?[0-9 \-]{6,20}", fullmatch=True))
def test_what_is_shown_can_be_typed_again(raw):
    try:
        handle = guess(raw)
    except BadHandle:
        return
    assert guess(handle.display) == handle
    assert guess(handle.value) == handle
