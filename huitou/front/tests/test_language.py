"""In which language a page is read: the reader's choice, on customers' pages else the company's, else Chinese."""

import pytest
from django.test import Client

from huitou.channels.api import make_channel
from huitou.core.api import put_setting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("company", "cookie", "shown"),
    [
        ("zh-hans", "", "zh-hans"),
        ("en", "", "en"),
        ("en", "zh-hans", "zh-hans"),
        ("zh-hans", "en", "en"),
        ("xx", "", "zh-hans"),
    ],
)
def test_a_customer_reads_in_the_language_of_their_choice_else_the_companys(
    company: str, cookie: str, shown: str
) -> None:
    make_channel(kind="form", name="留言", slug="liuyan")
    put_setting("company.language", company)
    client = Client()
    if cookie:
        client.cookies["huitou_language"] = cookie
    assert f'lang="{shown}"' in client.get("/f/liuyan").content.decode()


def test_colleagues_are_not_asked_what_the_company_set_for_customers() -> None:
    put_setting("company.language", "en")
    assert 'lang="zh-hans"' in Client().get("/login", follow=True).content.decode()
