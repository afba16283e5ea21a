"""What a table's columns mean, and what one of its lines says."""

from datetime import date

import pytest

from huitou.customers.imports import rules
from huitou.measures.refusal import Refusal

OWN = {"member_no": "会员号"}


@pytest.mark.parametrize(
    ("headers", "mapping"),
    [
        (["姓名", "手机号", "邮箱"], ["name", "phone", "mail"]),
        (["客户姓名", "联系电话", "所属门店", "备注"], ["name", "phone", "site", "other"]),
        (["Name", "Phone Number", "E-mail", "Date of Birth"], ["name", "phone", "mail", "birthday"]),
        (["姓 名：", "手机号码*", "性别", "称呼"], ["name", "phone", "title", "address_as"]),
        (["电话1", "电话2", "姓名", "昵称"], ["phone", "phone", "name", ""]),
        (["会员号", "member_no", "联系方式"], ["custom:member_no", "", "contact"]),
        (["房号", "", "\u202e"], ["", "", ""]),
    ],
)
def test_the_meaning_of_columns_is_guessed(headers, mapping):
    assert rules.guess_mapping(headers, custom=OWN) == mapping


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        (["name", "phone"], None),
        (["phone", "phone", "custom:member_no"], None),
        (["name", ""], "customers.import_no_header"),
        (["name", "name", "phone"], "customers.import_bad_mapping"),
        (["password", "phone"], "customers.import_bad_mapping"),
        (["custom:nothing", "phone"], "customers.import_bad_mapping"),
    ],
)
def test_a_mapping_is_checked(mapping, code):
    if code is None:
        assert rules.check_mapping(mapping, columns=len(mapping), custom=list(OWN)) == mapping
        return
    with pytest.raises(Refusal) as refused:
        rules.check_mapping(mapping, columns=len(mapping), custom=list(OWN))
    assert refused.value.code == code


def test_a_mapping_covers_every_column():
    with pytest.raises(Refusal, match="bad_mapping"):
        rules.check_mapping(["phone"], columns=2, custom=[])


def line(**cells: str) -> rules.Line:
    return rules.read_line(list(cells.values()), [key.replace("__", ":") for key in cells])


def test_a_line_says_who_she_is():
    read = line(
        name=" 王芳 ",
        title="女士",
        phone="138 0013 8000；0571-88001234",
        mail="Wang@QQ.com",
        language="中文",
        site="云栖酒店西湖店",
        like="靠窗",
        birthday="1988年8月8日",
        custom__member_no="A-1",
    )
    assert (read.name, read.title, read.language, read.site) == ("王芳", "女士", "zh-hans", "云栖酒店西湖店")
    assert [(one.kind, one.value) for one in read.handles] == [
        ("phone", "+8613800138000"),
        ("phone", "+8657188001234"),
        ("mail", "wang@qq.com"),
    ]
    assert read.details == (("like", "靠窗", None), ("date", "生日", date(1988, 8, 8)))
    assert read.custom == {"member_no": "A-1"}


def test_a_contact_column_takes_numbers_and_addresses():
    assert [one.kind for one in line(contact="wang@qq.com, 13800138000").handles] == ["mail", "phone"]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"name": "王芳"}, "customers.import_needs_handle"),
        ({"name": "王芳", "phone": " "}, "customers.import_needs_handle"),
        ({"phone": "1.38E+10"}, "customers.import_scientific"),
        ({"phone": "12345"}, "customers.handle_too_short"),
        ({"mail": "wang.qq.com"}, "customers.handle_no_at"),
        ({"phone": "13800138000", "name": "=HYPERLINK(1)"}, "customers.import_formula"),
        ({"phone": "13800138000", "name": "＠SUM(1)"}, "customers.import_formula"),
        ({"phone": "13800138000", "name": "王" * 81}, "customers.too_long"),
        ({"phone": "13800138000", "language": "法文"}, "customers.bad_language"),
        ({"phone": "13800138000", "birthday": "八月"}, "customers.not_a_date"),
        ({"phone": "13800138000", "other": "此人难缠"}, "customers.judges_person"),
        ({"phone": "13800138000", "address_as": "美女"}, "customers.address_familiar"),
    ],
)
def test_a_line_that_cannot_be_taken_is_refused_with_its_reason(cells, code):
    with pytest.raises(Refusal) as refused:
        line(**cells)
    assert refused.value.code == code


def test_a_line_with_a_cell_too_many_is_refused():
    with pytest.raises(Refusal, match="import_ragged_long"):
        rules.read_line(["13800138000", "x"], ["phone"], problem="ragged_long")
