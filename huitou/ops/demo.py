"""`huitou demo`: fill an empty installation with the demo company, or remove it with everything in it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from huitou.core.accounts import permissions
from huitou.core.api import Refusal, access, writing
from huitou.demo.api import PASSWORD, PEOPLE, fill, is_demo
from huitou.front.sentences import sentence
from huitou.ops.serving import prepare
from huitou.ops.words import Progress, complain, say, speak


def demo(*, ensure: bool, remove: bool, seed: int) -> int:
    """Fill, or with `remove` empty, the installation; with `ensure` do nothing where somebody already works."""
    speak()
    prepare()
    if remove:
        return _remove()
    progress = Progress(_("演示公司：经历过去六个月的会话"))
    try:
        fill(seed=seed, progress=progress.step)
    except Refusal as refusal:
        if ensure and refusal.code == "demo.not_empty":
            logins()
            return 0
        return complain(sentence(refusal))
    progress.end()
    logins()
    return 0


def logins() -> None:
    """Who can sign in; only in the demo."""
    if not is_demo():
        return
    say(_("演示账号（密码都是 %(password)s）：") % {"password": PASSWORD})
    for username in ("xiaolin", "laozhou", "manager", "quality", "boss", "admin"):
        person = next(person for person in PEOPLE if person.username == username)
        say(f"  {person.username:<10} {person.name}  {access.Role(person.role).label}")


def _remove() -> int:
    if not is_demo():
        return complain(sentence(Refusal("demo.not_a_demo")))
    if sys.stdin.isatty():
        say(_("这会清除演示公司和其中的一切，包括您自己在里面写的。继续请输入 yes："))
        if sys.stdin.readline().strip() != "yes":
            return complain(_("没有清除。"))
    call_command("flush", interactive=False, verbosity=0)
    with writing():
        permissions.found()
    shutil.rmtree(Path(settings.HUITOU_HOME) / "files", ignore_errors=True)
    say(_("演示公司已清除。运行 huitou setup 开始使用。"))
    return 0
