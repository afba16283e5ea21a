"""Merged records are a forest; on the records it is kept flat, one step deep, so that reading never climbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MANY_SAME_DIGITS = 7


@dataclass(frozen=True)
class Known:
    """What is compared to see whether two records may be one person; `handles` are (kind, value)."""

    name: str
    handles: frozenset[tuple[str, str]]
    site_ids: frozenset[int] = frozenset()


def roots(merges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """From the merges that hold, (gone, kept), the record kept in the end for each that is gone."""
    parent = dict(merges)
    found: dict[int, int] = {}
    for gone in parent:
        end, seen = gone, {gone}
        while end in parent and parent[end] not in seen:
            end = parent[end]
            seen.add(end)
        found[gone] = end
    return found


def under(top: int, merges: Iterable[tuple[int, int]]) -> tuple[int, ...]:
    """All records that were merged into `top`, at whatever depth: they go with it when it is parted again."""
    below: dict[int, list[int]] = {}
    for gone, kept in merges:
        below.setdefault(kept, []).append(gone)
    found: list[int] = []
    waiting = list(below.get(top, ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.append(one)
            waiting += below.get(one, ())
    return tuple(sorted(found))


def why_same(one: Known, other: Known) -> str | None:
    """A reason code why two records may be the same person, strongest first; None when there is none.

    name_and_number: same name, numbers alike but for one digit · name_and_mail: same name, same mail name at another
    host · name_and_site: same full name at the same site.
    """
    if not one.name or one.name != other.name:
        return None
    if any(_alike(a, b) for a in _numbers(one) for b in _numbers(other)):
        return "name_and_number"
    if _mail_names(one) & _mail_names(other):
        return "name_and_mail"
    if len(one.name) >= 2 and one.site_ids & other.site_ids:
        return "name_and_site"
    return None


def strongest(reasons: Mapping[int, str]) -> list[tuple[int, str]]:
    """Candidates in the order in which they are worth a look."""
    order = {"handles": 0, "name_and_number": 1, "name_and_mail": 2, "name_and_site": 3}
    return sorted(reasons.items(), key=lambda item: (order.get(item[1], 9), item[0]))


def _numbers(known: Known) -> list[str]:
    return [digits for kind, value in known.handles if kind == "phone" and (digits := value.lstrip("+"))]


def _mail_names(known: Known) -> set[str]:
    return {value.split("@")[0] for kind, value in known.handles if kind == "mail" and "@" in value}


def _alike(a: str, b: str) -> bool:
    """The same length and one digit different, or two neighbours swapped: what a slip of the finger makes."""
    if len(a) != len(b) or len(a) < MANY_SAME_DIGITS:
        return False
    wrong = [i for i in range(len(a)) if a[i] != b[i]]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] == b[wrong[1]] and a[wrong[1]] == b[wrong[0]]
