"""云栖酒店西湖店: 小林 answers, 老周 leads the shift, 陈经理 manages."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from huitou.core.api import Actor
from huitou.core.testing import somebody
from huitou.roster.testing import a_site, a_team_with


@dataclass(frozen=True)
class Shop:
    site: int
    team: int
    lin: int
    zhou: int
    chen: int

    @property
    def by_chen(self) -> Actor:
        return Actor.account(self.chen)


@pytest.fixture
def shop(db) -> Shop:
    lin, zhou, chen = (somebody(role).pk for role in ("agent", "leader", "manager"))
    site = a_site()
    return Shop(site=site, team=a_team_with(lin, leaders=[zhou], site_id=site), lin=lin, zhou=zhou, chen=chen)
