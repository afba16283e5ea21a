"""Customer lists that 陈经理 brings from other systems, and lists that leave for a spreadsheet."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from huitou.measures.text.csvsafe import Row, TableError, read_table, safe_cell


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("@SUM(1+1)", "'@SUM(1+1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        (" =1", "' =1"),
        ("\u3000=1", "'\u3000=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1+1", "'＝1+1"),
        ("-王女士", "'-王女士"),
        ("+", "'+"),
        ("+86 138 0000 0000", "+86 138 0000 0000"),
        ("+8613800000000", "+8613800000000"),
        ("+86-571-88888888", "+86-571-88888888"),
        ("+1 (202) 555-0123", "+1 (202) 555-0123"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-1,234.50", "-1,234.50"),
        ("-3%", "-3%"),
        ("-1e5", "-1e5"),
        ("-", "-"),
        ("-5+A1", "'-5+A1"),
        ("王女士", "王女士"),
        ("a=b", "a=b"),
        ("3-5 点", "3-5 点"),
        ("a\0b", "ab"),
        ("", ""),
        (-5, -5),
        (None, None),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_no_cell_is_a_formula(value, safe):
    assert safe_cell(value) == safe


@given(st.text(max_size=20))
def test_no_text_begins_like_a_formula(text):
    safe = safe_cell(text)
    assert not safe.lstrip(" \xa0\u3000\ufeff\u200b").startswith(("=", "@", "\t", "\r", "\n"))


LIST = "姓名,电话\n王女士,13800000000\n李先生,13900000000\n"
ROWS = [Row(2, ("王女士", "13800000000")), Row(3, ("李先生", "13900000000"))]


@pytest.mark.parametrize(
    ("raw", "encoding", "delimiter"),
    [
        (LIST.encode(), "utf-8", ","),
        (LIST.encode("utf-8-sig"), "utf-8-sig", ","),
        (LIST.encode("gbk"), "gb18030", ","),
        (LIST.encode("utf-16"), "utf-16", ","),
        (LIST.encode("utf-16-be").join([b"\xfe\xff", b""]), "utf-16", ","),
        (LIST.replace(",", ";").encode(), "utf-8", ";"),
        (LIST.replace(",", "\t").encode("utf-16"), "utf-16", "\t"),
        (LIST.replace(",", "|").encode("gbk"), "gb18030", "|"),
        (LIST.replace("\n", "\r\n").encode(), "utf-8", ","),
        (LIST.replace("\n", "\r").encode(), "utf-8", ","),
        (LIST.rstrip().encode(), "utf-8", ","),
        (LIST.replace("女", "\0女").encode(), "utf-8", ","),
        (LIST.replace(",", " , ").encode(), "utf-8", ","),
    ],
)
def test_every_encoding_and_separator_is_found(raw, encoding, delimiter):
    table = read_table(raw, "客户.csv")
    assert (table.encoding, table.delimiter, table.header) == (encoding, delimiter, ("姓名", "电话"))
    assert list(table.rows) == ROWS


@pytest.mark.parametrize(
    ("text", "header", "rows"),
    [
        ('a,b\n"两\n行","say ""hi"", 3"\nx,y\n', ("a", "b"), [Row(2, ("两\n行", 'say "hi", 3')), Row(4, ("x", "y"))]),
        ("a,b\n1\n1,2,3\n1,2,\n\n,,\n5,6\n", ("a", "b"),
         [Row(2, ("1", ""), "ragged_short"), Row(3, ("1", "2", "3"), "ragged_long"), Row(4, ("1", "2")), Row(7, ("5", "6"))]),
        ("\n\na,b\n1,2\n", ("a", "b"), [Row(4, ("1", "2"))]),
        ("sep=;\na;b\n1;2,3\n", ("a", "b"), [Row(3, ("1", "2,3"))]),
        ("姓名\n王女士\n", ("姓名",), [Row(2, ("王女士",))]),
        ("a;b\n1,5;2\n2,5;3\n", ("a", "b"), [Row(2, ("1,5", "2")), Row(3, ("2,5", "3"))]),
        ("a,b,\n1,2,\n", ("a", "b"), [Row(2, ("1", "2"))]),
        ('a,b\nx"y,2\n', ("a", "b"), [Row(2, ('x"y', "2"))]),
        ("姓名,备注\n王女士,=1+1\n", ("姓名", "备注"), [Row(2, ("王女士", "=1+1"))]),
        ("姓名,备注\n\U00020000,😀\n", ("姓名", "备注"), [Row(2, ("\U00020000", "😀"))]),
    ],
)  # fmt: skip
def test_rows_carry_the_line_they_stand_on(text, header, rows):
    table = read_table(text.encode())
    assert (table.header, list(table.rows)) == (header, rows)


@pytest.mark.parametrize(
    ("raw", "code", "params"),
    [
        (b"", "empty", {}),
        (b"\xef\xbb\xbf \r\n", "empty", {}),
        (b",,\n,,\n", "empty", {}),
        (b"x" * 101, "too_large", {"size": 101, "limit": 100}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "old_excel", {}),
        (b"PK\x03\x04 nonsense", "broken_excel", {}),
        (b"%PDF-1.7 ...", "not_a_table", {}),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0", "not_a_table", {}),
        (b"a,b\n1,2\n\xff\xff\n", "encoding", {"line": 3}),
        (b"a,b\n1,2\n3,\"4\n5,6\n", "quote_open", {"line": 3}),
        (b"a,b\n1,2\n3,4\n5,6\n", "too_many_rows", {"limit": 2}),
        (b"a" + b"," * 3, "empty-not", {}),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_and_where(raw, code, params):
    if code == "empty-not":
        assert read_table(raw).header == ("a",)
        return
    with pytest.raises(TableError) as refused:
        list(read_table(raw, row_limit=2, size_limit=100).rows)
    assert (refused.value.code.removeprefix("table."), refused.value.params) == (code, params)


def test_too_wide_and_too_long_are_said():
    for raw, code, line in (
        (b"a,b\n" + b"1," * 600, "too_many_columns", 2),
        (b"a,b\n1,2\n3," + b"x" * 120_000, "cell_too_long", 3),
        (b"a,b\n1,2\n3," + b"x" * 200_000, "cell_too_long", 3),
        (b"a,b\n1," + b"x" * 6_000_000, "cell_too_long", 2),
    ):
        with pytest.raises(TableError) as refused:
            list(read_table(raw).rows)
        assert (refused.value.code.removeprefix("table."), refused.value.params["line"]) == (code, line)


def workbook(*rows, hidden=False):
    book = Workbook()
    book.active.title = "客户"
    if hidden:
        book.active.sheet_state = "hidden"
        book.create_sheet("可见")
    for row in rows:
        book.worksheets[-1].append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_excel_is_read_as_people_see_it():
    raw = workbook(
        ["姓名", "电话", "生日", "到店", "会员", "积分"],
        ["王女士", 13800000000, date(1990, 3, 1), datetime(2026, 3, 1, 10, 30), True, 1.5],
        [],
        ["李先生", 13900000000.0],
    )
    table = read_table(raw, "客户.xlsx")
    assert (table.encoding, table.sheet, table.header) == (
        "xlsx",
        "客户",
        ("姓名", "电话", "生日", "到店", "会员", "积分"),
    )
    assert list(table.rows) == [
        Row(2, ("王女士", "13800000000", "1990-03-01", "2026-03-01 10:30", "TRUE", "1.5")),
        Row(4, ("李先生", "13900000000", "", "", "", "")),
    ]


def test_hidden_and_empty_sheets_are_passed_over():
    assert read_table(workbook(["a"], ["1"], hidden=True)).sheet == "可见"
    with pytest.raises(TableError, match="empty"):
        read_table(workbook())


def zipped(name, content):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (zipped("xl/workbook.xml", b"\0" * 20_000_000), "archive_bomb"),
        (zipped("word/document.xml", b"x"), "not_a_table"),
        (zipped("xl/workbook.xml", b"<nonsense"), "broken_excel"),
        (workbook(["a"], ["1"])[:-30], "broken_excel"),
    ],
    ids=["bomb", "word", "nonsense", "cut"],
)
def test_excel_that_is_none_is_refused_before_it_is_unpacked(raw, code, monkeypatch):
    if code == "archive_bomb":
        monkeypatch.setattr(zipfile.ZipFile, "open", lambda *_: pytest.fail("unpacked"))
    with pytest.raises(TableError) as refused:
        read_table(raw)
    assert refused.value.code == f"table.{code}"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_table_or_a_table_error(raw):
    try:
        list(read_table(raw).rows)
    except TableError:
        return
    assert raw.strip(b"\0 \t\r\n")
