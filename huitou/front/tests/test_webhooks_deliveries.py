"""Facts leave: to a far system that is real, and sometimes out of order. 陈经理 has connected the hotel's order system."""

from datetime import timedelta

import pytest

from huitou.core.api import Actor, Refusal, now, put_setting, record, travel, writing
from huitou.core.testing import Job, run_until_quiet, somebody
from huitou.desk.facts import ConversationClosed, NoteWritten, ReplySent
from huitou.front.models import Attempt, Delivery, Webhook
from huitou.front.tests.receiver import receiving, signed_by
from huitou.front.webhooks import actions, delivering, hearing, reads, rules, sending

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_home():
    hearing.forget_who_listens()
    put_setting("webhooks.allow_private", True)
    yield
    hearing.forget_who_listens()


@pytest.fixture
def chen():
    return Actor.account(somebody("manager").pk)


def happens(*facts):
    with writing():
        return [record(one) for one in facts]


SENT = ReplySent(conversation_id=7, customer_id=3, message_id=11, channel_id=1)
CLOSED = ConversationClosed(conversation_id=7, customer_id=3, reason="done")
NOTED = NoteWritten(conversation_id=7, customer_id=3, note_id=5, mentioned=[])


def test_it_arrives_signed_with_ids_and_codes_only(chen):
    with receiving() as far:
        webhook_id, secret = actions.make_webhook(url=far.url, actor=chen)
        [fact_id] = happens(SENT)
        run_until_quiet()
    [call] = [one for one in far.calls if one.event["name"] == "desk.reply_sent.v1"]
    assert signed_by(secret, call)
    assert not signed_by("whs_other", call)
    assert call.event["id"] == fact_id
    assert call.event["data"]["message_id"] == 11
    assert call.headers["content-type"] == "application/json"
    assert {"id", "name", "at", "actor", "conversation", "data"} == set(call.event)
    row = reads.deliveries(webhook_id=webhook_id)[0]
    assert (row.state, row.status, row.attempts, row.answer) == ("delivered", 200, 1, "谢谢")


def test_no_job_is_written_while_nobody_listens(chen):
    happens(SENT)
    with receiving() as far:
        webhook_id, _ = actions.make_webhook(url=far.url, actor=chen)
        actions.edit_webhook(webhook_id=webhook_id, active=False, actor=chen)
        Job.objects.all().delete()
        happens(SENT, CLOSED, NOTED)
        assert not Job.objects.filter(name="core.deliver", args__listener="front.tell_outside").exists()
    assert far.calls == []


@pytest.mark.parametrize("first", [500, 503, 404, 400, "close"])
def test_it_is_delivered_after_a_retry_and_counted_once(chen, first):
    with receiving(first, first) as far:
        webhook_id, _ = actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
        assert Delivery.objects.get().state == "waiting"
        later = now()
        for _ in range(4):
            later += timedelta(minutes=3)
            with travel(to=later):
                run_until_quiet()
    assert len(far.calls) == 3
    assert len(far.counted) == 1
    assert len({call.headers["idempotency-key"] for call in far.calls}) == 1
    row = reads.deliveries(webhook_id=webhook_id)[0]
    assert (row.state, row.attempts, len(row.log)) == ("delivered", 3, 3)
    assert row.log[0].problem == ""
    assert Webhook.objects.get().failures == 0


def test_it_is_given_up_after_ten_attempts_and_the_webhook_stays_on(chen):
    with receiving(*[500] * 20) as far:
        webhook_id, _ = actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        moment = now()
        for _ in range(30):
            with travel(to=moment):
                run_until_quiet()
            due = Delivery.objects.get().next_at
            if due is None:
                break
            moment = due + timedelta(seconds=1)
    assert len(far.calls) == rules.ATTEMPTS
    assert Delivery.objects.get().state == "failed"
    assert Webhook.objects.get().active is True
    actions.redeliver(delivery_id=Delivery.objects.get().pk, actor=chen)
    assert Delivery.objects.get().state == "waiting"


def test_a_person_delivers_it_once_more_under_the_same_key(chen):
    with receiving() as far:
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
        actions.redeliver(delivery_id=Delivery.objects.get().pk, actor=chen)
        with pytest.raises(Refusal, match="still_delivering"):
            actions.redeliver(delivery_id=Delivery.objects.get().pk, actor=chen)
        run_until_quiet()
    assert len(far.calls) == 2
    assert len(far.counted) == 1
    assert Attempt.objects.count() == 2


def test_the_worker_dies_between_sending_and_writing_and_the_receiver_counts_once(chen, monkeypatch):
    with receiving() as far:
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        died = []

        def die(*args):
            if not died:
                died.append(True)
                raise RuntimeError("kill -9")
            return write(*args)

        write = delivering._write
        monkeypatch.setattr(delivering, "_write", die)
        run_until_quiet()
        with travel(to=now() + timedelta(minutes=1)):
            run_until_quiet()
    assert len(far.calls) == 2
    assert len(far.counted) == 1
    assert Delivery.objects.get().state == "delivered"


