"""Numbers as people write them in Chinese chat: 3, ３, 三, 两, 十五, 半, 1.5, 两三 (the larger counts)."""

from __future__ import annotations

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100}
NUMBER = r"(?:\d{1,4}(?:\.\d)?|半|[零〇一二两三四五六七八九十百]{1,6})"

# Full width to half width, one character for one, so that positions in the text stay what they were.
WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDTH |= {
    ord("\u3000"): " ",
    ord("點"): "点",
    ord("時"): "时",
    ord("鐘"): "钟",
    ord("後"): "后",
    ord("～"): "~",
    ord("〜"): "~",
}
WIDTH |= {ord("週"): "周", ord("號"): "号", ord("個"): "个", ord("內"): "内", ord("兩"): "两"}
WIDTH |= {ord("－"): "-", ord("—"): "-", ord("–"): "-", ord("﹣"): "-", ord("間"): "间", ord("複"): "复"}


def fold(text: str) -> str:
    """The text with full-width signs and the commonest traditional characters made plain; same length."""
    return text.translate(WIDTH)


def number(word: str) -> float:
    """The value of a matched `NUMBER`. Two neighbouring digits (两三, 十五六) give the larger: a promise counts to its end."""
    if word == "半":
        return 0.5
    if word[0].isdecimal():
        return float(word)
    if len(word) >= 2 and word[-1] in DIGITS and word[-2] in DIGITS and not set(word[:-1]) <= {"零", "〇"}:
        word = word[:-2] + max(word[-2:], key=lambda sign: DIGITS[sign])
    total = digit = 0
    for sign in word:
        if sign in DIGITS:
            digit = DIGITS[sign]
        else:
            total += (digit or 1) * TENS[sign]
            digit = 0
    return float(total + digit)


def year_number(word: str) -> int:
    """A year spelled digit by digit: 2026, 二〇二六."""
    return int("".join(str(DIGITS[sign]) if sign in DIGITS else sign for sign in word))
