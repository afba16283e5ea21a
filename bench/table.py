"""The table of what was measured: on the screen, in `bench/results/` and on the page about the bench.

python -m bench.table      writes the page's tables again from the results
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

RESULTS = Path(__file__).resolve().parent / "results"
PAGE = RESULTS.parent.parent / "docs" / "methods" / "bench.md"
MARK = "<!-- {name}: written by the bench -->"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One measure. `limit` is the bare handler's figure in the same unit, `ratio` what the demand is about.

    `holds` None: told for information, nothing was demanded.
    """

    name: str
    measured: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    demanded: str = ""
    holds: bool | None = None


def show(rows: Sequence[Row]) -> str:
    """The rows as a table of text."""
    head = ("measure", "measured", "limit", "ratio", "demanded", "holds")
    cells = [head] + [
        (
            row.name,
            f"{_number(row.measured)} {row.unit}",
            "" if row.limit is None else f"{_number(row.limit)} {row.unit}",
            "" if row.ratio is None else f"{row.ratio:.2f}",
            row.demanded,
            {True: "yes", False: "NO", None: ""}[row.holds],
        )
        for row in rows
    ]
    widths = [max(_width(line[i]) for line in cells) for i in range(len(head))]
    return "\n".join(
        "  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)) for line in cells
    )


def keep(rows: Sequence[Row], *, quick: bool, postgresql: str = "") -> None:
    """Write the results; the machine is described by what matters for the figures, never by its name.

    `postgresql`: the server's version; "" when the data was embedded.
    """
    RESULTS.mkdir(exist_ok=True)
    told = {
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
        "machine": {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
            "system": platform.system(),
            **({"postgresql": postgresql} if postgresql else {}),
        },
        "quick": quick,
        "rows": [asdict(row) for row in rows],
    }
    path = RESULTS / ("postgresql.json" if postgresql else "latest.json")
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write_page()


def write_page() -> None:
    """Put the figures of the last runs into the page about the bench."""
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def page(text: str) -> str:
    """The page with the tables of the kept results in their places."""
    for path in sorted(RESULTS.glob("*.json")):
        mark = MARK.format(name=path.name)
        before, first, rest = text.partition(mark)
        _old, second, after = rest.partition(mark)
        if first and second:
            text = f"{before}{mark}\n{_markdown(json.loads(path.read_text(encoding='utf-8')))}\n{mark}{after}"
    return text


def _markdown(told: dict[str, Any]) -> str:
    machine = told["machine"]
    on = f"PostgreSQL {machine['postgresql']}" if "postgresql" in machine else "Embedded"
    head = f"{on}, {machine['cores']} cores, Python {machine['python']}, {told['measured_at'][:10]}:"
    lines = ["| measure | measured | limit | ratio | demanded |", "|---|---|---|---|---|"]
    for kept in told["rows"]:
        row = Row(**kept)
        limit = "" if row.limit is None else f"{_number(row.limit)} {row.unit}"
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        missed = " **missed**" if row.holds is False else ""
        measured = f"{_number(row.measured)} {row.unit}".strip()
        lines.append(f"| {row.name} | {measured} | {limit} | {ratio} | {row.demanded}{missed} |")
    return "\n".join([head, "", *lines])


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _width(text: str) -> int:
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


if __name__ == "__main__":
    write_page()
