"""Finding phrases of time: walks along the text and reads the longest phrase at each place where one can begin."""

from __future__ import annotations

import re
from datetime import timedelta

from huitou.measures.text import when_patterns as p
from huitou.measures.text.days import read_day
from huitou.measures.text.meanings import (
    AfterEvent,
    At,
    Clock,
    Day,
    EndOfWork,
    Found,
    Meaning,
    NthWorkingDay,
    Offset,
    Part,
    Side,
    StartOfWork,
    Vague,
    Within,
    WithinDays,
    WithinWorkingDays,
    WithinWorkingTime,
)
from huitou.measures.text.numerals import fold, number

LONGEST_TEXT = 20_000
# Longer promises than this are a slip of the pen, and would run out of the calendar.
LONGEST_DAYS = 3660
EDGES: dict[str, Side] = {
    "之前": "before", "以前": "before", "前": "before", "之后": "after", "以后": "after", "过后": "after", "后": "after",
    "左右": "at", "前后": "at", "上下": "at",
}  # fmt: skip
PARTS = {
    "清晨": "早上", "清早": "早上", "早晨": "早上", "大清早": "早上", "一大早": "早上", "一早": "早上", "早": "早上", "晨": "早上",
    "正午": "中午", "晌午": "中午", "午间": "中午", "午": "中午", "午后": "下午", "午饭后": "下午", "午休后": "下午",
    "晚": "晚上", "晚间": "晚上", "夜间": "晚上", "夜里": "晚上", "夜": "晚上", "今夜": "晚上", "半夜": "深夜", "午夜": "深夜",
}  # fmt: skip
NOON_BEFORE = ("午前", "午饭前", "午休前")
MINUTES = {"秒": 1 / 60, "秒钟": 1 / 60, "分": 1, "刻钟": 15, "小时": 60, "钟头": 60, "钟": 60}
HALF_DAY_HOURS = 4

Read = tuple[Meaning, int]


def find(text: str) -> tuple[Found, ...]:
    """Every phrase of time in the text, in order, without overlap, the past and the habitual (昨天, 每周一) left out.

    `start` and `end` count characters of the text as given. Texts beyond 20,000 characters are read up to there.
    """
    plain = fold(text[:LONGEST_TEXT]).lower()
    found: list[Found] = []
    at, free = 0, 0
    while (begin := p.BEGIN.search(plain, at)) is not None:
        at = begin.start()
        noise = p.NOISE.match(plain, at)
        read = _read(plain, at)
        if noise is not None and (read is None or noise.end() >= read[1] or _is_past(noise)):
            at = free = max(noise.end(), at + 1)
        elif read is None:
            at += 1
        else:
            meaning, end = read
            start, meaning = _with_what_stands_before(plain, free, at, meaning)
            if found and (joined := _one_time(plain, found[-1], start, meaning)) is not None:
                start, meaning = found.pop().start, joined
            found.append(Found(start=start, end=end, text=text[start:end], meaning=meaning))
            at = free = end
    return tuple(found)


def _one_time(text: str, last: Found, start: int, meaning: Meaning) -> Meaning | None:
    """明日我们会有人三点之前给您回电: a day and, a few words on, its time."""
    day, time = last.meaning, meaning
    if not (isinstance(day, At) and day.day is not None and day.time is None and day.side == "by"):
        return None
    if not (isinstance(time, At) and time.day is None and time.time is not None):
        return None
    return At(day.day, time.time, time.side) if p.GAP.fullmatch(text, last.end, start) else None


def _is_past(noise: re.Match[str]) -> bool:
    return noise.group()[0] in "昨去前刚每逢上"


def _read(text: str, at: int) -> Read | None:
    return _vague(text, at) or _dated(text, at) or _duration(text, at) or _timed(text, at)


def _vague(text: str, at: int) -> Read | None:
    match = p.VAGUE.match(text, at)
    return (Vague(match.group()), match.end()) if match else None


# --- lengths of time --------------------------------------------------------------------------------------------------


def _duration(text: str, at: int) -> Read | None:
    match = p.DURATION.match(text, at)
    if match is None or (match["unit"] == "月" and not match["ge"]):
        return None
    edge = match["edge"] or ""
    if EDGES.get(edge) == "before" or edge in ("期间", "当天", "当日"):
        return None
    count = number(match["count"]) + (0.5 if match["half"] or match["half_after"] else 0)
    meaning = _length(match["unit"], count, _more(match), after=EDGES.get(edge) == "after")
    if isinstance(meaning, WithinDays) and meaning.after and not meaning.months:
        # 三天后上午十点 names a day and its time.
        timed = _timed(text, _skip_gap(text, match.end()), Offset(meaning.days))
        if timed is not None:
            return timed
    return (meaning, match.end()) if meaning is not None else None


