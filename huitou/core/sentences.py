"""Core's refusals in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.explanations import explain

explain(
    {
        "core.not_allowed": (403, _("您的角色没有这项权限：%(permission)s。需要时请联系管理员。")),
        "core.not_found": (404, _("没有找到，可能已被合并或删除。")),
    }
)
