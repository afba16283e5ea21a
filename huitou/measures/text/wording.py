"""A meaning in one Chinese line, for the agent to check before the promise is made."""

from __future__ import annotations

from datetime import timedelta

from huitou.measures.text.meanings import (
    AfterEvent,
    At,
    CalendarDate,
    Clock,
    EndOfWork,
    Festival,
    Meaning,
    MonthDay,
    NthWorkingDay,
    Offset,
    Period,
    StartOfWork,
    Vague,
    Weekday,
    Within,
    WithinDays,
    WithinWorkingDays,
    WithinWorkingTime,
)

DAYS = ("今天", "明天", "后天", "大后天")
WEEKDAYS = "一二三四五六日"
AHEAD = {0: "本", 1: "下", 2: "下下"}
YEARS = {0: "今年", 1: "明年", 2: "后年"}


def describe(meaning: Meaning) -> str:
    """One line without the date of today: 「明天 15:00 前」, 「3 个工作日内」, 「「尽快」没有确切时间」."""
    match meaning:
        case Within(span, after):
            return f"{_span(span)}{_edge(after)}"
        case WithinWorkingTime(span, after):
            return f"{_span(span)}工作时间{_edge(after)}"
        case WithinWorkingDays(days, after):
            return f"{days} 个工作日{_edge(after)}（第 {days} 个工作日下班前）"
        case WithinDays(days, months, after):
            return f"{_days(days, months)}{_edge(after)}（到那天下班前）"
        case EndOfWork(day):
            return f"{_day(day)}下班前" if day is not None else "下班前"
        case StartOfWork(day):
            return f"{_day(day) if day is not None else ''}上班后一小时内"
        case At():
            return _at(meaning)
        case AfterEvent(event, then):
            return f"从「{event}」起算，{describe(then)}"
        case Vague(word):
            return f"「{word}」没有确切时间"
    raise TypeError(f"not a meaning: {meaning!r}")


def _edge(after: bool) -> str:
    return "后" if after else "内"


def _span(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [f"{hours} 小时" if hours else "", f"{minutes} 分钟" if minutes else "", f"{seconds} 秒" if seconds else ""]
    return " ".join(part for part in parts if part) or "0 秒"


def _days(days: int, months: int) -> str:
    parts = [f"{months} 个月" if months else "", f"{days} 天" if days or not months else ""]
    return "零 ".join(part for part in parts if part)


def _at(meaning: At) -> str:
    day = _day(meaning.day) if meaning.day is not None else ""
    if meaning.time is None:
        return day + {"by": "下班前", "at": "下班前", "before": "之前", "after": "之后"}[meaning.side]
    time = _clock(meaning.time) if isinstance(meaning.time, Clock) else meaning.time.name
    gap = " " if day and isinstance(meaning.time, Clock) else ""
    edge = {"by": "", "at": "", "before": "前", "after": "后"}[meaning.side]
    return f"{day}{gap}{time}" + (f" {edge}" if edge and time[-1].isdecimal() else edge)


def _clock(clock: Clock) -> str:
    if clock.half_open:
        return f"{clock.hour} 点" + (f" {clock.minute:02d} 分" if clock.minute else "")
    if clock.hour == 24 and not clock.minute:
        return "24:00"
    return ("次日 " if clock.hour >= 24 else "") + f"{clock.hour % 24:02d}:{clock.minute:02d}"


def _day(day: object) -> str:
    match day:
        case Offset(days):
            return DAYS[days] if days < len(DAYS) else f"{days} 天后"
        case Weekday(number, week):
            return f"{AHEAD[week] if week is not None else ''}周{WEEKDAYS[number]}"
        case MonthDay(number, months):
            return {None: "", 0: "本月 ", 1: "下个月 ", 2: "下下个月 "}[months] + f"{number} 日"
        case CalendarDate(month, number, year, years):
            return (
                f"{year} 年 " if year else f"{YEARS[years]} " if years is not None else ""
            ) + f"{month} 月 {number} 日"
        case Period():
            return _period(day)
        case Festival(name):
            return f"{name}假期" if name else "下一个假期"
        case NthWorkingDay(n, after):
            start = f"{_day(after)}后" if after is not None else "今天后"
            return "当个工作日" if n == 0 else f"{start}第 {n} 个工作日"
    raise TypeError(f"not a day: {day!r}")


def _period(period: Period) -> str:
    if period.unit in ("week", "weekend"):
        return AHEAD[period.ahead] + ("周" if period.unit == "week" else "周末")
    if period.unit == "quarter":
        return AHEAD[period.ahead] + "季度" + ("末" if period.point else "")
    if period.unit == "year":
        return YEARS[period.ahead] + "年底"
    month = f"{period.month} 月" if period.month else {0: "本月", 1: "下个月", 2: "下下个月"}[period.ahead]
    return month + (f" {period.upto} 日" if period.upto else "底" if period.point else "")
