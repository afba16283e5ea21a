"""Only actions write into the ledger of facts.

A fact is recorded in the transaction of the change that it tells of. If pages, jobs or reads could record too, there
would be facts without a change and changes without a fact, and the timeline, the audit and the measures would lie.
"""

from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Module
from architecture.tree import Tree

NAME = "ledger"
LEDGER = "huitou.core"
RECORDS = {"record", "record_all"}


def check(tree: Tree) -> Iterator[Finding]:
    """Every `record` of the ledger that is imported or named outside of actions, the core itself, and tests."""
    for module in tree.product:
        if module.room != "core" and not module.is_a("actions"):
            yield from _judge(module)


def _judge(module: Module) -> Iterator[Finding]:
    imported = [found.line for found in module.imports if _is_record(found.origin)]
    named = [] if imported else [use.line for use in module.uses if _is_record(use.origin)]
    for line in imported or named:
        wrong = f"{module.path.rpartition('/')[2]} records a fact, but only actions write into the ledger."
        mend = "write an action in <noun>/actions.py that changes and records, and call that."
        yield Finding(module.path, line, NAME, wrong, mend)


def _is_record(origin: str) -> bool:
    ways = (f"{LEDGER}.api", f"{LEDGER}.ledger")
    return origin.startswith(ways) and origin.split(".")[-1] in RECORDS
