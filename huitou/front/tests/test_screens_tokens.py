"""The palette can be read: WCAG AA by computation, in light and dark; the dark values that stand twice are the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PARTS = Path(__file__).resolve().parents[3] / "web" / "css" / "parts"
TOKENS = (PARTS / "tokens.css").read_text()

TEXT = 4.5  # WCAG 2.2, 1.4.3: normal text
SHAPE = 3.0  # 1.4.11: the edge of a field, the ring of focus

PAIRS = [
    *[(ink, ground, TEXT) for ink in ("text", "text-2", "text-3") for ground in ("bg", "surface", "raised", "hover", "sunken")],
    *[("text", ground, TEXT) for ground in ("ours", "theirs", "accent-soft", "mark")],
    *[("text-3", "accent-soft", TEXT), ("text-2", "accent-soft", TEXT)],
    *[("accent-text", ground, TEXT) for ground in ("surface", "bg", "accent-soft", "hover")],
    *[("on-accent", "accent", TEXT), ("on-accent", "accent-strong", TEXT)],
    *[(ink, ground, TEXT) for ink, soft in (("late", "late-soft"), ("soon", "soon-soft")) for ground in ("surface", "bg", "hover", soft)],
    *[(ink, "note-bg", TEXT) for ink in ("note-text", "note-strong")],
    *[("on-ink", "ink", TEXT), ("on-ink-2", "ink", TEXT), ("surface", "late", TEXT)],
    *[(f"hue-ink-{n}", f"hue-{n}", TEXT) for n in range(8)],
    *[("line-strong", "surface", SHAPE), ("accent", "surface", SHAPE), ("accent", "bg", SHAPE)],
]  # fmt: skip


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def blocks() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Light, dark as the system wishes, dark as the person wishes."""
    light = tokens(TOKENS.split("@media", 1)[0])
    system = tokens(TOKENS.split("@media", 1)[1].split(':root[data-theme="dark"]', 1)[0])
    person = tokens(TOKENS.split(':root[data-theme="dark"]', 1)[1])
    return light, system, person


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_it_has_the_same_dark_whoever_wishes_it() -> None:
    _, system, person = blocks()
    assert system == person


def test_it_has_a_dark_value_for_every_colour() -> None:
    light, system, _ = blocks()
    colours = {name for name, value in light.items() if value.startswith("#")}
    assert colours <= set(system)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_it_can_be_read(theme: str, ink: str, ground: str, least: float) -> None:
    light, dark, _ = blocks()
    palette = light if theme == "light" else light | dark
    assert contrast(palette[ink], palette[ground]) >= least
