"""What is pushed is what a reload would show: after a dead server, and across processes on PostgreSQL."""

from __future__ import annotations

import re
import time

from playwright.sync_api import expect

SHOWN = """() => ["#list", "#thread"].map((part) => {
    const copy = document.querySelector(part).cloneNode(true);
    copy.querySelectorAll(".row-wait, .row-time").forEach((el) => el.remove());
    copy.querySelectorAll("*").forEach((el) => el.getAttributeNames().forEach((name) =>
        ["id", "datetime", "href", "data-row"].includes(name) || el.removeAttribute(name)));
    return copy.innerHTML.replace(/<!--.*?-->/g, "").replace(/\\s+/g, " ");
})"""


def same_as_a_reload(desk) -> None:
    """What stands on the screen now, after pushes only, equals what a fresh load draws."""
    pushed = desk.page.evaluate(SHOWN)
    desk.page.reload()
    expect(desk.page.locator("#composer")).to_be_visible()
    for before, after in zip(pushed, desk.page.evaluate(SHOWN), strict=True):
        assert texts(before) == texts(after)


def texts(html: str) -> list[str]:
    return [
        part.strip() for part in re.split(r"<[^>]+>", html) if part.strip() and not part.strip().startswith("以下未读")
    ]


def test_after_the_server_died_and_came_back_the_live_view_equals_a_reload(own_company, browsers):
    letter = own_company.write("早上好，请问有儿童浴袍吗？", phone="13800000301")
    xiaolin = browsers.staff(own_company, "xiaolin").conversation(letter["id"])
    own_company.write_again(letter, "另外要一双儿童拖鞋。")
    expect(xiaolin.page.locator("#thread")).to_contain_text("儿童拖鞋")
    own_company.kill()
    expect(xiaolin.page.locator("[data-stale]")).to_be_visible()
    own_company.write_again(letter, "再加一条毯子，谢谢。")
    other = own_company.write("新客人：有熨斗吗？", phone="13800000302", name="李强")
    own_company.start()
    expect(xiaolin.page.locator("#thread")).to_contain_text("再加一条毯子", timeout=40_000)
    expect(xiaolin.row(other["id"])).to_be_visible()
    expect(xiaolin.page.locator("[data-stale]")).to_be_hidden()
    own_company.write_again(letter, "不急。")
    expect(xiaolin.page.locator("#thread")).to_contain_text("不急。")
    xiaolin.page.wait_for_timeout(1200)  # the list is drawn a little after the thread
    same_as_a_reload(xiaolin)


def test_on_postgres_with_two_web_processes_and_two_workers_a_colleagues_word_is_pushed_to_every_desk(
    big_company, browsers
):
    letter = big_company.write("我的行李还在房间里。", phone="13800000303")
    xiaolin = browsers.staff(big_company, "xiaolin").conversation(letter["id"])
    zhou = browsers.staff(big_company, "xiaozhou").conversation(letter["id"])
    manager = browsers.staff(big_company, "manager").conversation(letter["id"])
    wang = browsers.window(big_company)
    wang.goto(f"/c/{letter['key']}")
    xiaolin.reply("行李我们先替您收好，寄存在礼宾部。").sent()
    for desk in (zhou, manager):
        expect(desk.page.locator("#thread")).to_contain_text("寄存在礼宾部")
    expect(wang.locator("[data-public-thread]")).to_contain_text("寄存在礼宾部")
    began = time.monotonic()
    zhou.note("礼宾部的寄存牌是 27 号。")
    for desk in (xiaolin, manager):
        expect(desk.page.locator("#thread .note")).to_contain_text("27 号")
    assert time.monotonic() - began < 15
    xiaolin.page.wait_for_timeout(1200)
    same_as_a_reload(xiaolin)
    assert "27 号" not in wang.content()
