"""`make bench`: fills installations, measures, prints the table, writes bench/results/latest.json.

With DATABASE_URL the same on that PostgreSQL, written to bench/results/postgresql.json.

Exit code 1 when a demand is missed or a measure could not be taken.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence

from bench import databases, finding, pages, push, weight
from bench.children import OrderFailed, copy_of
from bench.fill import SIZES
from bench.table import Row, keep, show

PARTS = ("pages", "search", "push", "weight")


def main() -> int:
    asked = _parser().parse_args()
    sizes = (SIZES["small"],) if asked.quick else (SIZES["small"], SIZES["large"])
    try:
        rows = _measured(asked.only or PARTS, sizes)
        postgresql = databases.version() if databases.SERVER else ""
    finally:
        databases.forget()
    print(show(rows))
    if not asked.only:
        keep(rows, quick=asked.quick, postgresql=postgresql)
    missed = [row for row in rows if row.holds is False]
    print(f"{len(missed)} missed" if missed else "every demand holds")
    return 1 if missed else 0


def _measured(parts: Sequence[str], sizes: tuple[int, ...]) -> list[Row]:
    rows: list[Row] = []
    for part in parts:
        print(f"measuring: {part}", file=sys.stderr)
        try:
            for row in _measure(part, sizes)():
                rows.append(row)
                print(show([row]).splitlines()[1], file=sys.stderr)
        except OrderFailed as failure:
            rows.append(Row(name=f"{part} could not be measured: {failure}"[:200], measured=0, unit="", holds=False))
    return rows


def _measure(part: str, sizes: tuple[int, ...]) -> Callable[[], Iterator[Row]]:
    largest = sizes[-1]

    def alone(measure: Callable[..., Iterator[Row]]) -> Callable[[], Iterator[Row]]:
        def run() -> Iterator[Row]:
            with copy_of(largest) as home:
                yield from measure(home, largest)

        return run

    return {
        "pages": lambda: pages.measure(sizes),
        "search": alone(finding.measure),
        "push": alone(push.measure),
        "weight": alone(weight.measure),
    }[part]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"only {SIZES['small']:,} conversations")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part; nothing is written down")
    return parser


if __name__ == "__main__":
    sys.exit(main())
