"""The worked example of the method page is run."""

import doctest
from pathlib import Path

METHODS = Path(__file__).parents[3] / "docs" / "methods"


def test_the_page_about_expectation_and_experience_holds() -> None:
    done = doctest.testfile(str(METHODS / "assignment.md"), module_relative=False)
    assert done.attempted >= 5 and not done.failed
