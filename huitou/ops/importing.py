"""`huitou import`: customers from a table, conversations from mail files."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from huitou.channels.api import channel, channels, mails_in
from huitou.core.api import Refusal
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.sentences import sentence
from huitou.ops.words import Progress, complain, say, speak

TABLES = {".csv", ".tsv", ".txt", ".xlsx"}


def import_file(file: str, *, dry: bool, channel: str) -> int:
    """Import one file; which kind it is stands in its name (.csv .xlsx: customers, .eml .mbox: mail)."""
    speak()
    path = Path(file)
    if not path.is_file():
        return complain(_("没有找到文件 %(file)s。") % {"file": file})
    try:
        if path.suffix.lower() in TABLES:
            return _customers(path, dry)
        return _mails(path, dry, channel)
    except Refusal as refusal:
        return complain(sentence(refusal))


def _customers(path: Path, dry: bool) -> int:
    report = customers.import_table(raw=path.read_bytes(), filename=path.name, mapping=None, dry=dry)
    say(_("读了 %(rows)s 行：新增 %(made)s，更新 %(changed)s，未收 %(refused)s。") % vars(report))
    for refusal in report.refusals:
        say(f"  {refusal.line}: {sentence(Refusal(refusal.code, **refusal.params))}")
    if dry:
        say(_("这是试运行，没有写入。去掉 --dry-run 再运行一次就会写入。"))
    return 0


def _mails(path: Path, dry: bool, slug: str) -> int:
    way_in = channel(slug=slug) if slug else next((c for c in channels() if c.kind == "email_file"), None)
    if way_in is None:
        return complain(_("还没有“邮件文件”渠道，请先在设置里添加，或用 --channel 指定。"))
    progress = Progress(_("导入邮件"))
    new = 0
    for mail in mails_in(path=path):
        if not dry:
            new += not desk.receive_mail(channel_id=way_in.id, mail=mail).duplicate
        progress.step()
    progress.end()
    say(_("共 %(n)s 封，新增 %(new)s 封。") % {"n": progress.done, "new": new})
    return 0
