"""The pages of a customer: what 王女士 reads of her promises, what she may say of them, and what she reads when it fails."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from huitou.core.api import facts_of_conversation, now, tail, tail_end
from huitou.core.testing import run_until_quiet
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.push.hub import staff_event
from huitou.front.push.public import for_customer
from huitou.front.tests.pages_shop import Shop, open_shop, screen
from huitou.front.times import Clock
from huitou.voice.api import invite, open_link

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def wang(shop: Shop) -> desk.Received:
    return shop.wrote("王女士", "13800001111")


def read(found: desk.Received) -> str:
    answer = Client().get(f"/c/{found.conversation_key}")
    assert answer.status_code == 200
    return answer.content.decode()


def says(found: desk.Received, promise_id: int, what: str, **form: str):
    return Client().post(f"/c/{found.conversation_key}/promises/{promise_id}/{what}", form)


def state(found: desk.Received, promise_id: int) -> str:
    rows = desk.public_promises(customer_ids=[found.customer_id])
    return next(row.state for row in rows if row.id == promise_id)


# ── no longer needed ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.django_db(transaction=True)
def test_she_says_that_she_no_longer_needs_it_and_the_ledger_has_her_word(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    page = read(wang)
    assert "我不需要了" in page
    assert "真的不用了吗" in page
    before = tail_end()
    answer = says(wang, promise_id, "release", word="自己换好了")
    assert (answer.status_code, answer["Location"]) == (302, f"/c/{wang.conversation_key}#promises")
    assert state(wang, promise_id) == "released"
    (fact,) = [row for row in facts_of_conversation(wang.conversation_id) if row.name == "desk.promise_released.v1"]
    assert (fact.actor_kind, fact.actor_id, fact.data["customer_said"]) == ("customer", wang.customer_id, True)
    page = read(wang)
    assert "您说不用了" in page
    assert "真的不用了吗" not in page
    # The open desk and her own open page both hear of it.
    heard = [(at, row) for at, row in tail(before) if row.name == "desk.promise_released.v1"]
    assert b"desk.promise_released.v1" in b"".join(staff_event(at, row) for at, row in heard)
    assert [for_customer(row) for _at, row in heard] == [b"event: changed\ndata: {}\n\n"]


def test_the_desk_reads_that_the_customer_said_so(shop: Shop, wang: desk.Received) -> None:
    says(wang, shop.promised(wang), "release")
    thread = screen("agent").get(f"/desk/c/{wang.conversation_id}").content.decode()
    assert "客户说不用了" in thread
    person = screen("agent").get(f"/customers/{wang.customer_id}").content.decode()
    assert "说承诺不用了：给您答复换房的事" in person


def test_said_twice_it_is_said_once(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    assert [says(wang, promise_id, "release").status_code for _ in range(2)] == [302, 302]
    names = [row.name for row in facts_of_conversation(wang.conversation_id)]
    assert names.count("desk.promise_released.v1") == 1


def test_what_is_already_kept_cannot_be_called_off_and_she_reads_why(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    desk.keep(promise_id=promise_id, actor=shop.by_lin)
    answer = says(wang, promise_id, "release")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "这项承诺已经有了结果" in page
    assert "给您答复换房的事" in page, "her own page, not one of the desk"
    assert state(wang, promise_id) == "kept"


@pytest.mark.parametrize("what", ["release", "answer"])
def test_nobody_answers_for_another_matter(shop: Shop, wang: desk.Received, what: str) -> None:
    promise_id = shop.promised(wang)
    other = shop.wrote("李先生", "13900002222")
    assert says(other, promise_id, what, answer="kept").status_code == 404
    assert state(wang, promise_id) == "open"


# ── kept, not kept ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_before_it_is_due_she_is_not_asked_whether_it_was_broken(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    page = read(wang)
    assert 'value="kept"' in page
    assert 'value="not_kept"' not in page
    refused = says(wang, promise_id, "answer", answer="not_kept")
    assert refused.status_code == 409
    assert "还没到约定的时间" in refused.content.decode()


def test_a_late_promise_says_sorry_and_who_has_it_now(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.late_promise(wang)
    page = read(wang)
    assert "本来说好不晚于" in page
    assert "对不起，让您久等了" in page
    assert 'value="not_kept"' in page
    says(wang, promise_id, "answer", answer="not_kept", word="没有人来")
    page = read(wang)
    assert "您说：没做到。" in page
    assert "没有人来" in page, "her own words stand in what happened"


def test_handed_over_it_still_says_who_promised_and_from_when_it_is_with_the_other(
    shop: Shop, wang: desk.Received
) -> None:
    shop.late_promise(wang)
    run_until_quiet()  # it climbs to 老周
    page = read(wang)
    (row,) = desk.public_promises(customer_ids=[wang.customer_id])
    assert row.by_name == shop.zhou.name, "handed over"
    since = Clock.read().day_and_time(row.history[-1].at)
    assert (
        f"{shop.lin.name} {Clock.read().day_and_time(row.made_at)} 答应您的；{since} 起由{shop.zhou.name}负责" in page
    )
    assert f"{shop.zhou.name} {Clock.read().day_and_time(row.made_at)} 答应您的" not in page


@pytest.mark.parametrize("said", ["kept", "not_kept"])
def test_who_has_said_how_it_went_is_not_asked_again(shop: Shop, wang: desk.Received, said: str) -> None:
    promise_id = shop.late_promise(wang)
    assert 'class="answers"' in read(wang)
    says(wang, promise_id, "answer", answer=said)
    page = read(wang)
    assert "您说：" in page
    assert 'class="answers"' not in page


def test_kept_tells_when_and_asks_for_her_word(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    desk.keep(promise_id=promise_id, actor=shop.by_lin)
    page = read(wang)
    assert "做到，说好的是不晚于" in page
    assert "我们记的是做到了。您说呢？" in page
    says(wang, promise_id, "answer", answer="kept")
    assert "您说：做到了。" in read(wang)


def test_renegotiated_keeps_the_first_time_on_the_page(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    later = now() + 8 * HOUR
    desk.renegotiate(promise_id=promise_id, due_at=later, text="", word="晚上也行", actor=shop.by_lin)
    page = read(wang)
    assert "已和您商量改了时间" in page
    assert "晚上也行" not in page, "the words of colleagues stay back stage"


def test_what_was_erased_says_so_and_leaves_no_empty_bubbles(shop: Shop, wang: desk.Received) -> None:
    customers.erase(customer_id=wang.customer_id, actor=shop.by_lin)
    run_until_quiet()
    page = read(wang)
    assert "（内容已按要求删除）" in page
    assert "空调太吵" not in page
    assert "王女士" not in page


# ── lost ────────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("address", ["/c/nothing", "/r/1:nothing", "/f/nothing", "/c/nothing/files/x"])
def test_a_lost_customer_finds_the_form_and_never_the_desk(shop: Shop, address: str) -> None:
    answer = Client().get(address)
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "没有找到这个页面" in page
    assert 'href="/f/liuyan"' in page
    assert "/desk" not in page
    assert "工作台" not in page


def test_our_own_mistake_is_told_with_an_apology_and_a_number(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("huitou.front.public.matter.public_thread", fails)
    answer = Client(raise_request_exception=False).get("/c/any")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "对不起，我们这边出了错" in page
    assert "编号：" in page
    assert "工作台" not in page


def test_a_form_that_is_too_old_leads_back_and_not_to_the_desk(shop: Shop, wang: desk.Received) -> None:
    careful = Client(enforce_csrf_checks=True)
    answer = careful.post(f"/c/{wang.conversation_key}/messages", {"text": "在吗"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "请退回上一页" in page
    assert "/desk" not in page


def test_the_language_of_a_refused_page_is_changed_on_the_page_itself(shop: Shop, wang: desk.Received) -> None:
    promise_id = shop.promised(wang)
    desk.keep(promise_id=promise_id, actor=shop.by_lin)
    page = says(wang, promise_id, "release").content.decode()
    assert f'name="next" value="/c/{wang.conversation_key}"' in page


# ── rating ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_half_filled_rating_keeps_what_she_chose_and_wrote(shop: Shop, wang: desk.Received) -> None:
    ids = {"case_id": wang.case_id, "customer_id": wang.customer_id, "conversation_id": wang.conversation_id}
    invite(**ids)
    link = open_link(conversation_key=wang.conversation_key)
    touchpoint = f"t{shop.room_id}"
    form = {"experience": "2", touchpoint: "4", "open": "等了太久"}  # the comparison is missing
    answer = Client().post(f"/r/{link}", form)
    page = " ".join(answer.content.decode().split())
    assert answer.status_code == 400
    assert "等了太久" in page
    assert 'name="experience" value="2" checked' in page
    assert f'name="{touchpoint}" value="4" checked' in page
    assert f'name="{touchpoint}" value="2" checked' not in page
