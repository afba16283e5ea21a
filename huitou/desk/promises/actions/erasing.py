"""A person asked to be erased: the words of their promises go, the rows and figures stay."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import writing
from huitou.desk.models import Promise, PromiseState

NEUTRAL = "（内容已按要求删除）"


def erase_texts(*, customer_ids: Sequence[int]) -> int:
    """Replace what was promised, and every word said about it, by a neutral one; return how many promises."""
    with writing():
        rows = Promise.objects.filter(customer_id__in=customer_ids)
        said = PromiseState.objects.filter(promise__customer_id__in=customer_ids).exclude(word="")
        said.update(word=NEUTRAL)
        return rows.update(text=NEUTRAL)
