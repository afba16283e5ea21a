"""What tests of other rooms may use of customers: its rows, and 王芳."""

from __future__ import annotations

from itertools import count

from huitou.core.api import SYSTEM
from huitou.customers.models import (
    Consent,
    Customer,
    CustomerSite,
    CustomField,
    CustomValue,
    Detail,
    Handle,
    ImportRefusal,
    ImportRun,
    Merge,
    MergeSuggestion,
    RetentionRun,
)
from huitou.customers.profile import actions

__all__ = [
    "Consent",
    "CustomField",
    "CustomValue",
    "Customer",
    "CustomerSite",
    "Detail",
    "Handle",
    "ImportRefusal",
    "ImportRun",
    "Merge",
    "MergeSuggestion",
    "RetentionRun",
    "a_customer",
]
_numbers = count(13700138000)


def a_customer(
    *,
    name: str = "王芳",
    title: str = "女士",
    phone: str | None = None,
    mail: str = "",
    language: str = "zh-hans",
    site_id: int | None = None,
) -> int:
    """A customer; the id. `phone` None: a number that nobody else has; "": none."""
    handles = [("phone", str(next(_numbers)) if phone is None else phone), ("mail", mail)]
    return actions.make(
        name=name,
        title=title,
        language=language,
        handles=[(kind, raw) for kind, raw in handles if raw],
        site_ids=[] if site_id is None else [site_id],
        actor=SYSTEM,
    )
