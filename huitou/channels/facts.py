"""What happened to the ways in and out."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from huitou.core.api import fact


@fact("channels.channel_made.v1", _("建立渠道"))
@dataclass(frozen=True, kw_only=True)
class ChannelMade:
    """A new way in and out; `kind`: form, api, email_file."""

    channel_id: int
    kind: str


@fact("channels.channel_changed.v1", _("修改渠道"))
@dataclass(frozen=True, kw_only=True)
class ChannelChanged:
    """Its team, site, settings, or whether it is used at all."""

    channel_id: int
    active: bool
