"""Which lines of a mail its writer wrote: quoted mails are folded away, signatures cut."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DATE_WORDS = r"(?:\d{4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}\s*日|星期|周[一二三四五六日])"
_INTRODUCTIONS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"^\s*(?:在\s*)?.{{0,40}}{_DATE_WORDS}.{{0,200}}(?:写道|寫道|來信|写到)\s*[:：]?\s*$",
        r"^\s*.{0,120}[<＜(（]\S+@\S+[>＞)）].{0,60}(?:写道|寫道)\s*[:：]?\s*$",
        r"^\s*.{1,80}\s*(?:写道|寫道)\s*[:：]\s*$",
        r"^\s*On\b.{4,250}\bwrote\s*:?\s*$",
        r"^\s*At\s+\d{4}-\d\d-\d\d.{4,200}(?:wrote|写道)\s*[:：]?\s*$",
        r"^\s*.{0,80}<\S+@\S+>\s+(?:wrote|schrieb|a écrit)\s*:?\s*$",
    )
)
_RULES = re.compile(
    r"^\s*(?:[-_—=*]{2,}\s*(?:原始邮件|原邮件|原始郵件|转发邮件|转发的邮件|轉寄郵件|回复的原邮件|回复邮件|历史邮件|邮件原件|"
    r"Original Message|Original|Forwarded message|Forwarded by .{0,80}|Reply message|回复的邮件信息)\s*[-_—=*]{2,}"
    r"|_{20,}|Begin forwarded message:|开始转发邮件：|---- ?(?:回复|转发)的(?:原)?邮件 ?----)\s*$",
    re.I,
)
_FROM_LINE = re.compile(
    r"^[\s>*|]*\**(?:发件人|發件人|寄件者|寄件人|From|差出人)\s*\**\s*[:：]\s*\**\s*\S|^\s*\|?\s*(?:发件人|From)\s*\|",
    re.I,
)
_OTHER_LINE = re.compile(
    r"^[\s>*|]*\**(?:发送时间|发送日期|發送時間|寄件日期|日期|时间|收件人|收件者|抄送|抄送人|主题|主题|主旨|Sent|Date|To|Cc|Subject)\s*\**\s*[:：|]",
    re.I,
)
_DEVICES = re.compile(
    r"^\s*(?:(?:发自|發自|来自|從|从)\s*我的\s?\S.{0,24}|发自\s?(?:网易|新浪|QQ|小米|华为|荣耀|OPPO|vivo|三星|Foxmail|Outlook|iPhone|Mail).{0,24}"
    r"|(?:来自|来自于)\s?(?:网易邮箱大师|QQ邮箱|Foxmail|邮箱大师|我的|Outlook).{0,24}|从\s?(?:Windows 版邮件|我的\S+)\s?发送"
    r"|获取\s?(?:适用于|Outlook).{0,40}|Sent (?:from|via) (?:my )?\S.{0,40}|Get Outlook for \S+.{0,60}|由\s?\S{2,12}\s?邮箱发送)\s*[.。]?\s*(?:<\S+>)?\s*$",
    re.I,
)
_DASHES = re.compile(r"^--\s?$")
_LONGEST_SIGNATURE = 15


@dataclass(frozen=True)
class Folded:
    """The parts of a text; joined they hold every line of it."""

    written: str
    quoted: str = ""
    signature: str = ""


def fold(text: str) -> Folded:
    """Part what was written from what was quoted and signed. A mail that is all quotation stays as it is."""
    lines = text.split("\n")
    answer_below = _written_below(lines)
    if answer_below:
        return answer_below
    start = _quote_start(lines)
    above, below = lines[:start], lines[start:]
    if not _filled(above):
        return Folded(text.strip())
    if below and _interleaved(below):
        return _signed(lines, [])
    return _signed(above, below)


def _quote_start(lines: list[str]) -> int:
    tail = _quoted_tail(lines)
    return next((at for at in range(tail) if _introduces(lines, at)), tail)


def _introduces(lines: list[str], at: int) -> bool:
    line = lines[at]
    if len(line) > 400 or not line.strip():
        return False
    if _RULES.match(line):
        return not line.strip().startswith("____") or any(
            _FROM_LINE.match(near[:200]) for near in lines[at + 1 : at + 4]
        )
    if _FROM_LINE.match(line):
        return sum(bool(_OTHER_LINE.match(near[:200])) for near in lines[at + 1 : at + 9]) >= 2
    if any(pattern.match(line) for pattern in _INTRODUCTIONS):
        return _quotes_follow(lines, at)
    return _wrapped_introduction(lines, at)


def _quotes_follow(lines: list[str], at: int) -> bool:
    """ "小林写道：" alone may be the writer's own sentence; with a date or an address, or before ">", it is not."""
    if re.search(rf"@|{_DATE_WORDS}|\d:\d\d", lines[at]):
        return True
    following = [line for line in lines[at + 1 : at + 4] if line.strip()]
    return bool(following) and following[0].lstrip().startswith(">")


def _wrapped_introduction(lines: list[str], at: int) -> bool:
    """Mailers wrap "On … wrote:" over two or three lines."""
    if not re.match(rf"^\s*(?:On\b|At\s+\d|在\s*\d|{_DATE_WORDS})", lines[at]):
        return False
    joined = lines[at].rstrip()
    for line in lines[at + 1 : at + 3]:
        joined += " " + line.strip()
        if len(joined) <= 400 and any(pattern.match(joined) for pattern in _INTRODUCTIONS):
            return bool(re.search(rf"@|{_DATE_WORDS}|\d:\d\d", joined))
    return False


def _quoted_tail(lines: list[str]) -> int:
    """Where the lines at the end that are all quoted or blank begin."""
    at = first = len(lines)
    while at and (lines[at - 1].startswith(">") or not lines[at - 1].strip()):
        at -= 1
        first = at if lines[at].startswith(">") else first
    return first


def _runs(lines: list[str]) -> list[bool]:
    """Runs of quoted (True) and written (False) lines, blank ones left out."""
    runs: list[bool] = []
    for line in lines:
        if line.strip():
            quoted = line.lstrip().startswith(">")
            if not runs or runs[-1] != quoted:
                runs.append(quoted)
    return runs


def _interleaved(below: list[str]) -> bool:
    """The answers stand between the quoted lines: then both are needed to understand either."""
    return len(re.findall("TF", "".join("T" if run else "F" for run in _runs(below)))) >= 2


def _written_below(lines: list[str]) -> Folded | None:
    """The quotation stands first, with or without its introduction, and the answer under it."""
    runs = _runs(lines)
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    if runs != [True, False] and not (runs == [False, True, False] and _introduces(lines, first)):
        return None
    last = max(at for at, line in enumerate(lines) if line.lstrip().startswith(">"))
    return _signed(lines[last + 1 :], lines[: last + 1])


def _signed(written: list[str], quoted: list[str]) -> Folded:
    cut = _signature_start(written)
    return Folded(
        "\n".join(written[:cut]).strip("\n "), "\n".join(quoted).strip("\n"), "\n".join(written[cut:]).strip("\n ")
    )


def _signature_start(lines: list[str]) -> int:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    for at in range(max(0, end - _LONGEST_SIGNATURE), end):
        if not _filled(lines[:at]):
            continue
        if _DASHES.match(lines[at]) or (at >= end - 3 and _DEVICES.match(lines[at])):
            return at
    return len(lines)


def _filled(lines: list[str]) -> bool:
    return any(line.strip() for line in lines)
