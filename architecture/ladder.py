"""The ladder of rooms, low to high. Calls go down, facts go up.

A room may call the rooms below it and never one above it. Rooms on the same step stand side by side and do not know
each other. The ladder is complete from the start: a room that has no folder yet already has its place here.
Files directly in `huitou/` (settings.py, urls.py, asgi.py, cli.py …) and the folders of `ROOT_FOLDERS` are the
composition root: they stand above every room and may import any of them by any path.
"""

from dataclasses import dataclass

PACKAGE = "huitou"


@dataclass(frozen=True)
class Room:
    """One room of the house: the name of its folder and what it is there for."""

    name: str
    meaning: str


LADDER: tuple[tuple[Room, ...], ...] = (
    (Room("measures", "calculations in plain Python: drivers, waterfall, value, staffing, text rules; no Django"),),
    (Room("core", "accounts, permissions, the ledger of facts, clock and business calendar, settings, Chinese text"),),
    (Room("roster", "the people who work here: teams, skills, shifts, presence, authority in money"),),
    (
        Room("customers", "who writes to us: customer, handles, details, merge, standing as told to it"),
        Room("channels", "the ways a word comes in and goes out: chat, e-mail, WeChat, phone, API"),
    ),
    (Room("desk", "conversations, cases, promises, recovery: where the work is done"),),
    (
        Room("calls", "the telephone: queue, menu, callbacks, recordings, campaigns"),
        Room("voice", "what customers tell us when asked: touchpoints, surveys, ratings"),
    ),
    (Room("loyalty", "who stays and who goes silent: waterfall, value, silence, care"),),
    (Room("improve", "what we change because of it: board, improvements, standards, supervisors"),),
    (Room("team", "how we grow the people: quality, coach, employees' voice, rewards, training"),),
    (Room("front", "composes the rooms into screens, takes webhooks in, pushes out; no rules of its own"),),
    (Room("demo", "the living demo company; built on everything, needed by nothing"),),
)

_STEP = {room.name: step for step, rooms in enumerate(LADDER) for room in rooms}

# Folders of the composition root: no rooms, and above every room like the files directly in `huitou/`.
ROOT_FOLDERS = {
    "tests": "tests of the composition root",
    "ops": "what the console does: serve, backup, restore, doctor",
}

ROOMS: tuple[str, ...] = tuple(_STEP)


def is_room(name: str | None) -> bool:
    """Whether the ladder has a place for this name."""
    return name in _STEP


def may_use(room: str, other: str) -> bool:
    """Whether `room` may import, or point a foreign key at, `other`: itself, or any room on a lower step."""
    return room == other or _STEP[other] < _STEP[room]


def relation(room: str, other: str) -> str:
    """Where `other` stands as seen from `room`, in words for a message."""
    return "stands beside" if _STEP[other] == _STEP[room] else "stands above"


def in_words() -> str:
    """The ladder on one line: `measures < core < … customers | channels < …`."""
    return " < ".join(" | ".join(room.name for room in rooms) for rooms in LADDER)