def _more(match: re.Match[str]) -> float:
    """The minutes of a second part: 1小时30分钟."""
    if match["count2"] is None:
        return 0
    return number(match["count2"]) * (60 if match["unit2"] == "小时" else 1)


def _length(unit: str, count: float, more: float, *, after: bool) -> Meaning | None:
    unit = unit.removeprefix("个")
    if count <= 0 or count > LONGEST_DAYS:
        return None
    if unit in ("工作日", "工作天"):
        return _working_days(count, after=after)
    if unit in ("工作小时", "工作时"):
        return WithinWorkingTime(timedelta(hours=count, minutes=more), after)
    if unit in ("月", "季度", "年"):
        return _months(count * {"月": 1, "季度": 3, "年": 12}[unit], after=after)
    if unit in ("周", "星期", "礼拜"):
        count, unit = count * 7, "天"
    if unit in ("天", "日", "自然日", "自然天", "日历日"):
        return _days(count, more, after=after)
    minutes = MINUTES.get(unit, 1 if unit.startswith(("分", "m")) else 60)
    return Within(timedelta(minutes=count * minutes + more), after)


def _working_days(count: float, *, after: bool) -> Meaning:
    if count != int(count):
        return WithinWorkingTime(timedelta(hours=count * 2 * HALF_DAY_HOURS), after)
    return WithinWorkingDays(int(count), after)


def _days(count: float, more: float, *, after: bool) -> Meaning | None:
    if count > LONGEST_DAYS:
        return None
    if count == 0.5:
        return Within(timedelta(hours=HALF_DAY_HOURS), after)
    if count != int(count) or more:
        return Within(timedelta(days=count, minutes=more), after)
    return WithinDays(days=int(count), after=after)


def _months(count: float, *, after: bool) -> Meaning | None:
    if count > LONGEST_DAYS / 31:
        return None
    days = 15 if count != int(count) else 0
    return WithinDays(days=days, months=int(count), after=after)


# --- days and clocks --------------------------------------------------------------------------------------------------


def _dated(text: str, at: int) -> Read | None:
    """A day, with whatever follows it: 周五（27号）下午三点前."""
    read = read_day(text, at)
    if read is None:
        return None
    day, end = read
    end = _skip_gap(text, end)
    work = _work(text, end, day)
    if work is not None:
        return work
    edge, after_edge = _edge(text, end)
    if edge and (again := p.SAME_DAY_AGAIN.match(text, after_edge)):
        after_edge = again.end()
    if edge == "after":
        nth = p.FIRST_AFTER.match(text, after_edge)
        if nth is not None:
            first = NthWorkingDay(int(number(nth["n"])) if nth["n"] else 1, after=day)
            return _timed(text, _skip_gap(text, nth.end()), first) or (At(first, None, "by"), nth.end())
    if not edge:
        timed = _timed(text, end, day)
        if timed is not None:
            return timed
    return At(day, None, edge or "by"), after_edge if text[end:after_edge].strip() else _trim(text, at, after_edge)


def _skip_gap(text: str, at: int) -> int:
    """Past a 的, a space or comma between a day and its time, if a time does follow."""
    gap = re.compile(r"\s?的?\s?").match(text, at)
    return gap.end() if gap is not None else at


def _trim(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip().removesuffix("的").rstrip())


def _work(text: str, at: int, day: Day | None) -> Read | None:
    end = p.END_OF_WORK.match(text, at)
    if end is not None:
        if EDGES.get(end["edge"]) == "after":
            return At(day, Part("下班后"), "by"), end.end()
        return EndOfWork(day), end.end()
    start = p.START_OF_WORK.match(text, at)
    if start is not None:
        return StartOfWork(day), start.end()
    early = re.compile(r"(?:早上|一早|早|上午)(?=一?上班)").match(text, at)
    return _work(text, early.end(), day) if early is not None and day is not None else None


def _timed(text: str, at: int, day: Day | None = None) -> Read | None:
    """A part of the day and/or a clock time, alone or after a day."""
    if day is None and (work := _work(text, at, None)) is not None:
        return work
    part, end = _part(text, at, after_day=day is not None)
    if part in NOON_BEFORE:
        return At(day, Clock(12), "before"), end
    clock = _clock(text, _skip_gap(text, end) if part or day else end, part)
    if clock is not None and (part or day is not None or _surely_a_clock(text, at, clock[1])):
        return _clocked(text, day, part, clock)
    if part is None or (day is None and not p.NEEDS_AFTER.match(text, end)):
        return None
    if (work := _work(text, end, day or Offset(0))) is not None:
        return work
    edge, end = _edge(text, end)
    return At(day, Part(part), edge or "by"), end


