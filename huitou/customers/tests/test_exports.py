"""Customers leave the house as a table, and a person gets a copy of all that is kept about them."""

import csv
import io
import json

from huitou.core.api import SYSTEM
from huitou.core.testing import Fact
from huitou.customers import api as customers
from huitou.customers.api import CustomerFilter
from huitou.customers.testing import a_customer


def exported(**filter) -> list[list[str]]:
    content = b"".join(customers.export_customers(filter=CustomerFilter(**filter), actor=SYSTEM))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_table_holds_one_line_for_each_person_with_her_own_fields(site):
    customers.make_field(key="room", label="房型", actor=SYSTEM)
    wang, twin = a_customer(phone="13800138000", site_id=site), a_customer(phone="", mail="w@qq.com")
    customers.set_custom(customer_id=twin, key="room", value="大床", actor=SYSTEM)
    customers.merge(kept_id=wang, gone_id=twin, actor=SYSTEM)
    head, row = exported()
    assert head[0:2] + head[-1:] == ["编号", "姓名", "房型"]
    assert row[:2] == [str(wang), "王芳"]
    assert row[4:6] + row[8:9] + row[-1:] == ["138 0013 8000", "w@qq.com", "云栖酒店西湖店", "大床"]
    assert len(exported(site_id=site)) == 2
    assert len(exported(tier="loyal")) == 1
    assert Fact.objects.filter(name="customers.exported.v1").count() == 3


def test_no_cell_is_a_formula(db):
    a_customer(name="=1+1")
    a_customer(name="@SUM(A1)")
    a_customer(name="+王芳")
    for row in exported()[1:]:
        assert row[1].startswith("'")


def test_a_table_of_many_pages_has_everybody_once(db):
    made = [a_customer(phone="") for _ in range(450)]
    assert [int(row[0]) for row in exported()[1:]] == made


def test_a_person_gets_everything_over_all_her_records(lin, site):
    wang, twin = a_customer(phone="13800138000", site_id=site), a_customer(mail="w@qq.com")
    customers.add_detail(customer_id=twin, kind="like", text="靠窗", actor=lin)
    customers.give_consent(customer_id=wang, purpose="care", given=True, how="电话", actor=lin)
    customers.merge(kept_id=wang, gone_id=twin, why="同一手机", actor=lin)
    copy = customers.export_person(customer_id=twin, actor=lin)
    json.dumps(copy)
    assert copy["ids"] == [wang, twin]
    assert {handle["value"] for handle in copy["handles"]} >= {"+8613800138000", "w@qq.com"}
    assert copy["details"][0]["text"] == "靠窗"
    assert copy["consents"][0]["how"] == "电话"
    assert copy["sites"] == ["云栖酒店西湖店"]
    assert len(copy["facts"]) >= 5
    assert Fact.objects.filter(name="customers.person_exported.v1", customer_id=wang).exists()
