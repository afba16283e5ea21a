"""The door of the channels: every way in and out."""

from __future__ import annotations

from huitou.channels.attachments.rules import Bounds, Danger, Verdict
from huitou.channels.attachments.rules import check as _check
from huitou.channels.directory.actions import KEEP, edit_channel, make_channel
from huitou.channels.directory.reads import ChannelRow, channel, channels
from huitou.channels.email.importing import InboundMail, MailFile, is_mail, mail_of, mails_in
from huitou.channels.email.parse import ParsedMail
from huitou.channels.email.parse import parse as _parse
from huitou.channels.form.receive import FIELDS as FORM_FIELDS
from huitou.channels.form.receive import LONGEST_TEXT as LONGEST_FORM_TEXT
from huitou.channels.form.receive import FormMessage, FormRefused, read_form
from huitou.channels.program.receive import ProgramFile, ProgramMessage, read_message
from huitou.channels.traffic.actions import forget_sources, receive_once, send, tie
from huitou.channels.traffic.reads import OutboundRow, outbound_state
from huitou.channels.traffic.ways import KINDS, way_out

__all__ = [
    "FORM_FIELDS",
    "KEEP",
    "KINDS",
    "LONGEST_FORM_TEXT",
    "ChannelRow",
    "Danger",
    "FormMessage",
    "FormRefused",
    "InboundMail",
    "MailFile",
    "OutboundRow",
    "ParsedMail",
    "ProgramFile",
    "ProgramMessage",
    "Verdict",
    "channel",
    "channels",
    "check_file",
    "edit_channel",
    "forget_sources",
    "is_mail",
    "mail_of",
    "mails_in",
    "make_channel",
    "outbound_state",
    "parse_mail",
    "read_form",
    "read_message",
    "receive_once",
    "send",
    "tie",
    "way_out",
]


def parse_mail(*, raw: bytes) -> ParsedMail:
    """A mail as read from its bytes; never raises, what went wrong stands in `defects`."""
    return _parse(raw)


def check_file(*, content: bytes, filename: str, most_bytes: int) -> Verdict:
    """Judge a file by its bytes: `refused` is a code or "", `name` and `served_type` are how it is kept and handed out."""
    return _check(content, filename, Bounds(file=most_bytes))
