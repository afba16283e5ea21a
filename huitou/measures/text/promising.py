"""Which phrases of time are promises: we say that we shall do something by then.

Read clause by clause. A promise needs a verb of our doing next to the time (回复, 联系, 处理, 退款, 安排, 给您 …) and none of what
takes it back: a question, the past, what the customer shall do, a condition, "cannot", the wording of a regulation.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace

from huitou.measures.text import promise_patterns as words
from huitou.measures.text.meanings import At, CalendarDate, Found, Meaning, MonthDay, Period, Vague, Within
from huitou.measures.text.numerals import fold
from huitou.measures.text.reading import LONGEST_TEXT, find

# Characters to either side of a time in which its promise is looked for.
FAR = 100


@dataclass(frozen=True, slots=True)
class Clause:
    start: int
    end: int
    text: str
    stop: str


def promises_in(text: str) -> tuple[Found, ...]:
    """The phrases of time with which the writer promises something, each with what is promised (`content`).

    Vague times count (尽快回复您 is a promise that nobody can check: `Vague`), so that the agent can be told.
    """
    found = find(text)
    if not found:
        return ()
    plain = fold(text[:LONGEST_TEXT])
    clauses = _clauses(plain)
    starts = [clause.start for clause in clauses]
    promises = []
    for phrase, next_phrase in zip(found, (*found[1:], None), strict=True):
        index = bisect_right(starts, phrase.start) - 1
        if index < 0 or phrase.start >= clauses[index].end:
            continue
        content = _promised(clauses, index, phrase, next_phrase)
        if content:
            promises.append(replace(phrase, content=_as_written(content, text, plain, clauses[index].start)))
    return tuple(promises)


def _as_written(content: str, text: str, plain: str, near: int) -> str:
    """The words as the writer wrote them: in traditional characters, when they were."""
    at = plain.find(content, max(0, near - FAR))
    return text[at : at + len(content)] if at >= 0 else content


def _clauses(text: str) -> list[Clause]:
    clauses, at = [], 0
    for mark in words.CLAUSE_END.finditer(text):
        if mark.start() > at:
            clauses.append(Clause(at, mark.start(), text[at : mark.start()], mark.group()))
        at = mark.end()
    if at < len(text):
        clauses.append(Clause(at, len(text), text[at:], ""))
    return clauses


def _promised(clauses: list[Clause], index: int, phrase: Found, next_phrase: Found | None) -> str:
    """What is promised with this phrase, or nothing: in its own clause, else in the one that follows or leads to it."""
    own, following = _near(clauses[index], phrase), _next_in_sentence(clauses, index)
    before = own.text[: phrase.start - own.start]
    said_after = own.text[max(0, phrase.end - own.start) :]
    after = words.MANNERS.sub("", said_after)
    if words.WAIT.search(before) and isinstance(phrase.meaning, Within):
        return _while_waiting(clauses, index)
    before = words.MANNERS.sub("", before)
    if _is_question(own, following) or not _is_ours(before, after, phrase.meaning):
        return ""
    if words.OUR_DOING.search(after):
        return _clip(_up_to_next_time(said_after, phrase, next_phrase))
    if words.OUR_DOING.search(before) and _leads_to_time(before):
        return _clip(before)
    if following is not None and _carries_on(after, following):
        return _clip(following.text)
    return ""


def _next_in_sentence(clauses: list[Clause], index: int) -> Clause | None:
    if index + 1 >= len(clauses) or words.SENTENCE_END.search(clauses[index].stop):
        return None
    clause = clauses[index + 1]
    return replace(clause, text=clause.text[:FAR])


def _while_waiting(clauses: list[Clause], index: int) -> str:
    """请稍等5分钟 with 我帮您查一下 beside it: what we do while the customer waits."""
    for near in (_next_in_sentence(clauses, index), clauses[index - 1] if index else None):
        if near is not None and words.OUR_DOING.search(near.text) and _is_ours("", near.text, Vague("")):
            return _clip(near.text)
    return ""


def _near(clause: Clause, phrase: Found) -> Clause:
    """The words around the phrase: a clause without an end in sight (a pasted list) is not read whole for each time in it."""
    start, end = max(clause.start, phrase.start - FAR), min(clause.end, phrase.end + FAR)
    text = clause.text[start - clause.start : end - clause.start]
    return Clause(start, end, text, clause.stop if end == clause.end else "")


def _up_to_next_time(after: str, phrase: Found, next_phrase: Found | None) -> str:
    """The words up to the next phrase of time in the same clause, if something is promised before it."""
    if next_phrase is None or next_phrase.start - phrase.end >= len(after):
        return after
    part = after[: max(0, next_phrase.start - phrase.end)]
    return part if words.OUR_DOING.search(part) else after


def _is_question(own: Clause, following: Clause | None) -> bool:
    if words.OFFER.search(own.text):
        return False
    if words.QUESTION.search(own.text):
        return True
    return "?" in own.stop and not (following is not None and words.TAG_QUESTION.match(following.text))


def _is_ours(before: str, after: str, meaning: Meaning) -> bool:
    """Whether the clause speaks of our doing in the time to come."""
    whole = before + "※" + after
    if any(sign.search(whole) for sign in (words.NEGATION, words.PAST, words.CONDITION, words.RULE, words.TO_US)):
        return False
    if words.THEIR_EVENT.match(after) or words.SEEN.search(before):
        return False
    if words.ASKED.search(whole) or words.CUSTOMER_DOES.search(words.OF_THE_CUSTOMER.sub("", whole)):
        return False
    return words.WILL.search(whole) is not None if _needs_will(meaning) else True


def _needs_will(meaning: Meaning) -> bool:
    """A bare date tells of the past as often as of the future (4月22日现场核实): it needs a word that looks ahead."""
    if not isinstance(meaning, At) or meaning.side == "before":
        return isinstance(meaning, Vague)
    day = meaning.day
    if isinstance(day, Period):
        return not day.point and day.unit not in ("week", "weekend")
    return isinstance(day, CalendarDate | MonthDay)


def _leads_to_time(before: str) -> bool:
    """回复您最晚明天; 处理好的时间是周五: the doing stands first and leads to the time."""
    return words.LEADS.search(before) is not None


def _carries_on(after: str, following: Clause) -> bool:
    """The time stands alone before a comma (明天下午三点前，我们会回复您) and the next clause does the promising."""
    text = words.MANNERS.sub("", following.text)
    if len(after.strip()) > 6 or not words.OUR_DOING.search(text) or words.QUESTION.search(text):
        return False
    ours = words.OURS.search(text) or words.BEGINS_WITH_DOING.match(text.strip())
    return ours is not None and _is_ours("", text, At())


def _clip(content: str) -> str:
    plain = words.LEADING.sub("", words.REQUEST_AFTER.split(content, maxsplit=1)[0].strip())
    while (shorter := words.TRAILING.sub("", plain)) != plain:
        plain = shorter
    return plain.strip()
