"""The console command `huitou`: one word for each thing that a person who runs it does."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence

DEMO_SEED = 20260101


def main(words: Sequence[str] | None = None) -> None:
    """Run one command; exit with its status."""
    arguments = _parser().parse_args(words)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huitou.settings")
    if getattr(arguments, "home", None):
        os.environ["HUITOU_HOME"] = arguments.home
    os.umask(0o077)  # the database, files and backups hold people's data: they are the owner's alone
    try:
        code = arguments.run(arguments) or 0
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away (`huitou doctor | head`): nothing is wrong
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="huitou", description="Huitou 回头: serve customers, and see whether they return."
    )
    parser.add_argument("--home", help="the data folder (default: HUITOU_HOME, else ./data)")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int | None], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    serve = command("serve", _serve, "run the web pages and the worker until stopped")
    serve.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--web", type=int, default=1, help="web processes (PostgreSQL: any number)")
    serve.add_argument("--workers", type=int, default=1, help="worker processes")
    serve.add_argument("--demo", action="store_true", help="fill an empty installation with the demo company first")
    web = command("web", _web, "only the web pages (one process)")
    web.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
    web.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    web.add_argument("--processes", type=int, default=1)
    command("worker", _worker, "only the worker")
    setup = command("setup", _setup, "prepare the database and make the first administrator (no demo data)")
    setup.add_argument("--username")
    setup.add_argument("--name")
    setup.add_argument("--company")
    demo = command("demo", _demo, "fill an empty installation with the demo company, or remove it")
    demo.add_argument("--ensure", action="store_true", help="do nothing when it is there already")
    demo.add_argument("--remove", action="store_true", help="remove the demo company and all its data")
    demo.add_argument("--seed", type=int, default=DEMO_SEED)
    load = command("import", _import, "import customers (.csv, .xlsx) or mail (.eml, mbox)")
    load.add_argument("file")
    load.add_argument("--dry-run", action="store_true", help="only say what would be done")
    load.add_argument("--channel", default="", help="slug of the channel that mail belongs to")
    token = command("token", _token, "make a key for a program; it is shown once")
    token.add_argument("username")
    token.add_argument("--name", default="console")
    command("backup", _backup, "write everything into one file").add_argument("file")
    restore = command("restore", _restore, "put a backup into an empty installation")
    restore.add_argument("file")
    command("doctor", _doctor, "look the installation over and say in plain words what is wrong")
    manage = command("manage", _manage, "a Django management command, for those who know")
    manage.add_argument("words", nargs=argparse.REMAINDER)
    return parser


def _django() -> None:
    import django

    django.setup()


def _serve(arguments: argparse.Namespace) -> int:
    from huitou.ops.serving import serve

    _django()
    if arguments.demo:
        from huitou.ops.demo import demo

        if code := demo(ensure=True, remove=False, seed=DEMO_SEED):
            return code
    return serve(host=arguments.host, port=arguments.port, web=arguments.web, workers=arguments.workers)


def _web(arguments: argparse.Namespace) -> None:
    from huitou.ops.serving import web

    web(host=arguments.host, port=arguments.port, processes=arguments.processes)


def _worker(_arguments: argparse.Namespace) -> None:
    from huitou.ops.serving import worker

    _django()
    worker()


def _setup(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.setup import setup

    return setup(username=arguments.username, name=arguments.name, company=arguments.company)


def _demo(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.demo import demo

    return demo(ensure=arguments.ensure, remove=arguments.remove, seed=arguments.seed)


def _import(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.importing import import_file

    return import_file(arguments.file, dry=arguments.dry_run, slug=arguments.channel)


def _token(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.setup import token

    return token(username=arguments.username, name=arguments.name)


def _backup(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.backup import backup

    return backup(arguments.file)


def _restore(arguments: argparse.Namespace) -> int:
    _django()
    from huitou.ops.backup import restore

    return restore(arguments.file)


def _doctor(_arguments: argparse.Namespace) -> int:
    from huitou.ops.doctor import doctor

    return doctor()


def _manage(arguments: argparse.Namespace) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["huitou manage", *arguments.words])
