"""A full disk: a sentence that says so, nothing half-written, and work goes on once there is space again."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.durability.web import Web, post, shop

SIZE = 24 * 2**20
FILLER = "filler"
PHONE = "13800008888"
LONG = "空调一直滴水，床单都湿了。" * 400


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MiB with the data folder in it."""
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(words, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.sqlite_only(reason="the disk of PostgreSQL is PostgreSQL's")
def test_on_a_full_disk_nothing_is_half_written_and_everybody_is_told(small_disk):
    env = {**os.environ, "HUITOU_HOME": str(small_disk), "DATABASE_URL": "", "HUITOU_LOG": "CRITICAL"}
    token = shop("found", env)
    kept: dict[str, int] = {}
    web = Web(env)
    try:
        web.wait()
        for number in range(3):
            _write(web, token, number, kept)
        _fill(small_disk)
        refused = 0
        for number in range(3, 60):
            refused += not _write(web, token, number, kept)
            if refused == 5:
                break
        assert refused == 5, "the disk was never full"
        (small_disk / FILLER).unlink()
        for number in range(60):  # those that were refused are written again with their own keys, the others are known
            assert _write(web, token, number, kept), f"message {number} was refused though there is space again"
    finally:
        web.end()
    told = json.loads(shop("tell", env))
    assert told["ids"] == kept
    assert told["texts"] == dict.fromkeys(kept, 1)
    assert (told["facts"], told["inbound"], told["found"]) == (60, 60, 60)
    assert (told["inbound_alone"], told["newest_wrong"], told["integrity"]) == (0, 0, "ok")


def _write(web: Web, token: str, number: int, kept: dict[str, int]) -> bool:
    text = f"第 {number} 次报修：{LONG}"
    answer = post(web.port, token, f"disk-{number}", text, PHONE)
    if answer.status in (200, 201):
        kept[text] = int(str(answer.body["message_id"]))
        return True
    assert answer.status == 507, answer
    assert "磁盘满了，这次没有保存" in str(answer.body["detail"])
    assert text not in kept
    return False


def _fill(folder: Path) -> None:
    """Take all the space that is left but a little."""
    free = os.statvfs(folder).f_bavail * os.statvfs(folder).f_frsize
    with (folder / FILLER).open("wb") as file:
        file.write(bytes(max(free - 256 * 1024, 0)))
