"""Ids of the demo company's sites, touchpoints and form, looked up once per process."""

from __future__ import annotations

from functools import cache

from huitou.channels.api import channel
from huitou.demo.company.founding import PROPERTY_SITES
from huitou.desk.api import tags
from huitou.roster.api import sites, touchpoints


@cache
def site_id(code: str) -> int:
    """Id of a site by its code."""
    return next(row.id for row in sites() if row.code == code)


@cache
def touchpoint_id(code: str) -> int:
    """Id of a touchpoint by its code."""
    return next(row.id for row in touchpoints() if row.code == code)


@cache
def tag_id(name: str) -> int:
    """Id of a situation by its word."""
    return next(row.id for row in tags() if row.name == name)


@cache
def form_of(*, site: str, kind: str, severity: int) -> int:
    """Id of the form by which such a matter comes in."""
    slug = "tousu" if kind == "complaint" and severity >= 3 else ("wuye" if site in PROPERTY_SITES else "liuyan")
    row = channel(slug=slug)
    assert row is not None
    return row.id


def forget() -> None:
    """Ids were looked up in another company (a demo that was removed): look again."""
    for looked_up in (site_id, touchpoint_id, tag_id, form_of):
        looked_up.cache_clear()
