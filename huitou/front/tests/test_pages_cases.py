"""A case on its page: five questions, closing with what is missing said, its number, links, and its visit."""

import re

import pytest

from huitou.core.api import facts_page
from huitou.core.testing import somebody
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import open_shop, screen, text_of
from huitou.voice.api import Told, invite, rate, tell_expectation

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def lin(shop):
    return screen("agent")


def number_of(found):
    return desk.case(case_id=found.case_id).case.number


def test_the_list_is_narrowed_and_a_number_leads_to_its_case(shop, lin):
    complaint = shop.wrote("王芳", "13800138000", "空调太吵")
    praise = shop.wrote("李强", "13800138001", "前台很热情", kind="praise")
    page = text_of(lin.get("/cases", {"kind": "complaint"}))
    assert number_of(complaint) in page
    assert number_of(praise) not in page
    assert lin.get("/cases", {"number": number_of(praise).lower()})["Location"] == f"/cases/{number_of(praise)}"
    assert "没有编号为“C1”的工单" in text_of(lin.get("/cases", {"number": "C1"}))


def test_a_closed_case_leaves_the_list_of_what_is_to_be_done(shop, lin):
    found = shop.wrote("王芳", "13800138000", "前台很热情", kind="praise")
    lin.post(f"/cases/{number_of(found)}/closure", {"reason": "answered"})
    assert number_of(found) not in text_of(lin.get("/cases"))
    assert number_of(found) in text_of(lin.get("/cases", {"state": "closed"}))


def test_a_complaint_is_not_closed_before_its_questions_unless_lin_says_so(shop, lin):
    found = shop.wrote("王芳", "13800138000")
    href = f"/cases/{number_of(found)}"
    refused = lin.post(f"{href}/closure", {"reason": "solved", "word": "换了房"})
    assert refused.status_code == 409
    assert 'name="despite" value="desk.case_incomplete"' in text_of(refused)
    assert 'value="换了房"' in text_of(refused)
    assert desk.case(case_id=found.case_id).case.state == "open"
    lin.post(f"{href}/closure", {"reason": "solved", "word": "换了房", "despite": "desk.case_incomplete"})
    page = text_of(lin.get(href))
    assert "办结：已解决" in page
    assert "打电话回访" in page


def test_an_open_promise_is_objected_to_as_well(shop, lin):
    found = shop.wrote("李强", "13800138001", "前台很热情", kind="praise")
    shop.promised(found)
    href = f"/cases/{number_of(found)}"
    assert "还有 1 项承诺没有结果" in text_of(lin.post(f"{href}/closure", {"reason": "answered"}))
    assert "给您答复换房的事" in text_of(lin.get(href))


def test_the_five_questions_are_answered_on_the_page(shop, lin):
    found = shop.wrote("王芳", "13800138000")
    href = f"/cases/{number_of(found)}"
    lin.post(f"{href}/answers", {"question": "explicit", "answer": "要求换到安静的房间"})
    page = text_of(lin.get(href))
    assert "要求换到安静的房间" in page
    assert "1/5" in page
    long = lin.post(f"{href}/answers", {"question": "implicit", "answer": "长" * 501})
    assert long.status_code == 422
    assert "长" * 501 in text_of(long)


def test_kind_severity_and_waiting_are_changed_together(shop, lin):
    found = shop.wrote("王芳", "13800138000")
    form = {"kind": "request", "severity": "3", "touchpoint": "", "site": shop.site_id, "owner": shop.zhou.pk}
    lin.post(f"/cases/{number_of(found)}/fields", form | {"summary": "要换房", "waiting": "1"})
    case = desk.case(case_id=found.case_id).case
    assert (case.kind, case.severity, case.touchpoint_id, case.owner_id) == ("request", 3, None, shop.zhou.pk)
    assert (case.summary, case.state) == ("要换房", "waiting")


