"""What pydantic found wrong with a request, in plain Chinese (or English)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

WHERE = frozenset({"body", "query", "path", "form", "file", "header"})


def wrong_fields(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """`[{field, detail}]`, one per field and sentence, in the order they were found."""
    found = {(_field(error.get("loc", ())), _sentence(error)): None for error in errors}
    return [{"field": field, "detail": detail} for field, detail in found]


def _field(where: Iterable[Any]) -> str:
    """`handles.0.kind`: as the program wrote it, without our own names for the body."""
    parts = [str(part) for part in where]
    return ".".join(parts[2:] if len(parts) > 2 and parts[0] == "body" else parts[1:] or parts)[:120]


def _sentence(error: Mapping[str, Any]) -> str:
    kind, more = str(error.get("type", "")), error.get("ctx") or {}
    shown = {key: value for key, value in more.items() if isinstance(value, str | int | float)}
    for prefix, sentence in _sentences():
        if kind.startswith(prefix):
            try:
                return sentence % shown
            except (KeyError, TypeError):
                continue
    return _("填写不对。")


def _sentences() -> tuple[tuple[str, str], ...]:
    return (
        ("missing", _("必须填写。")),
        ("extra_forbidden", _("没有这个字段，请检查拼写。")),
        ("string_too_long", _("太长了，最多 %(max_length)s 个字。")),
        ("string_too_short", _("不能为空。")),
        ("string_pattern_mismatch", _("格式不对。")),
        ("string_unicode", _("里面有无法识别的字符。")),
        ("string", _("要填文字。")),
        ("int", _("要填整数。")),
        ("float", _("要填数字。")),
        ("bool", _("要填 true 或 false。")),
        ("greater_than_equal", _("不能小于 %(ge)s。")),
        ("less_than_equal", _("不能大于 %(le)s。")),
        ("timezone", _("时间要带时区，例如 2026-11-22T15:00:00+08:00。")),
        ("datetime", _("要填 ISO 8601 的时间，例如 2026-11-22T15:00:00+08:00。")),
        ("date", _("要填日期，例如 2026-11-22。")),
        ("literal_error", _("只能是：%(expected)s。")),
        ("list_type", _("要填列表。")),
        ("too_long", _("太多了，最多 %(max_length)s 个。")),
        ("too_short", _("太少了，至少 %(min_length)s 个。")),
        ("dict_type", _("要填对象。")),
        ("model", _("要填对象。")),
        ("value_error", _("里面有不能保存的字符。")),
        ("json", _("不是正确的 JSON。")),
    )
