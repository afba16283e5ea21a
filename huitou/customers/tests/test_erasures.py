"""王女士 asks to be forgotten, and who was not seen for years is forgotten without asking."""

from datetime import UTC, datetime

import pytest

from huitou.core.api import SYSTEM, Refusal, record, travel, writing
from huitou.core.testing import Fact, Job, run_until_quiet
from huitou.customers import api as customers
from huitou.customers import facts
from huitou.customers.erasures import actions, rules
from huitou.customers.testing import (
    Consent,
    Customer,
    CustomValue,
    Detail,
    Handle,
    ImportRefusal,
    Merge,
    a_customer,
)

LONG_AGO = datetime(2020, 5, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_names_handles_details_and_fields_go_facts_and_counts_stay(lin, site):
    customers.make_field(key="room", label="房型", actor=SYSTEM)
    wang, twin = a_customer(phone="13800138000", site_id=site), a_customer(mail="w@qq.com")
    customers.add_detail(customer_id=twin, kind="like", text="靠窗的房间", actor=lin)
    customers.set_custom(customer_id=wang, key="room", value="大床", actor=lin)
    customers.give_consent(customer_id=wang, purpose="care", given=True, how="王芳来电", actor=lin)
    customers.merge(kept_id=wang, gone_id=twin, why="王芳本人", actor=lin)
    before = Fact.objects.count()
    assert customers.erase(customer_id=twin, actor=lin) == 2
    assert not Handle.objects.exists()
    assert not Detail.objects.exists()
    assert not CustomValue.objects.exists()
    assert set(Customer.objects.values_list("name", "title", "address_as")) == {("", "", "")}
    assert Consent.objects.get().how == Merge.objects.get().why == ""
    assert customers.search(query="王芳") == customers.search(query="靠窗") == customers.search(query="8000") == []
    row = customers.customer(customer_id=wang)
    assert (row.erased, row.address, row.site_ids) == (True, "您", (site,))
    assert Fact.objects.count() == before + 2
    told = Fact.objects.filter(name="customers.erased.v1").order_by("customer_id").values_list("customer_id", "data")
    assert [(pk, data["root_id"]) for pk, data in told] == [(wang, wang), (twin, wang)]


def test_who_was_erased_is_not_changed_any_more_and_writes_as_somebody_new(lin):
    wang = a_customer(phone="13800138000")
    customers.erase(customer_id=wang, actor=lin)
    for change in (
        lambda: customers.erase(customer_id=wang, actor=lin),
        lambda: customers.edit(customer_id=wang, name="王芳", actor=lin),
        lambda: customers.merge(kept_id=a_customer(), gone_id=wang, actor=lin),
        lambda: customers.add_detail(customer_id=wang, kind="like", text="茶", actor=lin),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "customers.erased"
    assert customers.find_or_make(handles=[("phone", "13800138000")], actor=SYSTEM) != wang


def test_her_rows_in_the_reports_of_imports_go_too(lin):
    wang = a_customer(phone="13800138000")
    customers.start_import(
        content="姓名,手机\n王芳,13800138000 转 难缠\n李雷,12\n王芳,138 0013 8000x\n".encode(),
        filename="x.csv",
        actor=SYSTEM,
    )
    run_until_quiet()
    assert ImportRefusal.objects.count() == 3
    customers.erase(customer_id=wang, actor=lin)
    assert [row.raw[0] for row in ImportRefusal.objects.all()] == ["李雷"]


@pytest.mark.parametrize(
    ("at", "months", "cutoff"),
    [
        (datetime(2026, 11, 22, 4, tzinfo=UTC), 12, datetime(2025, 11, 22, 4, tzinfo=UTC)),
        (datetime(2026, 8, 31, tzinfo=UTC), 6, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2024, 2, 29, tzinfo=UTC), 12, datetime(2023, 2, 28, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=UTC), 13, datetime(2024, 12, 1, tzinfo=UTC)),
    ],
)
def test_months_are_counted_back_by_the_calendar(at, months, cutoff):
    assert rules.cutoff(at=at, months=months) == cutoff


@pytest.mark.parametrize("months", [0, -1, 5, 241])
def test_nobody_is_forgotten_within_half_a_year(db, months):
    with pytest.raises(Refusal, match="retention_months"):
        customers.start_retention(months=months, actor=SYSTEM)


@pytest.fixture
def people(db) -> dict[str, int]:
    with travel(to=LONG_AGO):
        found = {name: a_customer(name=name) for name in ("久别", "常客", "分身", "本尊")}
    found["新客"] = a_customer(name="新客")
    customers.merge(kept_id=found["本尊"], gone_id=found["分身"], actor=SYSTEM)
    for name in ("常客", "分身"):
        seen(found[name], at=datetime(2026, 6, 1, tzinfo=UTC))
    seen(found["久别"], at=datetime(2021, 1, 1, tzinfo=UTC))
    return found


def seen(customer_id: int, *, at: datetime) -> None:
    """Something happened with them: any fact that is not about their record alone."""
    with writing():
        pk = record(facts.PersonExported(customer_id=customer_id), at=at)
        Fact.objects.filter(pk=pk).update(name="desk.message_received.v1")


def retained(*, dry: bool) -> customers.RetentionRow:
    with travel(to=NOW):
        run_id = customers.start_retention(months=24, dry=dry, actor=SYSTEM)
        run_until_quiet()
    return customers.retention_run(run_id=run_id)


def test_a_dry_run_counts_and_erases_nobody(people):
    run = retained(dry=True)
    assert (run.state, run.customers, run.looked, run.found) == ("done", 3, 3, 1)
    assert not Customer.objects.filter(erased_at__isnull=False).exists()


def test_who_was_not_seen_for_two_years_is_erased_and_nobody_else(people):
    assert retained(dry=False).found == 1
    assert list(Customer.objects.filter(erased_at__isnull=False).values_list("pk", flat=True)) == [people["久别"]]
    assert retained(dry=False).found == 0


def test_a_retention_in_many_steps_that_is_asked_twice_counts_once(db, monkeypatch):
    monkeypatch.setattr(actions, "STEP", 3)
    with travel(to=LONG_AGO):
        for _ in range(8):
            a_customer()
    with travel(to=NOW):
        run_id = customers.start_retention(months=24, dry=False, actor=SYSTEM)
        args = Job.objects.get(name="customers.retention").args
        actions.go_on(**args)
        actions.go_on(**args)
        run_until_quiet()
    assert customers.retention_run(run_id=run_id).found == 8
    assert Customer.objects.filter(name="").count() == 8
    assert Fact.objects.filter(name="customers.erased.v1").count() == 8
