"""The frame around every page for colleagues: who I am, where I can go, and whether this is the demo."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from huitou.core.api import access, may, now, settings, tail_end, zone
from huitou.desk.api import next_deadline
from huitou.front.shapes import DemoBar, NavItem, Person, Shell
from huitou.front.times import day_and_time, lasting, short_day_and_time

HUES = 8
THEMES = ("light", "dark")


def page_answer(request: HttpRequest, template: str, active: str, status: int = 200, **context: Any) -> HttpResponse:
    """A whole page of the desk: the template gets `shell` besides what it needs itself."""
    return render(request, template, {"shell": shell_of(request, active), **context}, status=status)


def door_answer(request: HttpRequest, template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page outside the desk (login, first steps, an error): the theme, and whether this is the demo."""
    try:
        demo = bool(settings("demo")["demo"])
    except DatabaseError:  # the page may be there to say just that
        demo = False
    return render(request, template, {"theme": theme_of(request), "demo": demo, **context}, status=status)


def shell_of(request: HttpRequest, active: str) -> Shell:
    """The frame for this reader (two queries); `active` is the key of the entry that is lit."""
    me: Any = request.user
    company = settings("company.name", "demo")
    return Shell(
        me=person(me.pk, me.name),
        role=str(access.Role(me.role).label),
        company=company["company.name"] or _("回头"),
        active=active,
        nav=_nav(me),
        demo=_demo_bar() if company["demo"] else None,
        theme=theme_of(request),
        language=get_language() or "",
        last_fact_id=str(tail_end()),
    )


def person(account_id: int, name: str) -> Person:
    """A colleague as an avatar: 林 of 小林, 周 of 老周, 陈 of 陈经理."""
    letters = name.strip() or "?"
    initial = letters[1] if len(letters) > 1 and letters[0] in "小老阿大" else letters[0]
    return Person(id=str(account_id), name=name, initial=initial.upper(), hue=account_id % HUES)


def theme_of(request: HttpRequest) -> str:
    """light, dark, or nothing: as the reader's system says."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in THEMES else ""


def _nav(me: Any) -> tuple[NavItem, ...]:
    everything = (
        ("desk.read", NavItem("desk", _("工作台"), "inbox", "/desk")),
        ("desk.read", NavItem("promises", pgettext("many", "承诺"), "promise", "/promises")),
        ("desk.read", NavItem("cases", pgettext("many", "工单"), "case", "/cases")),
        ("customers.read", NavItem("customers", pgettext("many", "客户"), "users", "/customers")),
        ("day.read", NavItem("day", _("今日"), "day", "/day")),
        ("desk.read", NavItem("search", _("搜索"), "search", "/desk/search")),
        ("audit.read", NavItem("audit", _("审计"), "audit", "/audit")),
    )
    allowed = tuple(item for permission, item in everything if may(me, permission))
    return (*allowed, NavItem("settings", _("设置"), "settings", "/settings"))


def _demo_bar() -> DemoBar:
    moment, where = now(), zone()
    ahead = settings("demo.ahead_seconds")["demo.ahead_seconds"]
    due = next_deadline(after=moment)
    return DemoBar(
        clock_text=_("演示时钟 %(time)s") % {"time": short_day_and_time(moment, where=where)},
        ahead_text=_("已快进 %(span)s") % {"span": lasting(timedelta(seconds=ahead))} if ahead > 60 else "",
        next_due_text=_("拨到 %(due)s 之前几秒") % {"due": day_and_time(due)} if due else "",
    )
