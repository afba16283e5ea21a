"""Fields that several settings pages ask for."""

from __future__ import annotations

from django.utils.translation import gettext as _

from huitou.front.settings.shapes import Field


def code_field() -> Field:
    """The code of a new thing, by which files and programs name it."""
    return Field("code", _("代码"), most=40, hint=_("小写字母、数字、横线，定了就不再改。"))


def name_field(value: str = "") -> Field:
    """What it is called."""
    return Field("name", _("名称"), value=value, most=80)


def position_field(value: int) -> Field:
    """Its place among the others."""
    return Field("position", _("次序"), "number", value=str(value), least_number=0, most_number=9999)
