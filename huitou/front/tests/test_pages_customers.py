"""The customer's pages: found by two characters, told in plain words, merged, taken along, erased, imported."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huitou.core.api import facts_page
from huitou.core.testing import run_until_quiet, somebody
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.tests.pages_shop import open_shop, screen, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return open_shop()


@pytest.fixture
def lin(shop):
    return screen("agent")


def make(shop, name="王芳", phone="13800138000", **more):
    return customers.make(name=name, handles=[("phone", phone)], actor=shop.by_lin, **more)


# ── the list ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("words", "found"),
    [("王芳", True), ("8000", True), ("龙井", True), ("李四", False)],
)
def test_wang_is_found_by_two_characters_a_number_and_a_detail(shop, lin, words, found):
    wang = make(shop)
    customers.add_detail(customer_id=wang, kind="like", text="喜欢龙井，不喝咖啡", actor=shop.by_lin)
    assert (f'href="/customers/{wang}"' in text_of(lin.get("/customers", {"q": words}))) is found


def test_one_character_is_answered_with_advice(shop, lin):
    make(shop)
    assert "请至少写两个字" in text_of(lin.get("/customers", {"q": "王"}))


def test_filters_narrow_and_stay_in_the_address(shop, lin):
    here = make(shop, site_ids=[shop.site_id])
    away = make(shop, "李强", "13800138001")
    page = text_of(lin.get("/customers", {"site": shop.site_id}))
    assert f'href="/customers/{here}"' in page
    assert f'href="/customers/{away}"' not in page
    assert f'<option value="{shop.site_id}" selected>' in page


def test_the_list_is_paged_by_key_without_a_gap(shop, lin):
    ids = {make(shop, f"客人{n:02}", f"138001380{n:02}") for n in range(27)}
    first = text_of(lin.get("/customers"))
    after = first.split("&amp;after=")[1].split('"')[0]
    second = text_of(lin.get("/customers", {"after": after}))
    shown = [{pk for pk in ids if f'href="/customers/{pk}"' in page} for page in (first, second)]
    assert [len(one) for one in shown] == [25, 2]
    assert shown[0] | shown[1] == ids


def test_the_list_asks_the_same_number_of_questions_for_two_and_for_twenty(shop, lin):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            lin.get("/customers")
        return len(seen)

    for n in range(2):
        shop.wrote(f"客人{n}", f"1380013810{n}")
    lin.get("/customers")
    few = asked()
    for n in range(18):
        shop.wrote(f"客人{n}", f"138001382{n:02}")
    assert asked() == few


def test_a_late_promise_is_seen_in_the_list(shop, lin):
    shop.late_promise(shop.wrote("王芳", "13800138000"))
    assert "逾期 1" in text_of(lin.get("/customers"))


def test_a_new_customer_is_made_and_a_wrong_number_is_explained_with_what_was_typed(shop, lin):
    answer = lin.post("/customers/new", {"name": "赵敏", "phone": "1380", "mail": ""})
    assert answer.status_code == 422
    assert "赵敏" in text_of(answer)
    answer = lin.post("/customers/new", {"name": "赵敏", "phone": "13800138009", "site": shop.site_id})
    page = text_of(lin.get(answer["Location"]))
    assert "赵敏" in page
    assert "云栖酒店西湖店" in page


# ── one customer ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_timeline_tells_what_happened_with_names_that_the_facts_do_not_hold(shop, lin):
    found = shop.wrote("王芳", "13800138000", "空调太吵，睡不着")
    shop.promised(found, "给您换一间安静的房")
    page = text_of(lin.get(f"/customers/{found.customer_id}"))
    assert "小林 作出承诺：给您换一间安静的房" in page
    assert "小林 接手会话" in page
    assert "空调太吵，睡不着" in page
    facts = facts_page()
    assert facts
    assert not any("安静" in json.dumps(row.data, ensure_ascii=False) for row in facts)


def test_the_older_part_of_the_timeline_goes_on_where_the_newer_ended(shop, lin):
    wang = make(shop)
    for n in range(40):
        customers.add_detail(customer_id=wang, kind="habit", text=f"习惯第{n:02}条", actor=shop.by_lin)
    page = text_of(lin.get(f"/customers/{wang}"))
    older = text_of(lin.get(page.split('hx-get="')[1].split('"')[0]))
    labels = [page.count("tl-label"), older.count("tl-label")]
    assert labels[0] == 30
    assert sum(labels) == len(customers.timeline(customer_id=wang, limit=200))
    assert "习惯第39条" not in older


def test_details_consents_and_handles_are_written_and_refusals_stand_where_they_were_typed(shop, lin):
    wang = make(shop)
    lin.post(f"/customers/{wang}/details", {"kind": "like", "text": "靠窗的房间"})
    lin.post(f"/customers/{wang}/consents", {"purpose": "care", "given": "yes", "how": "电话里"})
    lin.post(f"/customers/{wang}/consents", {"purpose": "care", "given": "no", "how": "来信"})
    lin.post(f"/customers/{wang}/handles", {"kind": "", "raw": "wang@example.com"})
    page = text_of(lin.get(f"/customers/{wang}"))
    for said in ("靠窗的房间", "wang@example.com", "同意 · 电话里 · 记录人 小林", "不同意 · 来信"):
        assert said in page
    refused = lin.post(f"/customers/{wang}/details", {"kind": "other", "text": "这人难缠"})
    assert refused.status_code == 422
    assert "评判的是人" in text_of(refused)
    assert 'value="这人难缠"' in text_of(refused)


def test_a_detail_that_holds_no_longer_is_kept_as_ended(shop, lin):
    wang = make(shop)
    detail = customers.add_detail(customer_id=wang, kind="like", text="喜欢龙井", actor=shop.by_lin)
    lin.post(f"/customers/{wang}/details/{detail}/end")
    assert "<s>喜欢龙井</s>" in text_of(lin.get(f"/customers/{wang}"))


def test_a_stranger_to_the_customer_cannot_end_their_detail(shop, lin):
    wang, li = make(shop), make(shop, "李强", "13800138001")
    detail = customers.add_detail(customer_id=wang, kind="like", text="喜欢龙井", actor=shop.by_lin)
    lin.post(f"/customers/{li}/details/{detail}/end")
    assert [row.text for row in customers.details(customer_id=wang)] == ["喜欢龙井"]


def test_the_record_is_edited_with_the_companys_own_fields_all_or_nothing(shop, lin):
    wang = make(shop)
    customers.make_field(key="member", label="会员号", actor=shop.by_lin)
    customers.make_field(key="nights", label="住过几晚", kind="number", actor=shop.by_lin)
    form = {"name": "王芳", "title": "女士", "address_as": "", "language": "zh-hans", "sites": [shop.site_id]}
    refused = lin.post(f"/customers/{wang}/edit", form | {"field.member": "YQ-7", "field.nights": "很多"})
    assert refused.status_code == 422
    assert [one.value for one in customers.custom(customer_id=wang)] == ["", ""]
    lin.post(f"/customers/{wang}/edit", form | {"field.member": "YQ-7", "field.nights": "7"})
    assert [one.value for one in customers.custom(customer_id=wang)] == ["YQ-7", "7"]
    assert customers.customer(customer_id=wang).site_ids == (shop.site_id,)


# ── merging ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_two_records_are_suggested_with_a_reason_merged_and_parted_again(shop, lin):
    one, other = make(shop), make(shop, "王芳", "13800138001")
    assert "同名，电话只差一位" in text_of(lin.get(f"/customers/{one}/merge"))
    lin.post(f"/customers/{one}/merge", {"other": other, "keep": "mine", "why": "核对过身份证"})
    assert lin.get(f"/customers/{other}")["Location"] == f"/customers/{one}"
    page = text_of(lin.get(f"/customers/{one}"))
    assert "138 0013 8001" in page
    assert "核对过身份证" in page
    merge_id = customers.merges_of(customer_id=one)[0].id
    lin.post(f"/customers/{one}/merges/{merge_id}/undoing")
    assert lin.get(f"/customers/{other}").status_code == 200


def test_two_persons_are_not_suggested_again(shop, lin):
    one, other = make(shop), make(shop, "王芳", "13800138001")
    lin.post(f"/customers/{one}/not-same", {"other": other})
    assert "同名，电话只差一位" not in text_of(lin.get(f"/customers/{one}/merge"))


# ── leaving ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_persons_copy_holds_messages_and_promises_and_nothing_of_the_back_stage(shop):
    found = shop.wrote("王芳", "13800138000", "空调太吵，睡不着")
    shop.promised(found, "给您换一间安静的房")
    desk.write_note(conversation_id=found.conversation_id, text="客户上次也投诉过空调", key="n1", actor=shop.by_lin)
    answer = screen("manager").post(f"/customers/{found.customer_id}/copy")
    about = json.loads(answer.content)
    assert about["conversations"][0]["messages"][0]["text"] == "空调太吵，睡不着"
    assert about["promises"][0]["content"] == "给您换一间安静的房"
    assert "上次也投诉过" not in answer.content.decode()


def test_the_list_leaves_as_a_table_without_formulas(shop):
    make(shop, "=王芳")
    table = b"".join(screen("manager").post("/customers.csv").streaming_content).decode()
    assert "'=王芳" in table
    assert facts_page(name_starts="customers.exported")


def test_a_person_is_erased_only_after_their_name_was_typed(shop):
    somebody("admin")
    office, found = screen("admin"), shop.wrote("王芳", "13800138000", "空调太吵，睡不着")
    href = f"/customers/{found.customer_id}"
    assert office.post(f"{href}/erasure", {"word": "王"}).status_code == 422
    assert not customers.customer(customer_id=found.customer_id).erased
    office.post(f"{href}/erasure", {"word": "王芳"})
    page = text_of(office.get(href))
    assert "个人信息已按要求删除" in page
    assert "王芳" not in page


# ── importing ───────────────────────────────────────────────────────────────────────────────────────────────────────
TABLE = "姓名,手机,喜好\n郭靖,13900010001,龙井\n黄蓉,12,靠窗\n周伯通,13900010005,\n"


def table():
    return SimpleUploadedFile("客户.csv", TABLE.encode(), content_type="text/csv")


@pytest.mark.django_db(transaction=True)
def test_a_table_is_looked_at_tried_carried_out_and_its_refused_rows_taken_home(shop):
    office = screen("manager")
    columns = text_of(office.post("/customers/import/mapping", {"file": table()}))
    assert columns.count('name="mapping"') == 3
    assert '<option value="phone" selected>' in columns
    tried = office.post("/customers/import", {"file": table(), "mapping": ["name", "phone", "dislike"]})["Location"]
    assert 'hx-trigger="every 1s"' in text_of(office.get(tried))
    run_until_quiet()
    page = text_of(office.get(tried))
    assert "试导入完成，什么都没有改动" in page
    assert "导入这 2 行" in page
    assert customers.count() == 0
    real = office.post(f"{tried}/carrying-out")["Location"]
    run_until_quiet()
    assert "导入完成" in text_of(office.get(f"{real}/progress"))
    assert customers.count() == 2
    assert [row.kind for row in customers.details(customer_id=customers.find(kind="phone", raw="13900010001"))] == [
        "dislike"
    ]
    refused = b"".join(office.get(f"{real}/refused.csv").streaming_content).decode()
    assert "黄蓉" in refused
    assert "郭靖" not in refused


def test_a_file_that_is_no_table_is_explained_and_nothing_starts(shop):
    office = screen("manager")
    answer = office.post("/customers/import", {"file": SimpleUploadedFile("a.csv", b"\x00\x01\x02" * 200)})
    assert answer.status_code == 415
    assert "只能导入 CSV 或 Excel" in text_of(answer)
    assert customers.import_runs() == ()
