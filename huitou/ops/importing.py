"""`huitou import`: customers from a table, conversations from mail files."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huitou.channels.api import InboundMail, channel, channels, is_mail, mails_in
from huitou.core.api import SYSTEM, Refusal, run_due_jobs
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.sentences import sentence
from huitou.ops.serving import prepare
from huitou.ops.words import Progress, complain, say, speak

TABLES = {".csv", ".tsv", ".txt", ".xlsx"}


class _Tried(Exception):
    """Takes back what a trial wrote."""


def import_file(file: str, *, dry: bool, slug: str) -> int:
    """Import one file; which kind it is stands in its name (.csv .xlsx: customers, .eml .mbox or a folder: mail)."""
    speak()
    prepare()
    path = Path(file)
    if not path.exists():
        return complain(_("没有找到文件 %(file)s。") % {"file": file})
    try:
        if path.suffix.lower() in TABLES:
            return _customers(path, dry)
        if is_mail(path=path):
            return _mails(path, dry, slug)
        return complain(
            _(
                "不认识 %(file)s 这种文件，没有导入。客户用 .csv 或 .xlsx（旧的 .xls 请另存），邮件用 .eml、.mbox 或它们的文件夹。"
            )
            % {"file": path.name}
        )
    except Refusal as refusal:
        return complain(sentence(refusal))


def _customers(path: Path, dry: bool) -> int:
    run_id = customers.start_import(content=path.read_bytes(), filename=path.name, dry=dry, actor=SYSTEM)
    run = customers.import_run(run_id=run_id)
    progress = Progress(_("导入客户"), run.rows)
    # The import is a job: a worker that runs beside us may take its steps as well, each is done once.
    while run.state not in {"done", "failed"}:
        run_due_jobs()
        before, run = run.done, customers.import_run(run_id=run_id)
        progress.step(run.done - before)
    progress.end()
    counts = {"rows": run.rows, "made": run.made, "changed": run.changed, "same": run.same, "refused": run.refused}
    say(_("读了 %(rows)s 行：新增 %(made)s，更新 %(changed)s，没有变化 %(same)s，未收 %(refused)s。") % counts)
    for row in customers.refused_rows(run_id=run_id, limit=200):
        say(_("  第 %(line)s 行：%(why)s") % {"line": row.line, "why": row.sentence})
    if dry:
        say(_("这是试运行，没有写入。去掉 --dry-run 再运行一次就会写入。"))
    return int(run.state == "failed")


def _mails(path: Path, dry: bool, slug: str) -> int:
    way_in = channel(slug=slug) if slug else next((c for c in channels() if c.kind == "email_file"), None)
    if way_in is None:
        return complain(_("还没有“邮件文件”渠道，请先在设置里添加，或用 --channel 指定。"))
    progress, new = Progress(_("导入邮件")), 0
    for mail in mails_in(path=path):
        new += int(_try(way_in.id, mail) if dry else _take(way_in.id, mail))
        progress.step()
    progress.end()
    say(
        ngettext("共 %(n)s 封，新增 %(new)s 封。", "共 %(n)s 封，新增 %(new)s 封。", progress.done)
        % {"n": progress.done, "new": new}
    )
    if dry:
        say(_("这是试运行，没有写入。去掉 --dry-run 再运行一次就会写入。"))
    return 0


def _try(channel_id: int, mail: InboundMail) -> bool:
    """Whether the mail would be new; it is written and taken back."""
    new = False
    with suppress(_Tried), transaction.atomic():
        new = _take(channel_id, mail)
        raise _Tried
    return new


def _take(channel_id: int, mail: InboundMail) -> bool:
    """One mail becomes a message; True when it was not there yet. One that refuses is told, the others go on."""
    try:
        received = desk.receive(
            channel_id=channel_id,
            key=mail.key,
            handles=list(mail.handles),
            name=mail.name,
            text=mail.text,
            html=mail.html,
            subject=mail.subject,
            at=mail.at,
            files=[desk.IncomingFile(**vars(file)) for file in mail.files],
            refers_to=mail.refers_to,
            known_as=mail.known_as,
            source=mail.source,
            automatic=bool(mail.automatic),
            lenient=True,
        )
    except Refusal as refusal:
        say(f"  {mail.place}: {sentence(refusal)}")
        return False
    return not received.duplicate