def _clocked(text: str, day: Day | None, part: str | None, clock: tuple[Clock, re.Match[str]]) -> Read:
    """A clock time, or the later of two (下午3点到5点, 9:00-12:00)."""
    time, end = clock[0], clock[1].end()
    join = re.compile(p.TO).match(text, end)
    if join is not None:
        second_part, second_at = _part(text, join.end(), after_day=False)
        second = _clock(text, second_at, second_part or part)
        if second is not None:
            time, end = second[0], second[1].end()
    edge, end = _edge(text, end)
    return At(day, time, edge or "at"), end


def _edge(text: str, at: int) -> tuple[Side | None, int]:
    match = EDGE.match(text, at)
    if match is None or not match["edge"]:
        return None, at
    return EDGES.get(match["edge"], "by"), match.end()


EDGE = re.compile(p.EDGE)


def _part(text: str, at: int, *, after_day: bool) -> tuple[str | None, int]:
    match = p.PART.match(text, at) or (p.SHORT_PART.match(text, at) if after_day else None)
    if match is None:
        return None, at
    return PARTS.get(match["part"], match["part"]), match.end()


def _clock(text: str, at: int, part: str | None) -> tuple[Clock, re.Match[str]] | None:
    match = p.CLOCK.match(text, at)
    if match is None:
        return None
    hour = int(number(match["hour"]))
    minute = int(match["colon"] or 0) + (30 if match["half"] else 0)
    if match["quarter"]:
        minute += 15 * int(number(match["quarter"]))
    if match["minute"]:
        minute += int(number(match["minute"]))
    half_open = part is None and 1 <= hour <= 12 and not (match["colon"] and len(match["hour"]) == 2)
    return Clock(_hour_of(hour, part), minute, half_open), match


def _hour_of(hour: int, part: str | None) -> int:
    """The hour from 0 to 28 that is meant: 下午3点 is 15, 晚上12点 is 24, 晚上1点 is 25, 中午1点 is 13."""
    if part == "下午" and 1 <= hour <= 11:
        return hour + 12
    if part == "中午" and 1 <= hour <= 3:
        return hour + 12
    if part in ("晚上", "深夜"):
        return hour + 24 if hour <= 4 else hour + 12 if hour <= 12 else hour
    if part == "傍晚" and 4 <= hour <= 8:
        return hour + 12
    return 0 if part == "凌晨" and hour == 12 else hour


def _surely_a_clock(text: str, at: int, match: re.Match[str]) -> bool:
    """Whether a clock time that stands alone is one: 15:30 and 三点半 are, 三点 only with a word that makes it so."""
    if match["colon"] or match["half"] or match["quarter"] or match["minute"] or match.group().endswith("钟"):
        return True
    if match["mark"] == "时":
        return match["hour"].isdecimal() and p.NEEDS_AFTER.match(text, match.end()) is not None
    if p.NOT_A_CLOCK_BEFORE.search(text, max(0, at - 2), at):
        return False
    if match["hour"] == "一":
        return EDGE.match(text, match.end())["edge"] in ("前", "之前", "以前", "左右")  # type: ignore[index]
    return p.NEEDS_AFTER.match(text, match.end()) is not None


# --- what stands before -----------------------------------------------------------------------------------------------


def _with_what_stands_before(text: str, free: int, at: int, meaning: Meaning) -> tuple[int, Meaning]:
    """最晚后天 is by that day; 收到退货后3个工作日内 is counted from an event."""
    latest = p.LATEST.search(text, max(free, at - 4), at)
    if latest is not None and latest.group().strip() in p.LATEST_WORDS:
        at = latest.start()
        if isinstance(meaning, At) and meaning.side == "at":
            meaning = At(meaning.day, meaning.time, "before")
    own_day = p.DAY_OF_EVENT.search(text, max(free, at - 10), at) if p.SAME_DAY.match(text, at) else None
    if own_day is not None:
        return at, AfterEvent(own_day["event"], meaning)
    # 明天 is counted from today whatever stands before it: 核对后明天中午前.
    if _counts_from_an_event(meaning) and text[at] != "明":
        left = latest.start() if latest is not None else at
        event = p.EVENT.search(text, max(free, left - 24), left) or p.EVENT_WORD.search(
            text, max(free, left - 24), left
        )
        if event is not None and not p.NOT_AN_EVENT.search(event["event"]):
            return at, AfterEvent(p.EVENT_LEAD.sub("", event["event"]), meaning)
    return at, meaning


def _counts_from_an_event(meaning: Meaning) -> bool:
    if isinstance(meaning, At):
        return meaning.day == Offset(1) or (isinstance(meaning.day, NthWorkingDay) and meaning.day.after is None)
    return isinstance(meaning, Within | WithinDays | WithinWorkingDays | WithinWorkingTime)
