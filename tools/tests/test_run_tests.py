"""The last lines of `make test` tell the truth."""

from collections import Counter

from tools.run_tests import Outcome, read_report, summary

REPORT = """<testsuites><testsuite>
<testcase classname="desk.tests" name="test_a_promise_is_kept"/>
<testcase classname="desk.tests" name="test_a_promise_is_late"><failure message="no"/></testcase>
<testcase classname="desk.tests" name="test_a_shop_opens"><error message="no"/></testcase>
<testcase classname="desk.tests" name="test_on_real_input"><skipped message="the data folder is not there"/></testcase>
</testsuite></testsuites>"""


def test_a_report_is_counted(tmp_path):
    path = tmp_path / "report.xml"
    path.write_text(REPORT, encoding="utf-8")
    outcome = read_report("Rooms", path)
    assert outcome.counts == Counter(passed=1, failed=2, skipped=1)
    assert outcome.failed == ["desk.tests::test_a_promise_is_late", "desk.tests::test_a_shop_opens"]
    assert outcome.bad


def test_the_summary_names_failures_reasons_and_missing_parts():
    rooms = Outcome("Rooms", Counter(passed=3, failed=1), Counter(), ["desk::test_a_promise_is_late"], 4.2)
    stories = Outcome("Stories", Counter(passed=1, skipped=2), Counter({"no data": 2}), [], 1.0)
    assert summary([rooms, stories], ["Chromium"]) == [
        "Rooms: 3 passed, 1 failed, 0 skipped, 4 s",
        "Stories: 1 passed, 0 failed, 2 skipped, 1 s",
        "failed: desk::test_a_promise_is_late",
        "skipped 2: no data",
        "missing: Chromium",
        "4 passed, 1 failed, 2 skipped",
    ]
