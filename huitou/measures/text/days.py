"""Reading the name of a day or a stretch of days: 明天, 下周一, 11月25日, 月底前, 国庆节后第一个工作日."""

from __future__ import annotations

import re
from collections.abc import Callable

from huitou.measures.text import when_patterns as p
from huitou.measures.text.meanings import (
    CalendarDate,
    Day,
    Festival,
    MonthDay,
    NthWorkingDay,
    Offset,
    Period,
    Weekday,
)
from huitou.measures.text.numerals import number, year_number

OFFSETS = {"今": 0, "本": 0, "当": 0, "即": 0, "明": 1, "次": 1, "隔": 1, "翌": 1, "第": 1, "后": 2, "大": 3}
UPTO = {"初": 10, "上旬": 10, "中": 15, "中旬": 20}
FESTIVALS = {
    "新年": "元旦", "过年": "春节", "除夕": "春节", "年": "春节", "五一": "劳动节", "十一": "国庆", "双节": "国庆",
}  # fmt: skip
MONTHS = {"下下": 2, "下": 1, "次": 1}
YEARS = {"今年": 0, "本年": 0, "本年度": 0, "明年": 1, "后年": 2}

Reader = Callable[[re.Match[str]], Day | None]

# 明天周一, 周五(27号), 今天或明天
JOINED = re.compile(r"\((?=[^)]{2,9}\))|" + p.TO + r"|,?\s?")


def read_day(text: str, at: int) -> tuple[Day, int] | None:
    """The day named at this place and where its name ends. Of two names of one day (明天周一, 周五(27号)) the plainer counts."""
    first = _one_day(text, at)
    if first is None:
        return None
    _day, end = first
    joined = JOINED.match(text, end)
    if joined is None:
        return first
    second = _one_day(text, joined.end())
    if second is None:
        return first
    return _two_days(text, first, joined, second)


def _two_days(
    text: str, first: tuple[Day, int], joined: re.Match[str], second: tuple[Day, int]
) -> tuple[Day, int] | None:
    link, end = joined.group().strip(), second[1]
    if link == "(":
        if text[end : end + 1] != ")":
            return first
        return _plainer(first[0], second[0]), end + 1
    if link in ("", ","):
        # 明天周一 is one day with two names; 本周五, 下周一 with a comma are two days, of which the first stands alone.
        one = (
            isinstance(second[0], Weekday)
            and second[0].week is None
            and isinstance(first[0], Offset | CalendarDate | MonthDay)
        )
        return (first[0], end) if one else first
    if isinstance(first[0], Weekday) and isinstance(second[0], Weekday) and second[0].week is None:
        return Weekday(second[0].day, first[0].week), end
    return second


def _plainer(one: Day, other: Day) -> Day:
    order: tuple[type, ...] = (CalendarDate, MonthDay, Offset, Weekday)
    return min((one, other), key=lambda day: order.index(type(day)) if type(day) in order else len(order))


def _one_day(text: str, at: int) -> tuple[Day, int] | None:
    for pattern, reader in READERS:
        match = pattern.match(text, at)
        if match is not None and match.end() > at:
            day = reader(match)
            if day is not None:
                return day, match.end()
    return None


def _relative(match: re.Match[str]) -> Day:
    if match["word"].startswith("今明"):
        return Offset(1)
    return Offset(2 if match["word"].startswith("明后") else OFFSETS[match["word"][0]])


def _ahead(which: str | None) -> int | None:
    if which is None:
        return None
    return next((months for start, months in MONTHS.items() if which.startswith(start)), 0)


def _weekday(match: re.Match[str]) -> Day:
    name = match["last"] or match["day"]
    day = 6 if name in "日天" else int(number(name)) - 1
    return Weekday(day, _ahead(match["which"]))


def _week(match: re.Match[str]) -> Day | None:
    ahead = _ahead(match["which"])
    if match["end"] == "末":
        return Period("weekend", ahead or 0)
    if ahead is None:
        return None
    return Period("week", ahead, point=match["end"] is not None)


def _full_date(match: re.Match[str]) -> Day | None:
    month = int(number(match["month"]))
    year = year_number(match["year"]) if match["year"] else None
    years = YEARS[match["years"]] if match["years"] else None
    if match["day"]:
        return CalendarDate(month, int(number(match["day"])), year, years)
    part = match["part"]
    if year is not None or years:
        return CalendarDate(month, UPTO.get(part or "", 0) or _last_day(month), year, years)
    return Period("month", month=month, upto=UPTO.get(part or ""), point=part in ("底", "末", "下旬"))


def _last_day(month: int) -> int:
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _iso_date(match: re.Match[str]) -> Day:
    return CalendarDate(int(match["month"]), int(match["day"]), int(match["year"]))


def _slash_date(match: re.Match[str]) -> Day:
    return CalendarDate(int(match["month"]), int(match["day"]))


def _month_day(match: re.Match[str]) -> Day:
    return MonthDay(int(number(match["day"])), _ahead(match["ahead"]))


def _month(match: re.Match[str]) -> Day:
    part = match["part"] or (match["bare"] or "").removeprefix("月")
    return Period("month", _ahead(match["ahead"]) or 0, upto=UPTO.get(part), point=part in ("底", "末", "下旬", "内"))


def _year(match: re.Match[str]) -> Day:
    if match["digits"]:
        return CalendarDate(12, 31, int(match["digits"]))
    word = match["years"] or match["whole"] or match["half"] or "今年"
    return Period("year", YEARS[word], point=True)


def _quarter(match: re.Match[str]) -> Day:
    return Period("quarter", _ahead(match["which"]) or 0, point=match["end"] is not None or not match["which"])


def _festival(match: re.Match[str]) -> Day:
    name = match["name"]
    return Festival(FESTIVALS.get(name, name) if name else None)


def _working_day(match: re.Match[str]) -> Day:
    which = match["which"]
    if which.startswith("第"):
        return NthWorkingDay(int(number(which[1:])))
    return NthWorkingDay({"下下": 2, "当": 0, "本": 0}.get(which.removesuffix("一"), 1))


READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (p.ISO_DATE, _iso_date),
    (p.FULL_DATE, _full_date),
    (p.SLASH_DATE, _slash_date),
    (p.MONTH_DAY, _month_day),
    (p.WORKING_DAY, _working_day),
    (p.RELATIVE, _relative),
    (p.WEEKDAY, _weekday),
    (p.WEEK_PERIOD, _week),
    (p.MONTH_PERIOD, _month),
    (p.YEAR_PERIOD, _year),
    (p.QUARTER, _quarter),
    (p.FESTIVAL, _festival),
)
