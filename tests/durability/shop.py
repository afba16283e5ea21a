"""A small shop for the tests that kill processes: `found` makes it and prints a program's key, `tell` counts what is kept.

python -m tests.durability.shop found|tell      with HUITOU_HOME or DATABASE_URL
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from typing import Any


def found() -> str:
    """云栖酒店西湖店 with 小林, a way in for programs and a key of it."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    from huitou.channels.api import make_channel
    from huitou.core.testing import issue_token, somebody
    from huitou.roster.testing import a_team_with

    lin = somebody("agent")
    team_id = a_team_with(lin.pk)
    make_channel(kind="api", name="小程序", slug="miniapp", team_id=team_id)
    return issue_token(lin)


def tell() -> dict[str, Any]:
    """Every message's words with how often they are kept, and whether facts, way in and search index agree."""
    from django.db import connection

    from huitou.channels.models import Inbound
    from huitou.core.models import Fact, SearchEntry
    from huitou.desk.models import Conversation, Message

    texts = Counter(Message.objects.values_list("text", flat=True))
    told: dict[str, Any] = {
        "texts": dict(texts),
        "ids": dict(Message.objects.values_list("text", "pk")),
        "messages": sum(texts.values()),
        "facts": Fact.objects.filter(name="desk.message_received.v1").count(),
        "inbound": Inbound.objects.filter(message_id__isnull=False).count(),
        "inbound_alone": Inbound.objects.filter(message_id=None).count(),
        "found": SearchEntry.objects.filter(kind="message").count(),
        "newest_wrong": _newest_wrong(Conversation, Message),
    }
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            told["integrity"] = cursor.execute("PRAGMA integrity_check").fetchone()[0]
    return told


def _newest_wrong(conversations: Any, messages: Any) -> int:
    wrong = 0
    for pk, last_id, last_at in conversations.objects.values_list("pk", "last_message_id", "last_at"):
        newest = messages.objects.filter(conversation_id=pk).order_by("-at", "-id").values_list("pk", "at").first()
        wrong += newest != (last_id, last_at)
    return wrong


def main(word: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")
    import django

    django.setup()
    print(found() if word == "found" else json.dumps(tell()))


if __name__ == "__main__":
    main(sys.argv[1])
