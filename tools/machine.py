"""What the machine itself must have, and how to get it from Debian when it has not."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.progress import StepFailed, log_of, run_logged

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_NAMES = ("*CJK*", "*WenQuanYi*", "wqy*", "*SourceHan*", "*NotoSansSC*", "*SimSun*", "*msyh*")


def browser() -> str | None:
    """The path of a Chromium or Chrome, or None; HUITOU_CHROMIUM names another one."""
    named = os.environ.get("HUITOU_CHROMIUM")
    if named:
        return named
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def has_chinese_font() -> bool:
    """Whether pages can be drawn with Chinese letters (other systems than Linux bring a font along)."""
    if not sys.platform.startswith("linux"):
        return True
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(True for folder in folders if folder.is_dir() for name in FONT_NAMES for _ in folder.rglob(name))


@functools.cache
def privilege() -> tuple[str, ...] | None:
    """The words before apt-get: none as root, `sudo -n` where that works; None when packages cannot be installed."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ()
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    return ("sudo", "-n") if allowed.returncode == 0 else None


def install(*packages: str) -> None:
    """Install Debian packages; StepFailed with the command to type when this user may not."""
    before = privilege()
    by_hand = f"sudo apt-get install {' '.join(packages)}"
    if before is None:
        raise StepFailed(f"Please install it yourself: {by_hand}")
    log = log_of("debian packages")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    words = [*before, "apt-get", "install", "-y", "--no-install-recommends", *packages]
    try:
        run_logged(words, log=log, env=env)
    except StepFailed:
        # A fresh machine has no package lists, or old ones.
        try:
            run_logged([*before, "apt-get", "update"], log=log, env=env)
            run_logged(words, log=log, env=env)
        except StepFailed as failure:
            raise StepFailed(f"{failure}. By hand: {by_hand}", log) from failure
