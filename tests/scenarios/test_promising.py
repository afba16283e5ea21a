"""小林 promises while she writes: each promise is kept, changed or waved away, and what leaves is what the ledger says."""

from __future__ import annotations

from playwright.sync_api import expect

TWO = "王女士，您好。两个工作日内给您回复，五个工作日内退款到账。"
TEA = "三个工作日内给您送新茶。"
OWN = "四个工作日内给您送新茶。"  # at another time than the rest: two at one time would be asked about as well


def writing(staff, company, phone: str, text: str, **window: object):
    """小林 before a new letter of a customer, with this text in the composer."""
    letter = company.write("茶叶受潮了，怎么处理？", name="王芳", phone=phone)
    xiaolin = staff("xiaolin", **window).conversation(letter["id"])
    xiaolin.composer.focus()
    xiaolin.type(text)
    return xiaolin, letter


def chips(xiaolin, kind: str):
    return xiaolin.page.locator(f"#composer .{kind}")


def test_two_promises_of_one_reply_are_two_in_the_ledger_each_of_its_own_kind(company, staff):
    xiaolin, letter = writing(staff, company, "13800000301", TWO)
    expect(chips(xiaolin, "suggest")).to_have_count(2)
    xiaolin.press("Tab", "Tab")
    expect(chips(xiaolin, "suggest")).to_have_count(0)
    kinds = chips(xiaolin, "pledge").locator("select")
    assert [kinds.nth(n).input_value() for n in range(2)] == ["reply", "refund"]
    xiaolin.press("Control+Enter")
    expect(xiaolin.page.locator("#side .promise")).to_have_count(2)
    expect(xiaolin.page.locator("#side .promise", has_text="退款到账")).to_have_count(1)
    xiaolin.page.goto("/promises?kind=refund")
    expect(xiaolin.page.locator("main")).to_contain_text("退款到账")
    expect(xiaolin.page.locator("main")).not_to_contain_text("给您回复")


def test_a_time_by_digit_stands_beside_what_was_found_and_a_chip_is_changed_before_it_leaves(company, staff):
    xiaolin, letter = writing(staff, company, "13800000302", TEA)
    expect(chips(xiaolin, "suggest")).to_have_count(1)
    xiaolin.press("Alt+p", "3")
    expect(chips(xiaolin, "pledge")).to_have_count(1)
    expect(chips(xiaolin, "suggest")).to_have_count(1)  # it is still offered
    xiaolin.press("Tab")
    tea = chips(xiaolin, "pledge").nth(1)
    expect(tea).to_contain_text("给您送新茶")
    tea.locator("select").select_option("visit")
    tea.locator("[data-edit]").click()
    tea.locator("[name=promise_content]").fill("请店长上门送新茶")
    xiaolin.press("Enter")
    expect(xiaolin.composer).to_be_focused()
    chips(xiaolin, "pledge").nth(0).locator("[data-off]").click()
    expect(chips(xiaolin, "pledge")).to_have_count(1)
    xiaolin.press("Control+Enter")
    expect(xiaolin.page.locator("#side .promise")).to_contain_text("请店长上门送新茶")
    xiaolin.page.goto("/promises?kind=visit")
    expect(xiaolin.page.locator("main")).to_contain_text("请店长上门送新茶")


def test_a_promise_that_nobody_took_stops_the_reply_once_and_enter_records_it(company, staff):
    xiaolin, letter = writing(staff, company, "13800000303", OWN)
    xiaolin.press("Control+Enter")
    asked = xiaolin.page.locator("#unrecorded[open]")
    expect(asked).to_contain_text("您写了“四个工作日内给您送新茶”，要记入承诺吗？")
    xiaolin.press("Escape")
    expect(asked).to_have_count(0)
    expect(xiaolin.composer).to_have_value(OWN)
    expect(xiaolin.page.locator("#thread .msg.ours")).to_have_count(0)
    xiaolin.composer.press("Control+Enter")
    expect(asked).to_be_visible()
    xiaolin.press("Enter")
    expect(xiaolin.page.locator("#side .promise")).to_contain_text("给您送新茶")
    expect(xiaolin.page.locator("#thread .msg.ours")).to_have_count(1)


def test_what_she_says_is_no_promise_leaves_as_it_is_and_manager_chen_can_see_it(company, staff):
    xiaolin, letter = writing(staff, company, "13800000304", TEA)
    xiaolin.press("Control+Enter")
    expect(xiaolin.page.locator("#unrecorded[open]")).to_be_visible()
    xiaolin.press("Shift+Tab", "Enter")  # 不是承诺，照样发送
    expect(xiaolin.page.locator("#thread .msg.ours")).to_have_count(1)
    expect(xiaolin.page.locator("#side .promise")).to_have_count(0)

    xiaolin, letter = writing(staff, company, "13800000305", TEA)
    expect(chips(xiaolin, "suggest")).to_have_count(1)
    xiaolin.press("Shift+Tab")
    expect(chips(xiaolin, "suggest")).to_have_count(0)
    xiaolin.press("Control+Enter")  # said already: not asked again
    expect(xiaolin.page.locator("#thread .msg.ours")).to_have_count(1)
    chen = staff("manager").open("/audit?kind=desk.promise_waved.v1")
    lines = chen.page.locator("main").get_by_text("正文里的承诺没有记入台账")
    assert lines.count() >= 2


def test_a_day_with_two_readings_offers_both_and_a_day_that_is_none_says_so(company, staff):
    xiaolin, letter = writing(staff, company, "13800000306", "我们会在下周五之前给您回复。2月30日前给您退款。")
    both = chips(xiaolin, "suggest").nth(0).locator(".suggest-do")
    expect(both).to_have_count(2)
    expect(both.nth(0)).to_contain_text("周四")
    expect(both.nth(1)).to_contain_text("周五")
    expect(chips(xiaolin, "suggest").nth(1)).to_contain_text("没有这一天：2 月 30 日之前")
    both.nth(1).click()
    expect(chips(xiaolin, "pledge")).to_contain_text("周五")
    xiaolin.press("Control+Enter")
    expect(xiaolin.page.locator("#side .promise")).to_have_count(1)


def test_on_a_telephone_the_promises_stand_whole_on_the_screen(company, staff):
    phone = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True}
    xiaolin, letter = writing(
        staff, company, "13800000307", "三个工作日内给您寄出发票，五个工作日内退款到账。", **phone
    )
    page = xiaolin.page
    parts = chips(xiaolin, "suggest").nth(0).locator(".suggest-do > span")
    expect(parts).to_have_count(2)
    said, does = parts.nth(0).bounding_box(), parts.nth(1).bounding_box()
    assert does["x"] - said["x"] - said["width"] >= 4 or does["y"] >= said["y"] + said["height"]
    chips(xiaolin, "suggest").nth(0).locator(".suggest-do").tap()
    assert chips(xiaolin, "pledge").inner_text().count("给您寄出发票") == 1
    page.locator("#composer [data-promise]").tap()
    pop = page.locator("[data-promise-pop]").bounding_box()
    assert pop["x"] >= 0
    assert pop["x"] + pop["width"] <= 390
    assert pop["y"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-preset]").nth(2).tap()
    expect(chips(xiaolin, "pledge")).to_have_count(2)
    for n in range(2):
        box = chips(xiaolin, "pledge").nth(n).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
