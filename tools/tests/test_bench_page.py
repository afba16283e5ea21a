"""The page about the bench says what the last runs measured, not what somebody remembers."""

from __future__ import annotations

import json

from bench.table import PAGE, RESULTS, page


def test_the_page_about_the_bench_has_the_figures_of_the_kept_results():
    text = PAGE.read_text(encoding="utf-8")
    assert page(text) == text, "python -m bench.table writes them"
    for kept in RESULTS.glob("*.json"):
        for row in json.loads(kept.read_text(encoding="utf-8"))["rows"]:
            assert f"| {row['name']} |" in text
