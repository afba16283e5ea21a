"""Lock files are true on every machine: they name no address and every package has its hashes."""

import json
import re

import pytest

from tools import lock
from tools.progress import ROOT, StepFailed

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("path", [*LOCKS, ROOT / "package-lock.json"], ids=lambda path: path.name)
def test_a_lock_names_no_address(path):
    lock.refuse_addresses(path)


@pytest.mark.parametrize(
    "line",
    [
        "--find-links /somewhere",
        "--extra-index-url https://packages.example/simple",
        '      "resolved": "https://packages.example/esbuild.tgz",',
        "huitou @ file:///srv/huitou",
    ],
)
def test_an_address_in_a_lock_is_refused(tmp_path, monkeypatch, line):
    monkeypatch.setattr(lock, "ROOT", tmp_path)
    path = tmp_path / "run.txt"
    path.write_text(f"django==5.2.19 \\\n{line}\n", encoding="utf-8")
    with pytest.raises(StepFailed, match=r"run\.txt:2"):
        lock.refuse_addresses(path)


@pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)
def test_every_python_package_is_pinned_and_hashed(path):
    entries = re.split(r"\n(?=[a-z])", path.read_text(encoding="utf-8"))
    packages = [entry for entry in entries if "==" in entry.splitlines()[0]]
    assert packages
    assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []


def test_every_page_package_has_its_integrity():
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, about in packages.items() if name and "integrity" not in about] == []


def test_every_list_of_needs_has_a_lock():
    assert {path.stem for path in (ROOT / "requirements").glob("*.in")} == set(lock.NAMES) == {p.stem for p in LOCKS}
