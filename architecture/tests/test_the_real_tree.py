"""Last of all: this checkout keeps its own contracts, and they are read while one waits."""

import time

import pytest

from architecture.__main__ import CHECKOUT, check
from architecture.contracts import CONTRACTS, clock, markup
from architecture.tree import Tree


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree.read(CHECKOUT)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_the_house_keeps_the_contract(tree: Tree, contract: str) -> None:
    assert "\n".join(str(found) for found in CONTRACTS[contract](tree)) == ""


@pytest.mark.parametrize("path", [*clock.ALLOWED, *markup.ALLOWED])
def test_no_exception_outlives_its_file(tree: Tree, path: str) -> None:
    assert path in tree.paths


def test_all_contracts_are_checked_within_three_seconds_of_work() -> None:
    begun = time.process_time()
    check(Tree.read(CHECKOUT), list(CONTRACTS))
    assert time.process_time() - begun < 3
