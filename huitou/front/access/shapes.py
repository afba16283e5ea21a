"""What the doors show: signing in, and the first steps of a new company."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LoginPage:
    """The first step of signing in, or the second."""

    action: str
    username: str = ""
    error: str = ""
    next: str = ""
    second_step: bool = False  # asks for the six digits
    demo_logins: tuple[tuple[str, str, str], ...] = ()  # role, name, password: demo only


@dataclass(frozen=True, slots=True)
class WelcomeStep:
    """Something to set up before the first customer can write in."""

    icon: str
    title: str
    text: str
    href: str
    action: str
    done: bool = False
