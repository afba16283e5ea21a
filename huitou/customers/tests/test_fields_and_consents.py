"""The company's own fields, and what 王女士 agreed to."""

import pytest

from huitou.core.api import SYSTEM, Refusal
from huitou.customers import api as customers
from huitou.customers.testing import CustomValue, a_customer


@pytest.fixture
def room(db) -> int:
    customers.make_field(key="member_no", label="会员号", actor=SYSTEM)
    customers.make_field(key="stays", label="入住次数", kind="number", actor=SYSTEM)
    customers.make_field(key="since", label="入会日期", kind="date", actor=SYSTEM)
    return customers.make_field(
        key="room", label="房型", kind="choice", options=["大床", "双床", "大床 "], actor=SYSTEM
    )


@pytest.mark.parametrize(
    ("key", "raw", "kept"),
    [
        ("member_no", " A-001 ", "A-001"),
        ("stays", "1,024", "1024"),
        ("stays", "3.50", "3.50"),
        ("stays", "-1", "-1"),
        ("since", "2024年3月1日", "2024-03-01"),
        ("since", "2024/3/1 00:00", "2024-03-01"),
        ("room", "双床", "双床"),
    ],
)
def test_values_are_kept_in_one_spelling(room, key, raw, kept):
    wang = a_customer()
    customers.set_custom(customer_id=wang, key=key, value=raw, actor=SYSTEM)
    assert {row.field.key: row.value for row in customers.custom(customer_id=wang)}[key] == kept


@pytest.mark.parametrize(
    ("key", "raw", "code"),
    [
        ("stays", "很多", "customers.not_a_number"),
        ("stays", "NaN", "customers.not_a_number"),
        ("stays", "1e999999", "customers.not_a_number"),
        ("since", "2024-02-30", "customers.not_a_date"),
        ("since", "去年", "customers.not_a_date"),
        ("room", "套房", "customers.not_an_option"),
        ("member_no", "长" * 501, "customers.too_long"),
        ("nothing", "1", "customers.no_such_field"),
    ],
)
def test_values_that_do_not_fit_are_refused(room, key, raw, code):
    with pytest.raises(Refusal) as refused:
        customers.set_custom(customer_id=a_customer(), key=key, value=raw, actor=SYSTEM)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"key": "room", "label": "再来一个"}, "customers.field_taken"),
        ({"key": "房型", "label": "房型"}, "customers.bad_field_key"),
        ({"key": "x", "label": ""}, "customers.empty"),
        ({"key": "x", "label": "长" * 61}, "customers.too_long"),
        ({"key": "x", "label": "x", "kind": "json"}, "customers.bad_field_kind"),
        ({"key": "x", "label": "x", "kind": "choice"}, "customers.field_needs_options"),
    ],
)
def test_fields_that_cannot_be_are_refused(room, given, code):
    with pytest.raises(Refusal) as refused:
        customers.make_field(actor=SYSTEM, **given)
    assert refused.value.code == code


def test_a_field_is_emptied_renamed_and_removed_with_its_values(room):
    wang = a_customer()
    customers.set_custom(customer_id=wang, key="room", value="双床", actor=SYSTEM)
    customers.edit_field(field_id=room, label="喜欢的房型", options=["大床", "套房"], actor=SYSTEM)
    assert {row.field.label: row.value for row in customers.custom(customer_id=wang)}["喜欢的房型"] == "双床"
    customers.set_custom(customer_id=wang, key="room", value="", actor=SYSTEM)
    assert not CustomValue.objects.exists()
    customers.remove_field(field_id=room, actor=SYSTEM)
    assert [field.key for field in customers.fields()] == ["member_no", "stays", "since"]


def test_the_record_kept_goes_before_the_one_merged(room):
    kept, gone = a_customer(), a_customer()
    for who, value in ((kept, "大床"), (gone, "双床")):
        customers.set_custom(customer_id=who, key="room", value=value, actor=SYSTEM)
    customers.set_custom(customer_id=gone, key="stays", value="3", actor=SYSTEM)
    customers.merge(kept_id=kept, gone_id=gone, actor=SYSTEM)
    values = {row.field.key: row.value for row in customers.custom(customer_id=gone)}
    assert values == {"member_no": "", "stays": "3", "since": "", "room": "大床"}


def test_the_newest_answer_holds_and_all_stay(lin):
    wang = a_customer()
    assert customers.consent(customer_id=wang, purpose="marketing") is None
    customers.give_consent(customer_id=wang, purpose="marketing", given=True, how="入住登记", actor=lin)
    customers.give_consent(customer_id=wang, purpose="marketing", given=False, how="来电取消", actor=lin)
    assert customers.consent(customer_id=wang, purpose="marketing") is False
    assert [(row.given, row.how, row.asked_by) for row in customers.consents(customer_id=wang)] == [
        (False, "来电取消", lin.id),
        (True, "入住登记", lin.id),
    ]
    with pytest.raises(Refusal, match="bad_purpose"):
        customers.give_consent(customer_id=wang, purpose="spam", given=True, actor=lin)