def test_who_hangs_is_left_alone_and_holds_nobody_up(chen, monkeypatch):
    monkeypatch.setattr(sending.post, "__kwdefaults__", {"timeout": 0.3})
    with receiving(*["hang"] * 50) as dead, receiving() as well:
        actions.make_webhook(url=dead.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        actions.make_webhook(url=well.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(*[SENT] * 12)
        run_until_quiet()
        assert len(dead.calls) <= 2
        assert len(well.counted) == 12
    assert Webhook.objects.get(url=dead.url).failures >= 1
    assert Delivery.objects.filter(webhook__url=dead.url, state="waiting").count() == 12


def test_after_its_rest_everything_that_waited_arrives(chen, monkeypatch):
    monkeypatch.setattr(sending.post, "__kwdefaults__", {"timeout": 0.3})
    with receiving("hang") as far:
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(*[SENT] * 5)
        moment = now()
        for _ in range(6):
            with travel(to=moment):
                run_until_quiet()
            moment += timedelta(minutes=1)
    assert len(far.counted) == 5
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


def test_a_byte_now_and_then_does_not_keep_the_line_open(chen):
    with receiving("drip") as far:
        answer = sending.post(
            url=far.url, body=b"{}", headers={"Idempotency-Key": "1"}, allow_private=True, timeout=0.5
        )
    assert answer.problem == "timeout"
    assert answer.took_ms < 3000


def test_nobody_is_followed_elsewhere(chen):
    with receiving() as inside, receiving((302, {"Location": "http://127.0.0.1:1/"}, ""), (307, {}, "")) as far:
        far.answers[0] = (302, {"Location": inside.url}, "")
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
    assert inside.calls == []
    row = Delivery.objects.get()
    assert (row.state, row.status) == ("waiting", 302)
    assert Attempt.objects.get().problem == "redirect"


def test_it_never_enters_our_own_network_unless_the_company_says_so(chen):
    put_setting("webhooks.allow_private", False)
    with receiving() as far:
        named = far.url.replace("127.0.0.1", "localhost")
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        actions.make_webhook(url=named, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
    assert far.calls == []
    assert set(Attempt.objects.values_list("problem", flat=True)) == {"private_address"}


def test_a_name_that_answers_differently_the_second_time_leads_nowhere(chen, monkeypatch):
    """DNS rebinding: the address that was checked is the one that is called."""
    asked = []
    with receiving() as far:
        port = int(far.url.rsplit(":", 1)[1].split("/")[0])

        def resolve(host, port, *args, **kwargs):
            asked.append(host)
            return [(2, 1, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", port))]

        seen = []

        def connect(address, *args, **kwargs):
            seen.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(sending.socket, "getaddrinfo", resolve)
        monkeypatch.setattr(sending.socket, "create_connection", connect)
        answer = sending.post(url=f"http://rebind.example:{port}/", body=b"{}", headers={}, allow_private=False)
    assert answer.problem == "refused"
    assert asked == ["rebind.example"]
    assert seen == [("93.184.216.34", port)]
    assert far.calls == []


def test_one_inside_address_among_several_is_enough_to_refuse(monkeypatch):
    both = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(sending.socket, "getaddrinfo", lambda *args, **kwargs: both)
    answer = sending.post(url="http://two.example/", body=b"{}", headers={}, allow_private=False)
    assert answer.problem == "private_address"


def test_a_public_webhook_hears_nothing_of_the_back_stage(chen):
    with receiving() as far:
        actions.make_webhook(url=far.url, public=True, actor=chen)
        happens(SENT, NOTED, CLOSED)
        run_until_quiet()
    assert [call.event["name"] for call in far.calls] == ["desk.reply_sent.v1"]


def test_a_test_event_goes_to_its_own_webhook_also_when_it_is_off(chen):
    with receiving() as far, receiving() as other:
        webhook_id, secret = actions.make_webhook(url=far.url, actor=chen)
        actions.make_webhook(url=other.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        run_until_quiet()
        actions.edit_webhook(webhook_id=webhook_id, active=False, actor=chen)
        far.calls.clear()
        actions.send_test(webhook_id=webhook_id, actor=chen)
        run_until_quiet()
    assert [call.event["name"] for call in far.calls] == ["front.webhook_tested.v1"]
    assert signed_by(secret, far.calls[0])
    assert other.calls == []


def test_switched_off_or_removed_it_is_sent_nothing_more(chen):
    with receiving(*[500] * 9) as far:
        webhook_id, _ = actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
        actions.remove_webhook(webhook_id=webhook_id, actor=chen)
        with travel(to=now() + timedelta(hours=1)):
            run_until_quiet()
    assert len(far.calls) == 1
    assert reads.webhooks() == ()
    with pytest.raises(Refusal, match=r"core\.not_found"):
        actions.edit_webhook(webhook_id=webhook_id, active=True, actor=chen)


def test_a_new_secret_signs_from_the_next_delivery_on(chen):
    with receiving() as far:
        webhook_id, old = actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        new = actions.remake_secret(webhook_id=webhook_id, actor=chen)
        happens(SENT)
        run_until_quiet()
    assert signed_by(new, far.calls[0])
    assert not signed_by(old, far.calls[0])


def test_an_unknown_fact_is_refused_by_name(chen):
    with pytest.raises(Refusal) as refused:
        actions.make_webhook(url="https://example.com/", facts_heard=["desk.nothing.v1"], actor=chen)
    assert refused.value.params == {"name": "desk.nothing.v1"}


def test_old_logs_go_after_a_month(chen):
    with receiving() as far:
        actions.make_webhook(url=far.url, facts_heard=["desk.reply_sent.v1"], actor=chen)
        happens(SENT)
        run_until_quiet()
    from huitou.front.webhooks.keeping import forget_old

    forget_old()
    assert Delivery.objects.count() == 1
    with travel(to=now() + timedelta(days=31)):
        forget_old()
    assert Delivery.objects.count() == 0
