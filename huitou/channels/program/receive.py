"""A message posted by a program (`POST /api/v1/messages`): its page is read as the page of a mail is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huitou.channels.email.bodies import gather_page, html_of, text_of
from huitou.channels.email.parsed import Limits

LIMITS = Limits(attachments=20, text_chars=200_000, html_chars=1_000_000)


@dataclass(frozen=True)
class ProgramFile:
    """A picture that was written into the page as a `data:` address."""

    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class ProgramMessage:
    """The message as `desk.receive` takes it. `defects`: what of the page was not taken as it came."""

    text: str
    html: str = ""
    files: Sequence[ProgramFile] = ()
    defects: tuple[str, ...] = ()


def read_message(*, text: str, html: str = "") -> ProgramMessage:
    """What a program posted, made safe: nothing in `html` acts or loads; its text is read out of it when none came.

    A page that nests too deep to be cleaned is kept as text only. Never raises.
    """
    if not html.strip():
        return ProgramMessage(text=text)
    found = gather_page(html, LIMITS)
    return ProgramMessage(
        text=text if text.strip() else text_of(found),
        html=html_of(found) or "",
        files=tuple(ProgramFile(one.filename, one.content_type, one.content) for one in found.attachments),
        defects=tuple(found.defects),
    )
