"""The command as `make check` calls it, the ladder itself, and that no contract is without its test."""

from pathlib import Path

import pytest

from architecture import ladder
from architecture.__main__ import main
from architecture.contracts import CONTRACTS
from architecture.tests.mini import house


def test_a_sound_house_ends_with_0_and_a_table_of_rooms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house(tmp_path, {"huitou/desk/cases/actions.py": "def close():\n    return 1\n"})
    assert main(["--root", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert next(line.split() for line in printed if line.startswith("desk")) == ["desk", "3", "2", "0", "2", "2", "0"]
    assert printed[-1].endswith(f"{len(CONTRACTS)} contracts, 0 findings")


def test_a_planted_wrong_ends_with_1_and_one_line_that_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house(tmp_path, {"huitou/desk/pages.py": "from huitou.voice.api import ratings\n"})
    assert main(["--root", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[0] == (
        "huitou/desk/pages.py:1: [layers] desk imports huitou.voice.api, but voice stands above desk. "
        "Mend: let desk record a fact that voice listens to, or let voice call huitou.desk.api."
    )


def test_one_contract_can_be_asked_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    house(tmp_path, {"huitou/desk/pages.py": "from huitou.voice.models import Rating\n"})
    assert main(["doors", "--root", str(tmp_path)]) == 1
    assert "[layers]" not in capsys.readouterr().out


def test_a_contract_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doorz"])
    assert "there is no contract doorz" in capsys.readouterr().err


def test_the_ladder_is_the_one_of_the_architecture() -> None:
    assert ladder.in_words() == (
        "measures < core < roster < customers | channels < desk < calls | voice < loyalty < improve < team < front < demo"
    )
    assert all(room.meaning for rooms in ladder.LADDER for room in rooms)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_every_contract_has_its_tests(contract: str) -> None:
    tests = (Path(__file__).parent / f"test_{contract}.py").read_text(encoding="utf-8")
    assert "def test_it_fails" in tests
    assert "def test_it_passes" in tests
