"""The demo's logins on the login page: only in the demo, never in a real company."""

from __future__ import annotations

from huitou.core.api import access, settings


def demo_logins() -> tuple[tuple[str, str, str], ...]:
    """Role, user name and password of the people of the demo (setting `demo.logins`, written by the demo itself)."""
    found = settings("demo", "demo.logins")
    if not found["demo"]:
        return ()
    known = dict(access.Role.choices)
    return tuple(
        (str(known.get(role, role)), str(name), str(password)) for role, name, password in found["demo.logins"]
    )
