"""What stands around every page that a customer sees."""

from __future__ import annotations

from django.http import HttpRequest

from huitou.core.api import settings
from huitou.front.public.shapes import PublicFrame


def frame(request: HttpRequest, *, site: str = "") -> PublicFrame:
    """The company's name, the site, and whether all this is a demo."""
    kept = settings("company.name", "company.phone", "demo")
    return PublicFrame(
        company=kept["company.name"] or "回头 Huitou",
        site=site,
        phone=kept["company.phone"],
        demo=kept["demo"],
        theme=request.COOKIES.get("theme", ""),
    )
