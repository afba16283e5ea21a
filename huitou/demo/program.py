"""The demo's clock for programs: one route more of the API, described with the others."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema

from huitou.demo.clock.actions import forward
from huitou.front.api.caller import caller_of
from huitou.front.api.routes import Routes
from huitou.front.api.shapes import Body

routes = Routes("demo")


class ClockStepIn(Body):
    """How far: an hour, a day, or to just before the next deadline."""

    by: Literal["hour", "day", "next"] = "hour"


class ClockOut(Schema):
    """What the demo's clock says now."""

    now: datetime


@routes.post("/demo/clock", needs="desk.read", answers=ClockOut, status=200)
def move_demo_clock(request: HttpRequest, body: ClockStepIn) -> Any:
    """Move the clock of the demo forward, never back; what becomes due is done at once. A real company refuses it."""
    return {"now": forward(by=body.by, actor=caller_of(request).actor)}
