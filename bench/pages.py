"""The list and the conversation: CPU and p50 as ratios to the limit, in two sizes; durable posts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from bench.children import Child, child, copy_of, median
from bench.table import Row

ROUNDS, TIMES = 20, 10  # rounds of so many requests; product and limit, small and large by turns
NAMES = {"list": "list of open conversations", "conversation": "conversation of 50 messages"}
EMPTY_PARTS = 2  # a conversation in which nobody did anything does not ask for names: so many may be saved
MOST_CPU, MOST_GROWTH, LEAST_POSTS = 3.0, 1.3, 0.4
Times = dict[tuple[int, str, str], dict[str, list[int]]]


def measure(sizes: tuple[int, ...]) -> Iterator[Row]:
    """Rows for every page and size. Each size is a process of its own, and they are asked by turns, so that whatever
    else the machine does meanwhile falls upon all of them."""
    with ExitStack() as stack:
        homes = {size: stack.enter_context(copy_of(size)) for size in sizes}
        asked = {size: stack.enter_context(child(home)) for size, home in homes.items()}
        told = {size: _prepare(one) for size, one in asked.items()}
        times = _by_turns(asked)
        for page in NAMES:
            yield from _rows(page, told, times)
        yield from _posts(asked[sizes[-1]], sizes[-1])


def _prepare(one: Child) -> dict[str, dict[str, Any]]:
    return {name: one("prepare", name=name, path=path) for name, path in one("paths_to_measure").items()}


def _by_turns(asked: Mapping[int, Child]) -> Times:
    times: Times = {}
    for turn in range(ROUNDS + 2):  # the first two warm up
        for page in NAMES:
            for size, one in asked.items():
                for who in ("product", "limit"):
                    made = one("visit", name=page, who=who, times=TIMES)
                    kept = times.setdefault((size, page, who), {"cpu": [], "wall": []})
                    if turn >= 2:
                        for what, values in made.items():
                            kept[what] += values
    return times


def _rows(page: str, told: dict[int, dict[str, dict[str, Any]]], times: Times) -> Iterator[Row]:
    sizes = sorted(told)
    for size in sizes:
        product, limit = (median(times[size, page, who]["cpu"]) / 1e6 for who in ("product", "limit"))
        ratio, same = product / limit, told[size][page]["same"]
        yield Row(
            name=f"{NAMES[page]}, {size:,}: CPU",
            measured=product,
            unit="ms",
            limit=limit,
            ratio=ratio,
            demanded=f"≤ {MOST_CPU:g} × limit, same page",
            holds=ratio <= MOST_CPU and same,
        )
    counts = [told[size][page]["queries"] for size in sizes]
    if page == "conversation":
        counts += [told[size]["short"]["queries"] for size in sizes]
    yield Row(
        name=f"{NAMES[page]}: queries",
        measured=max(counts),
        unit="",
        demanded="constant, however much there is",
        holds=max(counts) - min(counts) <= EMPTY_PARTS,
    )
    if len(sizes) > 1:
        small, large = (median(times[size, page, "product"]["wall"]) / 1e6 for size in (sizes[0], sizes[-1]))
        yield Row(
            name=f"{NAMES[page]}: p50 at {sizes[-1]:,} against {sizes[0]:,}",
            measured=large,
            unit="ms",
            limit=small,
            ratio=large / small,
            demanded=f"≤ {MOST_GROWTH:g} ×",
            holds=large / small <= MOST_GROWTH,
        )


def _posts(one: Child, size: int) -> Iterator[Row]:
    written = one("prepare_posts")
    wall: dict[str, list[int]] = {"product": [], "limit": []}
    for turn in range(ROUNDS + 1):
        for who in wall:
            made = one("post", who=who, times=TIMES)["wall"]
            wall[who] += made if turn else []
    product, limit = (1e9 / median(wall[who]) for who in ("product", "limit"))
    yield Row(
        name=f"reply written durably, {size:,}",
        measured=product,
        unit="/s",
        limit=limit,
        ratio=product / limit,
        demanded=f"≥ {LEAST_POSTS:.0%} of limit, same rows",
        holds=product / limit >= LEAST_POSTS and written["product"] == written["limit"],
    )
