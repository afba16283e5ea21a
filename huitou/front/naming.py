"""How a customer is named to colleagues, also one who left no name."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.customers.api import NOBODY, CustomerRow


def named(address: str, handle: str = "") -> str:
    """王女士; of somebody without a name the number or address they wrote from, else that they left none."""
    return address if address not in ("", NOBODY) else handle or _("未留姓名的客户")


def name_of(who: CustomerRow) -> str:
    """How lists name this customer."""
    return named(who.address, next((handle.display for handle in who.handles), ""))
