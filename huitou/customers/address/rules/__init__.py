"""How to address a customer, and which forms are refused: see `forms`."""

from huitou.customers.address.rules.forms import TITLES, Name, address, check, greeting, refused, split

__all__ = ["TITLES", "Name", "address", "check", "greeting", "refused", "split"]
