"""What goes out: once per key, and what became of it is told truthfully."""

from __future__ import annotations

import pytest

from huitou.channels.api import KINDS, make_channel, outbound_state, send, way_out
from huitou.channels.models import Outbound
from huitou.core.api import SYSTEM, Refusal

pytestmark = pytest.mark.django_db
PAYLOAD = {"message_id": 7, "text": "王女士，已为您换房。", "subject": "空调"}


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [("form", "sent", ""), ("api", "sent", ""), ("email_file", "failed", "channels.no_way_out")],
)
def test_every_channel_says_what_happened(kind: str, state: str, reason: str) -> None:
    channel_id = make_channel(kind=kind, name="渠道", slug=kind.replace("_", "-"), actor=SYSTEM)
    pk = send(channel_id=channel_id, key="message:7:1", to="wang@example.com", payload=PAYLOAD)
    row = outbound_state(id=pk)
    assert row is not None
    assert (row.state, row.reason, row.sent_at is not None) == (state, reason, state == "sent")
    assert outbound_state(key="message:7:1") == row
    assert way_out(kind=kind) == reason


def test_all_kinds_are_told_of_above() -> None:
    assert set(KINDS) == {"form", "api", "email_file"}


def test_pains_3_one_key_leaves_once() -> None:
    channel_id = make_channel(kind="form", name="留言", slug="a", actor=SYSTEM)
    first = send(channel_id=channel_id, key="k", to="", payload=PAYLOAD)
    assert send(channel_id=channel_id, key="k", to="", payload={}) == first
    assert Outbound.objects.count() == 1


def test_texts_are_kept_in_one_place_so_that_erasing_finds_them() -> None:
    channel_id = make_channel(kind="form", name="留言", slug="a", actor=SYSTEM)
    send(channel_id=channel_id, key="k", to="", payload=PAYLOAD)
    assert Outbound.objects.get().payload == {"message_id": 7}


def test_an_unknown_channel_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        send(channel_id=98765, key="k", to="", payload={})
    assert caught.value.code == "channels.unknown"
    assert outbound_state(key="k") is None
