"""Serving: `huitou serve` is a supervisor over web processes and workers; each can also be run alone."""

from __future__ import annotations

import errno
import signal
import socket
import threading

from django.utils.translation import gettext as _

from huitou.ops.supervisor import become_supervisor, own
from huitou.ops.words import complain, say


def serve(*, host: str, port: int, web: int, workers: int) -> int:
    """Bring the tables up to date, then run everything until stopped; 1 when the port cannot be had."""
    if trouble := _port_trouble(host, port):
        return complain(trouble)
    prepare()
    say(f"回头 Huitou: http://{host}:{port}")
    _tell_first_key()
    commands = [own("web", "--host", host, "--port", str(port), "--processes", str(web))]
    commands += [own("worker")] * workers
    return become_supervisor(commands)


def _port_trouble(host: str, port: int) -> str:
    """Why nothing can be served there, or "". The web process shares its port, so that it would not notice another."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return _(
                "端口 %(port)s 已经被占用，也许回头已经在运行。换一个端口：PORT=%(other)s make run，或 huitou serve --port %(other)s。"
            ) % {"port": port, "other": port + 1}
        return _("不能在 %(host)s:%(port)s 上打开网页：%(error)s") % {"host": host, "port": port, "error": error}
    return ""


def _tell_first_key() -> None:
    """On a new installation: what proves in the browser that it is the one who installed it."""
    from huitou.core.api import access  # the web process imports this module before Django is set up

    if key := access.first_key():
        say(_("还没有账号。打开网址，用这个启动密钥建第一位管理员：%(key)s") % {"key": key})


def prepare() -> None:
    """Create or update the tables; quick when there is nothing to do."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def web(*, host: str, port: int, processes: int) -> None:
    """Serve pages and live push on one port."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "huitou.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=processes,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        backpressure=2048,
    ).serve()


def worker() -> None:
    """Do what is due until told to stop."""
    from huitou.core.jobs.worker import run_worker

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_worker(stop=stop)
