"""Is this mail the word of a person? Bounces, auto answers, receipts, lists and notices are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message

from huitou.channels.email.headers import addresses, children, parameters, raw_value, words
from huitou.channels.email.parsed import Auto, AutoKind, FailedRecipient

_DAEMON = re.compile(r"^(?:mailer-daemon|postmaster|mail-daemon|mdaemon|noreply-bounce)(?:@|$)", re.I)
_BOUNCE_SUBJECT = re.compile(
    r"undeliver|delivery (?:status|failure|has failed)|returned mail|failure notice|mail delivery failed|退信|系统退信|投递失败|无法送达|未送达|传送失败",
    re.I,
)
_ANSWER_SUBJECT = re.compile(
    r"^\s*(?:auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|自动回复|自動回覆|自动答复|外出自动|休假自动)\s*[:：]?",
    re.I,
)
_ADDRESS = re.compile(r"(?<![\w.%+=-])[A-Za-z0-9._%+=-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_DELAYED = ("delayed", "relayed", "delivered", "expanded")


def kind_of(message: Message, text: str) -> AutoKind | None:
    """RFC 3834, 3464, 8098 and 2919 by the headers, and what mailers do instead of them. None: a person wrote."""
    if _is_bounce(message):
        return AutoKind(Auto.BOUNCE, _failed(message, text))
    if _report_type(message) == "disposition-notification":
        return AutoKind(Auto.RECEIPT)
    if _is_answer(message):
        return AutoKind(Auto.ANSWER)
    list_id = _list_id(message)
    if list_id or raw_value(message, "List-Post"):
        return AutoKind(Auto.LIST, list_id=list_id)
    submitted = _submitted(message)
    if submitted not in {"", "no"} or _precedence(message) in {"bulk", "junk", "list"}:
        return AutoKind(Auto.NOTICE)
    return None


def _report_type(message: Message) -> str:
    kind, values = parameters(raw_value(message, "Content-Type"))
    return values.get("report-type", "").lower() if kind == "multipart/report" else ""


def _is_bounce(message: Message) -> bool:
    if _report_type(message) == "delivery-status" or raw_value(message, "X-Failed-Recipients"):
        return True
    sender = addresses(raw_value(message, "From"))
    from_daemon = bool(sender) and bool(_DAEMON.match(sender[0][1]))
    nobody = raw_value(message, "Return-Path") == "<>" or from_daemon
    return nobody and bool(_BOUNCE_SUBJECT.search(words(raw_value(message, "Subject"))))


def _is_answer(message: Message) -> bool:
    if _submitted(message) == "auto-replied" or _precedence(message) == "auto_reply":
        return True
    if any(raw_value(message, name) not in {"", "no"} for name in ("X-Autoreply", "X-Autorespond", "X-AutoReply-From")):
        return True
    return bool(_ANSWER_SUBJECT.match(words(raw_value(message, "Subject"))))


def _submitted(message: Message) -> str:
    return raw_value(message, "Auto-Submitted").split(";")[0].split("(")[0].strip().lower()


def _precedence(message: Message) -> str:
    return raw_value(message, "Precedence").strip().lower().replace("-", "_")


def _list_id(message: Message) -> str:
    value = raw_value(message, "List-Id")
    inside = re.search(r"<([^<>]{1,255})>", value)
    return (inside[1] if inside else value).strip()[:255]


def _failed(message: Message, text: str) -> tuple[FailedRecipient, ...]:
    return tuple(_reported(message)) or tuple(_told(message, text))


def _reported(message: Message) -> Iterator[FailedRecipient]:
    """The recipient blocks of a message/delivery-status part."""
    for part in message.walk():
        if parameters(raw_value(part, "Content-Type"))[0] not in {
            "message/delivery-status",
            "message/global-delivery-status",
        }:
            continue
        for block in children(part) or []:
            action = raw_value(block, "Action").lower()
            recipient = raw_value(block, "Final-Recipient") or raw_value(block, "Original-Recipient")
            address = recipient.partition(";")[2].strip(" <>") or recipient.strip(" <>")
            if address and action not in _DELAYED[1:]:
                status = (_STATUS.search(raw_value(block, "Status")) or [""])[0]
                reason = raw_value(block, "Diagnostic-Code").partition(";")[2].strip()
                permanent = False if action == "delayed" else _permanent(status)
                yield FailedRecipient(address[:254], status, permanent, reason[:500])


def _told(message: Message, text: str) -> Iterator[FailedRecipient]:
    """Bounces of mailers that write prose only: the first address in it that is not a daemon or one of ours."""
    status = (_STATUS.search(text) or [""])[0]
    own = {address.lower() for _, address in addresses(raw_value(message, "To"))}
    listed = addresses(raw_value(message, "X-Failed-Recipients"))
    named = [address for _, address in listed] or [
        found for found in _ADDRESS.findall(text) if not _DAEMON.match(found) and found.lower() not in own
    ][:1]
    for address in dict.fromkeys(named):
        yield FailedRecipient(address[:254], status, _permanent(status), "")


def _permanent(status: str) -> bool | None:
    return {"5": True, "4": False}.get(status[:1])
