"""A person asked to be erased: the words of their cases go, the rows and figures stay."""

from __future__ import annotations

from collections.abc import Sequence

from huitou.core.api import search, writing
from huitou.desk.models import Case, CaseAnswer, CaseState, FollowUp

NEUTRAL = "（内容已按要求删除）"


def erase_texts(*, customer_ids: Sequence[int]) -> int:
    """Replace summaries, answers and words by a neutral one, and make them unfindable; return how many cases."""
    with writing():
        rows = Case.objects.filter(customer_id__in=customer_ids)
        for pk, number, summary in rows.values_list("pk", "number", "summary"):
            search.forget(kind="case", ref_id=pk, text=f"{number} {summary}")
        CaseAnswer.objects.filter(case__customer_id__in=customer_ids).update(text=NEUTRAL)
        for told in (CaseState, FollowUp):
            told.objects.filter(case__customer_id__in=customer_ids).exclude(word="").update(word=NEUTRAL)
        return rows.exclude(summary="").update(summary=NEUTRAL)
