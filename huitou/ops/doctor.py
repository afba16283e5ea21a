"""`huitou doctor`: looks an installation over and says in plain words what is wrong and what to do."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from huitou.ops.words import say, speak

LEAST_FREE = 1024**3
GOOD, WORTH_A_LOOK, WRONG = "✓", "!", "✗"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: a mark, what was found, what to do about it (empty when good)."""

    mark: str
    text: str
    todo: str = ""


def doctor() -> int:
    """Look at everything; exit status 1 when something is wrong."""
    import django

    django.setup()
    speak()
    findings: list[Finding] = []
    for look in LOOKS:
        for finding in _safely(look):
            findings.append(finding)
            say(f"{finding.mark} {finding.text}")
            if finding.todo:
                say(f"    → {finding.todo}")
        if findings and findings[-1].mark == WRONG and look in STOPPERS:
            break
    return int(any(f.mark == WRONG for f in findings))


def _safely(look: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    from django.utils.translation import gettext as _

    try:
        yield from look()
    except Exception as error:
        # A doctor that falls ill helps nobody: what it could not look at is a finding.
        name = look.__name__.removeprefix("_")
        yield Finding(WRONG, _("检查“%(name)s”时出错：%(error)s") % {"name": name, "error": error})


def _python() -> Iterator[Finding]:
    from django.utils.translation import gettext as _

    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    yield Finding(GOOD if good else WRONG, f"Python {version}", "" if good else _("需要 Python 3.11 或更新版本。"))


def _folder() -> Iterator[Finding]:
    from django.conf import settings
    from django.utils.translation import gettext as _

    home = Path(settings.HUITOU_HOME)
    if not os.access(home, os.W_OK):
        yield Finding(WRONG, _("数据目录 %(home)s 不能写入") % {"home": home}, _("请检查目录的所有者和权限。"))
        return
    yield Finding(GOOD, _("数据目录 %(home)s 可以写入") % {"home": home})
    free = shutil.disk_usage(home).free
    text = _("磁盘剩余 %(free).1f GB") % {"free": free / 1024**3}
    yield Finding(GOOD if free > LEAST_FREE else WRONG, text, "" if free > LEAST_FREE else _("请先腾出磁盘空间。"))
    secret = home / "secret"
    if secret.exists() and secret.stat().st_mode & 0o077:
        yield Finding(WRONG, _("密钥文件别人也能读"), f"chmod 600 {secret}")


def _database() -> Iterator[Finding]:
    from django.db import connection
    from django.utils.translation import gettext as _

    connection.ensure_connection()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SHOW server_version")
            yield Finding(GOOD, f"PostgreSQL {cursor.fetchone()[0]}")
            return
        cursor.execute("PRAGMA quick_check(1)")
        answer = cursor.fetchone()[0]
        good = answer == "ok"
        yield Finding(
            GOOD if good else WRONG, f"SQLite: {answer}", "" if good else _("数据库文件损坏，请从最近的备份恢复。")
        )
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        if mode != "wal":
            yield Finding(WRONG, _("SQLite 没有使用 WAL 方式"), _("数据目录可能在网络磁盘上，请换到本机磁盘。"))


def _tables() -> Iterator[Finding]:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Finding(
            WRONG,
            ngettext("数据表还差 %(n)s 步更新", "数据表还差 %(n)s 步更新", len(plan)) % {"n": len(plan)},
            "huitou serve",
        )
    else:
        yield Finding(GOOD, _("数据表是最新的"))


def _people() -> Iterator[Finding]:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from huitou.core.models import Account

    admins = Account.objects.filter(role="admin", is_active=True).count()
    if admins:
        yield Finding(GOOD, ngettext("有 %(n)s 个管理员", "有 %(n)s 个管理员", admins) % {"n": admins})
    else:
        yield Finding(WRONG, _("还没有管理员"), "huitou setup")


def _pages() -> Iterator[Finding]:
    from django.conf import settings
    from django.utils.translation import gettext as _

    if (settings.STATIC_DIR / "huitou" / "manifest.json").exists():
        yield Finding(GOOD, _("页面文件齐全"))
    else:
        yield Finding(WRONG, _("页面文件没有生成"), "make build")
    if not (settings.LOCALE_PATHS[0] / "en" / "LC_MESSAGES" / "django.mo").exists():
        yield Finding(WORTH_A_LOOK, _("英文译文没有生成，英文界面会显示中文"), "make build")


def _worker() -> Iterator[Finding]:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from huitou.core.api import now
    from huitou.core.jobs import upkeep

    beat = upkeep.last_beat()
    if beat is None or now() - beat > timedelta(minutes=5):
        yield Finding(WORTH_A_LOOK, _("五分钟内没有后台进程的动静：提醒、升级和发送都靠它"), "huitou serve")
    else:
        yield Finding(GOOD, _("后台进程在工作"))
    late = upkeep.overdue(by=timedelta(minutes=2))
    if late:
        yield Finding(
            WRONG,
            ngettext("有 %(n)s 项任务过了时间还没做", "有 %(n)s 项任务过了时间还没做", late) % {"n": late},
            _("请确认 huitou serve 在运行。"),
        )
    for name, error in upkeep.given_up():
        last = error.strip().splitlines()[-1:] or [""]
        yield Finding(WRONG, _("任务 %(name)s 多次失败后放弃了：%(error)s") % {"name": name, "error": last[0]})


def _files() -> Iterator[Finding]:
    from django.utils.translation import gettext as _
    from django.utils.translation import ngettext

    from huitou.core.files.files import path_of
    from huitou.core.models import Blob

    lost = [d for d in Blob.objects.values_list("digest", flat=True).iterator() if not path_of(d).exists()]
    if lost:
        yield Finding(
            WRONG,
            ngettext("有 %(n)s 个附件在磁盘上找不到", "有 %(n)s 个附件在磁盘上找不到", len(lost)) % {"n": len(lost)},
            _("请从备份中取回 files 目录。"),
        )
    else:
        yield Finding(GOOD, _("附件都在"))


def _calendar() -> Iterator[Finding]:
    from django.utils.translation import gettext as _

    from huitou.core.api import now, zone
    from huitou.roster.api import calendar_warning

    today = now().astimezone(zone()).date()
    warning = calendar_warning(today=today)
    if warning:
        text = _("%(year)s 年的放假安排还没有正式公布或本版本还不知道") % {"year": warning.year}
        yield Finding(WORTH_A_LOOK, text, _("公布后请升级，或在设置里补充特殊日期。"))
    else:
        yield Finding(GOOD, _("放假与调休日历有效"))


def _web() -> Iterator[Finding]:
    from django.conf import settings
    from django.utils.translation import gettext as _

    from huitou.core.api import setting

    if setting("proxy.seen") and not settings.BEHIND_PROXY:
        text = _("有请求是经代理转来的，但没有说明前面有代理：所有客户看起来都来自同一个地址，留言多了会互相挡住")
        yield Finding(
            WORTH_A_LOOK, text, _("前面若是您自己的代理，请设置 HUITOU_BEHIND_PROXY=1 并重启；若不是，可以不管。")
        )
    if settings.HUITOU_URL and not settings.SECURE:
        yield Finding(WORTH_A_LOOK, _("对外网址没有用 https，密码和客户资料会明文传送"), "HUITOU_URL=https://…")
    if settings.DEBUG:
        yield Finding(WRONG, _("调试模式开着，出错页会暴露内部信息"), "HUITOU_DEBUG=0")


LOOKS = (_python, _folder, _database, _tables, _people, _pages, _worker, _files, _calendar, _web)
STOPPERS = (_folder, _database, _tables)
