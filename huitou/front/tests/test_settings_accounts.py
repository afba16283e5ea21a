"""The administrator makes accounts, closes them, and cannot lock the last one out."""

import pytest
from django.test import Client

from huitou.core.api import PERMISSIONS, access, facts_page, setting
from huitou.core.testing import PASSWORD, Account, somebody

pytestmark = pytest.mark.django_db
LIN = {"name": "小林", "username": "xiaolin", "role": "agent", "password": PASSWORD, "email": ""}


@pytest.fixture
def admin():
    return somebody("admin")


@pytest.fixture
def office(admin):
    client = Client()
    client.post("/login", {"login": "guanli", "password": PASSWORD})
    return client


def test_lin_gets_an_account_and_comes_in(office):
    assert office.post("/settings/accounts", LIN)["Location"] == "/settings/accounts?saved=1"
    assert "小林" in office.get("/settings/accounts").content.decode()
    assert Client().post("/login", {"login": "xiaolin", "password": PASSWORD})["Location"] == "/desk"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"username": "GUANLI"}, "已经有人用了"),
        ({"username": ""}, "登录名和姓名都要填写"),
        ({"name": "  "}, "登录名和姓名都要填写"),
        ({"username": "a" * 61}, "60"),
        ({"username": "lin@yunqi"}, "不能有 @"),
        ({"role": "god"}, "没有这个角色"),
        ({"email": "lin at yunqi"}, "不完整"),
        ({"password": "1234567890"}, "密码太弱"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(office, change, words):
    answer = office.post("/settings/accounts", LIN | change)
    assert answer.status_code in (409, 422)
    assert words in answer.content.decode()
    assert (LIN | change)["name"].strip() in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
    assert Account.objects.count() == 1


def test_a_closed_account_is_out_at_once_and_its_work_is_given_back_by_a_fact(office):
    lin = somebody("agent")
    desk = Client()
    desk.post("/login", {"login": "xiaolin", "password": PASSWORD})
    office.post(f"/settings/accounts/{lin.pk}/closure")
    assert desk.get("/settings/me")["Location"].startswith("/login")
    assert facts_page(name_starts="core.account_closed")[0].data == {"account_id": lin.pk}
    office.post(f"/settings/accounts/{lin.pk}/closure", {"reopen": "1"})
    assert desk.post("/login", {"login": "xiaolin", "password": PASSWORD}).status_code == 302


def test_a_new_role_holds_from_the_next_page_on(office):
    lin = somebody("agent")
    desk = Client()
    desk.post("/login", {"login": "xiaolin", "password": PASSWORD})
    assert desk.get("/settings/company").status_code == 403
    office.post(f"/settings/accounts/{lin.pk}", {"name": "小林", "email": "", "role": "manager"})
    assert desk.get("/settings/company").status_code == 200


def test_the_last_who_manages_cannot_be_demoted(office, admin):
    answer = office.post(f"/settings/accounts/{admin.pk}", {"name": "管理员", "email": "", "role": "agent"})
    assert answer.status_code == 409
    assert "至少要留一个" in answer.content.decode()
    admin.refresh_from_db()
    assert admin.role == "admin"


def test_one_does_not_close_oneself(office, admin):
    office.post(f"/settings/accounts/{admin.pk}/closure")
    admin.refresh_from_db()
    assert admin.is_active


def table(**changes):
    held = {role: set(names) for role, names in access.table_of_rights().items()}
    for role, names in changes.items():
        held[role] = set(names)
    return {f"{role}:{name}": "on" for role, names in held.items() for name in names}


def test_the_table_of_rights_is_the_companys_own(office):
    somebody("quality")
    xu = Client()
    xu.post("/login", {"login": "xunuo", "password": PASSWORD})
    assert xu.get("/settings/company").status_code == 403
    office.post("/settings/rights", table(quality={"settings.edit"}))
    assert xu.get("/settings/company").status_code == 200
    assert access.table_of_rights()["quality"] == {"settings.edit"}
    fact = facts_page(name_starts="core.rights_changed")[0].data
    assert (fact["role"], fact["given"]) == ("quality", ["settings.edit"])


def test_nobody_can_take_the_last_key_away(office):
    answer = office.post("/settings/rights", table(admin=set(PERMISSIONS) - {"accounts.manage"}))
    assert answer.status_code == 409
    assert "accounts.manage" in access.table_of_rights()["admin"]


def test_the_table_shows_each_right_for_each_role(office):
    shown = office.get("/settings/rights").content.decode()
    assert shown.count('type="checkbox"') == len(PERMISSIONS) * 6 + 6
    assert 'aria-label="坐席：回复客户、写内部备注" checked' in shown


def test_roles_are_asked_for_a_second_factor(office):
    office.post("/settings/rights/second-factor", {"roles": ["manager", "executive"]})
    assert setting("access.second_factor_roles") == ["executive", "manager"]
    assert office.post("/settings/rights/second-factor", {"roles": ["god"]}).status_code == 422


def test_a_forgotten_password_is_given_anew_and_old_sessions_end(office):
    lin = somebody("agent")
    desk = Client()
    desk.post("/login", {"login": "xiaolin", "password": PASSWORD})
    office.post(f"/settings/accounts/{lin.pk}/password", {"password": "断桥残雪今年看了三遍"})
    assert desk.get("/settings/me").status_code == 302
    assert desk.post("/login", {"login": "xiaolin", "password": "断桥残雪今年看了三遍"})["Location"] == "/desk"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "company.name"),
        ("zone", "Mars/Olympus", "company.zone"),
        ("url", "javascript:alert(1)", "company.url"),
        ("undo", "-1", "desk.undo_seconds"),
        ("undo", "fünf", "秒数"),
        ("files", "100000", "files.max_bytes"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_whole(office, field, value, words):
    good = {"name": "云栖", "zone": "Asia/Shanghai", "url": "", "language": "zh-hans", "undo": "5", "files": "25"}
    good |= {"remind": "15", "most": "40"}
    assert office.post("/settings/company", good).status_code == 302
    answer = office.post("/settings/company", good | {"name": "别的名字"} | {field: value})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert setting("company.name") == "云栖"


def test_the_settings_lead_to_the_page_that_one_may_open(office):
    somebody("agent")
    desk = Client()
    desk.post("/login", {"login": "xiaolin", "password": PASSWORD})
    assert office.get("/settings")["Location"] == "/settings/company"
    assert desk.get("/settings")["Location"] == "/settings/me"
    assert "权限表" not in desk.get("/settings/me").content.decode()
