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
        here=here(request),
        theme=request.COOKIES.get("theme", ""),
    )


def here(request: HttpRequest) -> str:
    """Where the page can be read again: a form sent to /c/<key>/messages is answered on the page of /c/<key>."""
    return request.get_full_path() if request.method == "GET" else "/".join(request.path.split("/")[:3])