def test_what_the_customer_expected_and_how_they_rated_stand_beside_each_other(shop, lin):
    found = shop.wrote("王芳", "13800138000")
    ids = {"case_id": found.case_id, "customer_id": found.customer_id, "conversation_id": found.conversation_id}
    tell_expectation(**ids, told=Told(answer_within_minutes=60, ending="repair"))
    desk.close_case(case_id=found.case_id, actor=shop.by_lin, despite=["desk.case_incomplete"])
    rate(invitation_id=invite(**ids), experience=5, sign="exceeded", touchpoints={}, text="没想到这么快")
    page = text_of(lin.get(f"/cases/{number_of(found)}"))
    for said in ("1 小时内", "修好、做好", "超出期望 · 5 分", "没想到这么快"):
        assert said in page


def test_two_cases_of_one_cause_are_linked_and_unlinked_by_number(shop, lin):
    one, other = shop.wrote("王芳", "13800138000"), shop.wrote("李强", "13800138001")
    href = f"/cases/{number_of(one)}"
    assert lin.post(f"{href}/links", {"number": "C19990101-0001"}).status_code == 404
    lin.post(f"{href}/links", {"number": f" {number_of(other).lower()} "})
    assert number_of(one) in text_of(lin.get(f"/cases/{number_of(other)}"))
    lin.post(f"{href}/links/{other.case_id}/removal")
    assert number_of(one) not in text_of(lin.get(f"/cases/{number_of(other)}")).replace(f'"{href}"', "")


def test_a_case_is_opened_again_with_a_word_and_its_visit_done_with_another(shop, lin):
    found = shop.wrote("王芳", "13800138000")
    href = f"/cases/{number_of(found)}"
    lin.post(f"{href}/closure", {"reason": "solved", "despite": "desk.case_incomplete"})
    visit = desk.case(case_id=found.case_id).follow_ups[0]
    lin.post(f"{href}/follow-ups/{visit.id}/done", {"word": "客户说睡得很好"})
    assert "客户说睡得很好" in text_of(lin.get(href))
    lin.post(f"{href}/reopening", {"word": "又吵了"})
    assert "又吵了" in text_of(lin.get(href))
    assert facts_page(name_starts="desk.case_reopened")


def test_who_may_only_read_sees_no_form(shop):
    somebody("quality")
    found = shop.wrote("王芳", "13800138000")
    page = text_of(screen("quality").get(f"/cases/{number_of(found)}"))
    assert "/closure" not in page
    assert "/fields" not in page
    assert screen("quality").post(f"/cases/{number_of(found)}/closure").status_code == 403


def closed(shop, lin, phone):
    found = shop.wrote("王芳", phone)
    lin.post(f"/cases/{number_of(found)}/closure", {"reason": "solved", "despite": "desk.case_incomplete"})
    return found


def test_the_visits_to_be_made_stand_on_a_page_and_what_the_customer_said_is_kept(shop, lin):
    found = closed(shop, lin, "13800138000")
    visit = desk.case(case_id=found.case_id).follow_ups[0]
    page = text_of(lin.get("/cases/visits"))
    assert f'action="/cases/visits/{visit.id}/made"' in page
    assert "138 0013 8000" in page or "13800138000" in page
    assert lin.post(f"/cases/visits/{visit.id}/made", {"word": "睡得很好", "view": "mine"}).status_code == 302
    assert "没有要做的回访" in text_of(lin.get("/cases/visits"))
    assert "睡得很好" in text_of(lin.get("/cases/visits?view=made"))
    assert lin.post("/cases/visits/999999/made").status_code == 404


def test_a_colleagues_visits_are_not_mine_and_pages_of_visits_have_no_gap(shop, lin):
    ids = {number_of(closed(shop, lin, f"138001380{n:02}")) for n in range(30)}
    assert "没有要做的回访" in text_of(screen("leader").get("/cases/visits"))
    first = text_of(screen("leader").get("/cases/visits?view=all"))
    more = re.search(r'class="more" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = text_of(lin.get(more))
    seen = [re.findall(r'href="/cases/(C[^"#]+)#visits"', page) for page in (first, second)]
    assert [len(one) for one in seen] == [25, 5]
    assert {*seen[0], *seen[1]} == ids
    assert lin.get("/cases/visits?view=all&after=nonsense").status_code == 200


def test_who_may_only_read_sees_the_visits_and_no_form(shop, lin):
    closed(shop, lin, "13800138000")
    somebody("quality")
    page = text_of(screen("quality").get("/cases/visits?view=all"))
    assert "空调太吵" in page
    assert "/made" not in page
