"""`python -m architecture [contract …]`: check the tree; exit 1 when a contract is broken."""

import argparse
import gc
import sys
from pathlib import Path

from architecture import ladder, report
from architecture.contracts import CONTRACTS
from architecture.finding import Finding
from architecture.tree import Tree

CHECKOUT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Check one checkout against all contracts, or those named; print findings and a summary of the rooms."""
    parser = argparse.ArgumentParser(prog="python -m architecture", description=f"The ladder: {ladder.in_words()}")
    parser.add_argument("contracts", nargs="*", help=f"only these: {', '.join(CONTRACTS)}", metavar="contract")
    parser.add_argument("--root", type=Path, default=CHECKOUT, help="the checkout to look at")
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.contracts if name not in CONTRACTS]
    if unknown:
        parser.error(f"there is no contract {', '.join(unknown)}; there are {', '.join(CONTRACTS)}")
    tree = Tree.read(chosen.root)
    found = check(tree, chosen.contracts or list(CONTRACTS))
    for line in report.findings(found):
        print(line)
    for line in report.rooms(tree):
        print(line)
    print(f"{len(tree.modules)} modules, {len(chosen.contracts or CONTRACTS)} contracts, {len(found)} findings")
    return 1 if found else 0


def check(tree: Tree, names: list[str]) -> list[Finding]:
    """The findings of these contracts."""
    gc.disable()  # Millions of syntax nodes stay alive until the end: looking for garbage among them doubles the time.
    try:
        return [finding for name in names for finding in CONTRACTS[name](tree)]
    finally:
        gc.enable()


if __name__ == "__main__":
    sys.exit(main())
