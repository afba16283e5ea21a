"""Making the search index anew from the texts: after a restore, or when `huitou doctor` asks for it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.core.api import search, writing
from huitou.customers.api import search_texts as customer_texts
from huitou.desk.api import search_texts as desk_texts
from huitou.ops.words import Progress

CHUNK = 500


def reindex() -> int:
    """Empty the index and fill it again, in steps; what is written meanwhile is indexed by its own action."""
    with writing():
        search.clear()
    progress = Progress(_("重建搜索索引"))
    for texts in (customer_texts, desk_texts):
        batch = []
        for entry in texts():
            batch.append(entry)
            if len(batch) == CHUNK:
                progress.step(_put(batch))
        progress.step(_put(batch))
    progress.end()
    return progress.done


def _put(batch: list[search.Text]) -> int:
    with writing():
        for text in batch:
            search.index(stage=text.stage, kind=text.kind, ref_id=text.ref_id, text=text.text, at=text.at)
    done = len(batch)
    batch.clear()
    return done
