"""What happens to the demo itself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from huitou.core.api import fact


@fact("demo.clock_moved.v1", _("演示时钟向前拨"))
@dataclass(frozen=True, kw_only=True)
class ClockMoved:
    """The demo's clock was moved forward: by an hour, a day, or to the next deadline."""

    by: str
