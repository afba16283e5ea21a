"""小林 at the desk: looking for words, being signed out while she writes, a colleague who thinks better of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_slash_and_two_characters_narrow_the_list_and_escape_brings_it_back(company, staff):
    tea = company.write("房间里的茶叶受潮了", phone="13800000701")
    other = company.write("泳池几点开？", phone="13800000702")
    xiaolin = staff("xiaolin").open("/desk?view=all")
    expect(xiaolin.row(other["id"])).to_be_visible()
    xiaolin.press("/")
    expect(xiaolin.page.locator("[data-search]")).to_be_focused()
    xiaolin.type("茶叶").press("Enter")
    expect(xiaolin.row(other["id"])).to_have_count(0)
    expect(xiaolin.row(tea["id"]).locator("mark").first).to_have_text("茶叶")
    expect(xiaolin.page.locator("[data-search]")).to_have_value("茶叶")
    assert "view=all" in xiaolin.page.url
    xiaolin.press("/").press("Escape")
    expect(xiaolin.row(other["id"])).to_be_visible()
    expect(xiaolin.page.locator("[data-search]")).to_have_value("")


def test_after_a_note_is_saved_the_letters_mean_the_desk_again(company, staff):
    letter = company.write("空调太吵", phone="13800000703")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    xiaolin.note("工程部下午去看")
    expect(xiaolin.composer).not_to_be_focused()
    xiaolin.press("r")
    expect(xiaolin.page.locator("#composer")).to_have_attribute("data-mode", "reply")
    expect(xiaolin.composer).to_have_value("")


def test_words_typed_after_the_session_ended_are_there_after_signing_in(company, staff):
    letter = company.write("能换一间安静的吗？", phone="13800000704")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    xiaolin.press("r")
    xiaolin.page.context.clear_cookies(name="huitou_session")
    xiaolin.type("王女士，我这就去看有没有安静的房间")
    xiaolin.page.wait_for_url(re.compile(rf"/login\?next=.*{letter['id']}"))
    xiaolin.page.fill("#login", "xiaolin")
    xiaolin.page.fill("#password", "huitou-demo-2026")
    xiaolin.page.click("form.form button")
    xiaolin.page.wait_for_url(re.compile(rf"/desk/c/{letter['id']}"))
    expect(xiaolin.composer).to_have_value("王女士，我这就去看有没有安静的房间")


def test_when_the_first_takes_the_reply_back_nothing_stops_the_second(company, staff):
    letter = company.write("早餐几点？", phone="13800000705")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    zhou = staff("xiaozhou").conversation(letter["id"])
    zhou.press("r")
    zhou.type("早餐七点到十点。")
    xiaolin.reply("您好，早餐六点半开始。")
    expect(zhou.page.locator("#thread")).to_contain_text("六点半")
    zhou.composer.press("Control+Enter")
    expect(zhou.page.locator("[data-refusal]")).to_contain_text("林小满")
    xiaolin.page.locator(".toast button", has_text="撤回").click()
    expect(zhou.page.locator("#thread")).not_to_contain_text("六点半")
    expect(zhou.page.locator("[data-refusal]")).to_be_hidden()


def test_a_reply_is_put_off_and_taken_back_and_no_letter_crosses_it(company, staff):
    letter = company.write("明早有豆浆吗？", phone="13800000707")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    xiaolin.press("r")
    xiaolin.type("有的，七点起。")
    xiaolin.page.click("[data-toggles='later-pop']")
    expect(xiaolin.page.locator("#later-pop")).to_be_visible()
    xiaolin.press("Escape")
    expect(xiaolin.page.locator("#later-pop")).to_be_hidden()
    xiaolin.page.click("[data-toggles='later-pop']")
    xiaolin.page.locator("#later-pop [data-send-at]").nth(1).click()
    waiting = xiaolin.page.locator("#thread .msg.later")
    expect(waiting).to_contain_text("将于")
    expect(xiaolin.composer).to_have_value("")
    waiting.locator("button", has_text="撤回修改").click()
    expect(waiting).to_have_count(0)
    expect(xiaolin.composer).to_have_value("有的，七点起。")
    xiaolin.page.click("[data-toggles='later-pop']")
    xiaolin.page.locator("#later-pop [data-send-at]").first.click()
    expect(waiting).to_have_count(1)
    waiting.locator("button", has_text="现在就发").click()
    expect(xiaolin.page.locator("#thread .msg.ours", has_text="七点起")).to_have_class(re.compile("sent"))


def test_closing_asks_once_and_says_everything_that_stands_in_the_way(company, staff):
    letter = company.write("浴室漏水", phone="13800000706", more="open_case=NewCase(kind='complaint', severity=2)")
    company.run(f"""
        from datetime import timedelta
        from huitou.core.api import Actor, accounts, now
        from huitou.desk.api import NewPromise, make_promise, take
        lin = next(one.id for one in accounts().values() if one.name == "林小满")
        take(conversation_id={letter["id"]}, actor=Actor.account(lin))
        new = NewPromise(kind="reply", text="告诉您维修结果", due_at=now() + timedelta(hours=3),
                         despite=("desk.promise_outside_hours", "desk.promise_owner_off"))
        value = make_promise(conversation_id={letter["id"]}, new=new, key="closing-story", actor=Actor.account(lin))
    """)
    xiaolin = staff("xiaolin").conversation(letter["id"])
    dialog = xiaolin.page.locator("#closing")
    xiaolin.press("e")
    expect(dialog).to_contain_text("告诉您维修结果")
    expect(dialog).to_contain_text("去填")
    expect(dialog.locator("[data-confirm]")).to_have_count(0)
    dialog.get_by_role("button", name="已兑现").click()
    expect(xiaolin.page.locator("#side .promise.kept").first).to_be_visible()
    xiaolin.press("e")
    expect(dialog).not_to_contain_text("告诉您维修结果")
    dialog.locator("[data-confirm]").click()
    expect(xiaolin.page.locator("#conversation")).to_have_attribute("data-state", "closed")
    expect(xiaolin.page.locator("dialog[open]")).to_have_count(0)
