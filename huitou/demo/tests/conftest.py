"""The demo's clock must not run on in the tests of others."""

from collections.abc import Iterator

import pytest

from huitou.core.api import look_again


@pytest.fixture(autouse=True)
def the_clock_is_read_anew() -> Iterator[None]:
    look_again()
    yield
    look_again()
