"""No address of a registry in a lock file, no third party in a page.

Many users are behind the wall or offline: a page that fetches a font from elsewhere does not open there. A lock file
that names a registry installs only for those who can reach that one.
"""

import re
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.tree import Tree

NAME = "hosts"
ADDRESS = re.compile(
    r"""(?:https?:|(?:src|href|action)\s*=\s*["']|url\(\s*["']?)//([^/\s"'`<>)?#,;]+)""",
    re.IGNORECASE,
)
# Names of XML, names reserved for examples (RFC 2606), and this machine.
OURS = re.compile(
    r"(www\.)?w3\.org|([\w-]+\.)*example(\.(com|net|org|cn))?|[\w.-]+\.(test|invalid)|localhost|127\.0\.0\.1|\[::1\]",
    re.IGNORECASE,
)
LOCK_FILES = {"package-lock.json", "npm-shrinkwrap.json", "uv.lock", "poetry.lock", ".npmrc"}
NAMES_A_REGISTRY = re.compile(
    r"""--(?:extra-)?index-url|--find-links|--trusted-host|^\s*-[if]\s|"resolved"\s*:\s*"https?:|registry\s*=\s*\S*https?:"""
)
IS_AN_ADDRESS = re.compile(r"https?://|git\+")


def check(tree: Tree) -> Iterator[Finding]:
    """Every registry in a lock file, and every foreign host in templates, styles and scripts."""
    for path in tree.paths:
        if path.rpartition("/")[2] in LOCK_FILES or _is_requirements(path):
            yield from _lock_file(path, tree.text(path))
    pages = (*tree.ending(".html", ".jinja", ".svg", under="templates"), *tree.ending(".css", ".ts"))
    for path in pages:
        yield from _page(path, tree.text(path))


def _is_requirements(path: str) -> bool:
    return bool(re.search(r"(^|/)requirements[^/]*(/[^/]+)?\.(txt|in)$", path))


def _lock_file(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        bare = line.partition(" #")[0] if _is_requirements(path) else line
        if NAMES_A_REGISTRY.search(bare) or (_is_requirements(path) and IS_AN_ADDRESS.search(bare)):
            wrong = "The lock file names where packages are fetched from."
            mend = "compile it without addresses (see the target `lock` of the Makefile); hashes are enough."
            yield Finding(path, number, NAME, wrong, mend)


def _page(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.splitlines(), start=1):
        for host in ADDRESS.findall(line):
            bare = host.rpartition("@")[2]
            name = bare if bare.startswith("[") else bare.partition(":")[0]
            # A host that is filled in ({{ host }}, ${host}) is the installation's own.
            if not name.startswith(("{", "$")) and not OURS.fullmatch(name):
                wrong = f"The page speaks to {name}, a third party."
                mend = "ship the file with the product; links for readers belong in docs/."
                yield Finding(path, number, NAME, wrong, mend)
