"""Everything we keep about one person, as they may ask for it: the same for the page and for programs."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from huitou.core.api import Actor
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.voice.api import ratings_of_cases

ALL = 1_000_000  # what a person may ask for is never cut short


def copy_of(customer_id: int, actor: Actor) -> dict[str, Any]:
    """The record, conversations as the customer reads them, promises, cases and ratings, as JSON values.

    Nothing of the back stage is in it. That it was taken is recorded. Refused core.not_found.
    """
    about = customers.export_person(customer_id=customer_id, actor=actor)
    return about | _of_the_desk(about["ids"])


def _of_the_desk(ids: list[int]) -> dict[str, Any]:
    """Conversations as the customer reads them (notes are not theirs to take), promises, cases, ratings."""
    talks = desk.conversations_of(customer_ids=ids, limit=ALL)
    threads = [desk.public_thread(conversation_key=row.key, most=ALL) for row in talks]
    cases = desk.cases_of(customer_ids=ids)
    return {
        "conversations": [_thread(one) for one in threads if one],
        "promises": [_promise(one) for one in desk.public_promises(customer_ids=ids)],
        "cases": [
            {"number": row.number, "kind": row.kind, "state": row.state, "opened_at": _iso(row.opened_at)}
            for row in cases
        ],
        "ratings": [
            {
                "case": row.case_number,
                "experience": row.experience,
                "sign": row.sign,
                "text": row.text,
                "at": _iso(row.at),
            }
            for row in ratings_of_cases(case_ids=[row.id for row in cases]).values()
        ],
    }


def _thread(thread: desk.PublicThread) -> dict[str, Any]:
    messages = [
        {
            "from": message.by_name if message.ours else "customer",
            "text": message.text,
            "at": _iso(message.at),
            "files": [file.filename for file in message.files],
        }
        for message in thread.messages
    ]
    return {"subject": thread.subject, "messages": messages}


def _promise(promise: desk.PublicPromise) -> dict[str, Any]:
    return {
        "content": promise.content,
        "due_at": _iso(promise.due_at),
        "by": promise.by_name,
        "made_at": _iso(promise.made_at),
        "state": promise.state,
    }


def _iso(at: datetime) -> str:
    return at.isoformat()
