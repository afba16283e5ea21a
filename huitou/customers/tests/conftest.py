"""王女士 of 云栖酒店西湖店, and 小林 who looks after her record."""

from __future__ import annotations

import pytest

from huitou.core.api import Actor
from huitou.core.testing import somebody
from huitou.roster.testing import a_site


@pytest.fixture
def lin(db) -> Actor:
    return Actor.account(somebody("agent").pk)


@pytest.fixture
def site(db) -> int:
    return a_site()
