"""The third process of the push measure: signs somebody in, and commits facts.

python -m bench.pushing      with HUITOU_HOME; takes orders as bench.inside does
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any


def cookie() -> str:
    """The key of a session in which 林小满 is signed in."""
    from huitou.core.testing import Account, session_of

    return session_of(Account.objects.get(username="xiaolin"))


def commit(count: int, pause: float) -> dict[str, int]:
    """Write facts, each in a transaction; by the fact's id the moment at which it was committed."""
    from huitou.core.api import SYSTEM, record, writing
    from huitou.desk.facts import ConversationReopened
    from huitou.desk.models import Conversation

    pk, customer_id = Conversation.objects.filter(state="open").values_list("pk", "customer_id")[0]
    times = {}
    for _ in range(count):
        with writing():
            happened = ConversationReopened(conversation_id=pk, customer_id=customer_id, reason="by_hand")
            fact = record(happened, actor=SYSTEM)
        times[str(fact)] = time.monotonic_ns()
        time.sleep(pause)
    return times


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "huitou.settings"
    django.setup()
    orders: dict[str, Any] = {"cookie": cookie, "commit": commit}
    for line in sys.stdin:
        order = json.loads(line)
        try:
            made: Any = orders[order.pop("do")](**order)
        except Exception as error:  # told to the bench, which goes on
            made = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(made), flush=True)


if __name__ == "__main__":
    main()
