from pathlib import Path

from architecture.tests.mini import assert_found, assert_sound, findings

BROKEN = {"huitou/desk/pages.py": "x = 1\ndef page(:\n"}


def test_it_fails(tmp_path: Path) -> None:
    assert_found(tmp_path, "syntax", BROKEN, "huitou/desk/pages.py:2", "Python cannot read this file")


def test_it_passes(tmp_path: Path) -> None:
    assert_sound(tmp_path, "syntax", {"huitou/desk/pages.py": 'x = "云栖酒店西湖店"\n'})


def test_the_other_contracts_do_without_the_broken_file(tmp_path: Path) -> None:
    planted = {**BROKEN, "huitou/desk/jobs.py": "from huitou.voice.api import ask"}
    assert [one.path for one in findings(tmp_path, "layers", planted)] == ["huitou/desk/jobs.py"]
