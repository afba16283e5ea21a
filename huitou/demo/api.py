"""The door of the demo."""

from __future__ import annotations

from huitou.demo.clock.actions import forward
from huitou.demo.company.people import PASSWORD, PEOPLE
from huitou.demo.filling import fill, is_demo

__all__ = ["PASSWORD", "PEOPLE", "fill", "forward", "is_demo"]
