"""There is one clock: `huitou.core.api.now()`.

The clock of a demo company can be moved forward, so that a promise becomes late in a minute. Code that asks the machine
instead does not move with it, and rules that ask for the time cannot be tested as a table. Durations are measured by
`time.monotonic()` and `time.perf_counter()`, which are free to use.
"""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Module
from architecture.tree import Tree

NAME = "clock"
MACHINE_TIME = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "django.db.models.functions.Now",
    "django.utils.timezone.now",
    "time.time",
    "time.time_ns",
}
# These ask the machine only when they are called without a time.
ASKS_WHEN_EMPTY = {
    "django.utils.timezone.localdate",
    "django.utils.timezone.localtime",
    "time.gmtime",
    "time.localtime",
}

# path: why this file must live by the machine's time.
ALLOWED = {
    "huitou/core/jobs/jobs.py": "a lease must not be lost because the clock of a demo was moved forward",
}
MEND = "call now() from huitou.core.api in the action or page; rules take the time as an argument."


def check(tree: Tree) -> Iterator[Finding]:
    """Every place in a room, outside core/clock, that takes the time from the machine."""
    for module in tree.product:
        is_the_clock = module.room == "core" and module.parts[:1] == ("clock",)
        if module.room and not is_the_clock and module.path not in ALLOWED:
            yield from _named(module)
            yield from _filled_in(module)


def _named(module: Module) -> Iterator[Finding]:
    empty_calls = {id(call.func) for call in module.every(ast.Call) if not call.args and not call.keywords}
    for use in module.uses:
        if use.origin in MACHINE_TIME or (use.origin in ASKS_WHEN_EMPTY and id(use.node) in empty_calls):
            wrong = f"{use.origin} asks the machine, not the clock of the house."
            yield Finding(module.path, use.line, NAME, wrong, MEND)


def _filled_in(module: Module) -> Iterator[Finding]:
    for keyword in module.every(ast.keyword):
        if keyword.arg in {"auto_now", "auto_now_add"} and getattr(keyword.value, "value", True) is True:
            wrong = f"{keyword.arg} fills in the time of the machine, not of the clock of the house."
            yield Finding(
                module.path, keyword.value.lineno, NAME, wrong, "take a plain DateTimeField and set it in the action."
            )
