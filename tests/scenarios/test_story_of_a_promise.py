"""The story of the house: 王女士 writes, 小林 promises, the promise is late, 老周 keeps it, 王女士 rates it."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_wang_writes_xiaolin_promises_laozhou_keeps_it_wang_rates_and_all_of_it_is_found_again(own_company, browsers):
    xiaolin = browsers.staff(own_company, "xiaolin").open("/desk")
    laozhou = browsers.staff(own_company, "laozhou").open("/promises")
    expect(xiaolin.page.locator(".row")).to_have_count(0)

    # 王女士 writes through the form and taps what she expects.
    wang = browsers.window(own_company, width=390, height=844, is_mobile=True, has_touch=True)
    wang.goto("/f/liuyan")
    wang.get_by_label("请你们办一件事").check()
    wang.fill("#text", "孩子认床没睡好，请帮我们换一个荞麦枕头。")
    wang.get_by_label("小时内").first.check()
    wang.fill("#name", "王女士")
    wang.fill("#contact", "13800001234")
    wang.get_by_role("button", name="交给我们").tap()
    expect(wang.get_by_role("status")).to_contain_text("已经收到")
    assert re.search(r"/c/[\w-]{16,}", wang.url), "her own page has an address nobody can guess"

    # It stands on 小林's desk without a reload; she answers without a mouse.
    row = xiaolin.page.locator(".row", has_text="王女士")
    expect(row).to_contain_text("孩子认床")
    xiaolin.press("j", "Enter")
    expect(xiaolin.page.locator("#conversation h1")).to_contain_text("孩子认床")
    assert re.search(r"/desk/c/\d+", xiaolin.page.url)
    xiaolin.press("r")
    expect(xiaolin.composer).to_be_focused()
    xiaolin.type("王女士您好，我是林小满。荞麦枕头马上送到房间，")
    xiaolin.press("Escape", "p", "2")
    expect(xiaolin.page.locator("#composer .pledge")).to_be_visible()
    expect(xiaolin.composer).to_be_focused()
    xiaolin.press("Control+Enter")
    expect(xiaolin.page.locator("#thread .msg.ours.undoable")).to_be_visible()
    expect(wang.locator("[data-public-thread]")).not_to_contain_text("荞麦枕头马上送到")
    xiaolin.sent()

    # Her page shows the answer and the promise by itself.
    expect(wang.locator("[data-public-thread]")).to_contain_text("荞麦枕头马上送到房间")
    promise = wang.locator(".pp")
    expect(promise).to_contain_text("林小满")
    expect(promise).to_contain_text("不晚于")

    # Nobody keeps it: the deadline passes, the duty goes to 老周, 王女士 reads his name.
    xiaolin.forward("next")
    late = laozhou.page.locator("[data-live]")
    expect(late).to_contain_text("我来接手", timeout=25_000)
    expect(wang.locator(".pp")).to_contain_text("周建国")
    laozhou.page.get_by_role("button", name="我来接手").first.click()
    laozhou.page.wait_for_url("**/desk/c/**")
    expect(laozhou.page.locator("#composer")).to_be_visible()

    # He answers, keeps it and closes with E.
    laozhou.reply("王女士，荞麦枕头已经换好。耽误您了，对不起。").sent()
    laozhou.page.get_by_role("button", name="已兑现").click()
    expect(laozhou.page.locator("#side .promise .chip.kept_late")).to_be_visible()
    laozhou.page.locator("#thread").focus()
    laozhou.press("e")
    laozhou.page.locator("#closing [data-confirm]").click()
    expect(laozhou.page.locator("#conversation")).to_have_attribute("data-state", "closed")

    # She says how it was: below what she expected, and what they did not think of.
    wang.locator("a", has_text="请您评价").click()
    rate(wang, experience=2, sign="below", text="早一点告诉我们就好了，孩子困了一天。")
    expect(wang.locator("h1")).to_be_visible()
    link = wang.url
    wang.goto(link)
    expect(wang.locator("body")).to_contain_text("用过")

    # A low rating opens the matter again, with a time by which somebody answers.
    expect(laozhou.page.locator("#conversation")).not_to_have_attribute("data-state", "closed", timeout=20_000)
    expect(laozhou.page.locator("#side .promise .chip.open, #side .promise .chip.soon").first).to_be_visible()

    # Two characters find it again.
    laozhou.open("/desk/search?q=荞麦")
    expect(laozhou.page.locator(".hit mark", has_text="荞麦").first).to_be_visible()
    assert laozhou.page.locator(".hit").count() >= 2

    # The manager's day and the audit know it.
    manager = browsers.staff(own_company, "manager").open("/day")
    expect(manager.page.locator("body")).to_contain_text("王女士")
    admin = browsers.staff(own_company, "admin").open("/audit")
    for told in ("作出承诺", "承诺逾期", "承诺兑现"):
        expect(admin.page.locator("table")).to_contain_text(told)


def rate(page, *, experience: int, sign: str, text: str) -> None:
    page.locator(f"input[name=experience][value='{experience}']").check()
    page.locator(f"input[name=sign][value='{sign}']").check()
    page.fill("#open", text)
    page.get_by_role("button", name="交给我们").click()
