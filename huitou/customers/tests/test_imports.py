"""陈经理 brings the old system's customers: tried first, then done; what is wrong is told row by row."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from huitou.core.api import SYSTEM, Refusal
from huitou.core.testing import Fact, Job, run_until_quiet
from huitou.customers import api as customers
from huitou.customers.imports import actions, rules
from huitou.customers.testing import Customer, Handle, ImportRefusal, ImportRun, a_customer

TABLE = """姓名,尊称,手机,邮箱,门店,喜好
王芳,女士,138 0013 8000,wang@qq.com,云栖酒店西湖店,靠窗的房间
李雷,先生,13900139000,,xihu,
=cmd|' /C calc'!A0,,13700137000,,,
,,12345,,,
王芳,女士,13800138000,,,靠窗的房间
赵六,先生,13600136000,,火星店,
"""


def start(text: str = TABLE, *, dry: bool = True, encoding: str = "utf-8", name: str = "客户.csv", **more) -> int:
    return customers.start_import(content=text.encode(encoding), filename=name, dry=dry, actor=SYSTEM, **more)


def done(run_id: int) -> customers.ImportRunRow:
    run_until_quiet()
    return customers.import_run(run_id=run_id)


def counts(run: customers.ImportRunRow) -> tuple[int, int, int, int]:
    return run.made, run.changed, run.same, run.refused


def test_a_trial_shows_what_would_happen_and_changes_nothing(site):
    run = done(start())
    assert (run.state, run.rows, run.done) == ("done", 6, 6)
    assert (run.made, run.refused) == (2, 3)
    assert not Customer.objects.exists()
    assert not Fact.objects.filter(name="customers.customer_made.v1").exists()
    assert customers.search(query="王芳") == []
    assert run.can_carry_out


def test_what_was_tried_is_done_and_the_same_file_again_changes_nothing(site):
    first = done(customers.carry_out(run_id=done(start()).id, actor=SYSTEM))
    assert counts(first) == (2, 0, 1, 3)
    wang = customers.find(kind="phone", raw="13800138000")
    row = customers.customer(customer_id=wang)
    assert (row.name, row.address, row.site_ids, len(row.handles)) == ("王芳", "王女士", (site,), 2)
    assert [detail.text for detail in customers.details(customer_id=wang)] == ["靠窗的房间"]
    assert [hit.customer.id for hit in customers.search(query="王芳")] == [wang]
    assert counts(done(start(dry=False))) == (0, 0, 3, 3)
    assert Customer.objects.count() == 2


def test_every_refused_row_says_why_and_can_be_mended(site):
    run = done(start())
    rows = customers.refused_rows(run_id=run.id)
    assert [(row.line, row.code) for row in rows] == [
        (4, "customers.import_formula"),
        (5, "customers.handle_too_short"),
        (7, "customers.import_unknown_site"),
    ]
    assert all("%(" not in row.sentence and "customers." not in row.sentence for row in rows)
    told = b"".join(customers.refused_csv(run_id=run.id)).decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(told)))
    assert lines[0][:3] == ["行号", "原因", "姓名"]
    assert lines[1][2].startswith("'=cmd")  # no spreadsheet runs it


def test_what_is_known_of_a_customer_is_filled_in_never_written_over(site, lin):
    wang = a_customer(name="王芳芳", title="", phone="13800138000")
    run = done(start(dry=False))
    assert (run.made, run.changed) == (1, 1)
    row = customers.customer(customer_id=wang)
    assert (row.name, row.title, row.site_ids) == ("王芳芳", "女士", (site,))


def test_a_row_with_the_handles_of_two_customers_is_not_guessed_at(site):
    a_customer(phone="13800138000")
    a_customer(phone="", mail="wang@qq.com")
    run = done(start(dry=False))
    assert customers.refused_rows(run_id=run.id)[0].code == "customers.import_handles_of_two"


def test_an_import_in_many_steps_shows_how_far_it_is(db):
    text = "姓名,手机\n" + "".join(f"客人{i},138{i:08d}\n" for i in range(120))
    run_id = start(text, dry=False)
    job = Job.objects.get(name="customers.import")
    actions.go_on(**job.args)
    half = customers.import_run(run_id=run_id)
    assert (half.state, half.done, half.rows) == ("running", 50, 120)
    assert counts(done(run_id)) == (120, 0, 0, 0)


def test_a_step_asked_for_twice_is_done_once(db):
    run_id = start("姓名,手机\n王芳,13800138000\n李雷,13900139000\n", dry=False)
    args = Job.objects.get(name="customers.import").args
    for _time in range(3):
        actions.go_on(**args)
    assert counts(customers.import_run(run_id=run_id)) == (2, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done(monkeypatch):
    text = "姓名,手机\n" + "".join(f"客人{i},138{i:08d}\n" for i in range(120))
    run_id = start(text, dry=False)
    taken, take = [], actions.take

    def killed(line, **more):
        taken.append(line)
        if len(taken) == 70:
            raise SystemExit("kill -9")
        return take(line, **more)

    monkeypatch.setattr(actions, "take", killed)
    with pytest.raises(SystemExit):
        run_until_quiet()
    assert customers.import_run(run_id=run_id).done == Customer.objects.count() == 50
    Job.objects.filter(state="running").update(lease_until="2020-01-01T00:00:00Z")  # the lease runs out
    assert counts(done(run_id)) == (120, 0, 0, 0)
    assert Handle.objects.count() == 120
    assert Fact.objects.filter(name="customers.customer_made.v1").count() == 120


def test_the_file_goes_when_the_import_is_done(db):
    first = start("手机\n13800138000\n")
    done(first)
    second = done(customers.carry_out(run_id=first, actor=SYSTEM))
    assert second.state == "done"
    assert set(ImportRun.objects.values_list("blob", flat=True)) == {None}
    with pytest.raises(Refusal, match="import_gone"):
        customers.carry_out(run_id=first, actor=SYSTEM)


def test_nothing_is_done_before_its_trial_has_ended(db):
    with pytest.raises(Refusal, match="import_not_tried"):
        customers.carry_out(run_id=start("手机\n13800138000\n"), actor=SYSTEM)


def test_old_refusals_and_files_are_forgotten(db):
    run_id = start()
    done(run_id)
    ImportRun.objects.update(made_at="2020-01-01T00:00:00Z")
    actions.forget_old()
    assert not ImportRefusal.objects.exists()
    assert not customers.import_run(run_id=run_id).can_carry_out


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in TABLE.splitlines():
        book.active.append(row.split(","))
    book.active["C2"] = 13800138000  # Excel makes a number of it
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TABLE.encode("gb18030"), "gb18030"),
        (TABLE.encode("utf-8-sig"), "utf-8-sig"),
        (TABLE.encode("utf-16"), "utf-16"),
        (TABLE.replace(",", "\t").encode(), "utf-8"),
        (TABLE.replace("\n", "\r\n").encode(), "utf-8"),
        (workbook(), "xlsx"),
    ],
)
def test_any_table_that_chinese_offices_write_is_understood(db, content, encoding):
    seen = customers.look(content=content, filename="客户")
    assert seen.encoding == encoding
    assert seen.mapping == ("name", "title", "phone", "mail", "site", "like")
    assert seen.sample[0][0] == "王芳"


def bomb() -> bytes:
    """A workbook of 20 KB that says it is 210 MB; little memory is needed to make it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x")
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            for _ in range(210):
                sheet.write(b"0" * 1024 * 1024)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table.empty"),
        (b"\xef\xbb\xbf \n\n", "table.empty"),
        ("姓名,手机\n".encode(), "table.empty"),
        ("姓名,房号\n王芳,301\n".encode(), "customers.import_no_header"),
        ("手机\n138\n".encode() + b"\xff\xff\xff", "table.encoding"),
        (b"\x89PNG\r\n\x1a\n" + b"\0\1\2" * 500, "table.not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, "table.old_excel"),
        (b"PK\x03\x04broken", "table.broken_excel"),
        ('手机,姓名\n"138,王\n'.encode(), "table.quote_open"),
        (("手机\n" + "1" * 100_001 + "\n").encode(), "table.cell_too_long"),
        (lambda: b"a" * (20 * 1024 * 1024 + 1), "table.too_large"),
        (bomb, "table.archive_bomb"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_and_nothing_is_begun(db, content, code):
    content = content() if callable(content) else content
    with pytest.raises(Refusal) as refused:
        customers.start_import(content=content, filename="x.csv", actor=SYSTEM)
    assert refused.value.code == code
    assert not ImportRun.objects.exists()


def test_the_mapping_may_be_told_and_holds_own_fields(db):
    customers.make_field(key="room", label="房号", actor=SYSTEM)
    run = done(start("甲,乙\n13800138000,301\n", dry=False, mapping=["phone", "custom:room"]))
    assert run.made == 1
    wang = customers.find(kind="phone", raw="13800138000")
    assert customers.custom(customer_id=wang)[0].value == "301"
    assert "custom:room" in {choice.key for choice in customers.field_choices()}


@pytest.mark.parametrize(
    ("known", "given", "clash"),
    [
        ("曲洋", "任盈盈", True),
        ("王芳", "王小姐", False),
        ("王 芳", "王芳", False),
        ("Anna", "ANNA LEE", False),
        ("Anna", "Bob", True),
        ("", "王芳", False),
        ("小王芳", "王芳", False),
    ],
)
def test_two_names_that_can_hardly_be_one_persons(known, given, clash):
    assert rules.names_clash(known, given) is clash


def test_a_second_person_with_the_same_number_is_not_swallowed(db):
    run = done(start("姓名,手机,备注\n曲洋,13800138000,抚琴\n任盈盈,13800138000,吹箫\n", dry=False))
    assert counts(run) == (1, 0, 0, 1)
    assert "曲洋" in customers.refused_rows(run_id=run.id)[0].sentence


def test_a_trial_counts_as_the_import_does(db):
    table = (
        "姓名,手机,喜好\n王芳,13800138000,\n王芳,13800138000,\n王芳,13800138000,靠窗\n"
        "李雷,坏号码13900139000x,\n李雷,13900139000,\n,,\n韩梅,13700137000,\n"
    )
    tried, carried_out = done(start(table)), done(start(table, dry=False))
    assert counts(tried) == counts(carried_out)
