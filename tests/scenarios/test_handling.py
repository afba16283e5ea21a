"""What happens to conversations: found, given, put off, merged, parted, kept as a view; by hand, by key, in bulk."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_several_rows_are_chosen_with_x_and_put_off_at_once(company, staff):
    letters = [company.write(f"请问停车怎么收费？第 {n} 位", phone=f"1380000020{n}", name=f"客人{n}") for n in (1, 2)]
    xiaolin = staff("xiaolin").open("/desk?view=mine")
    for letter in letters:
        xiaolin.row(letter["id"]).locator(".row-link").focus()
        xiaolin.press("x")
    bar = xiaolin.page.locator("#bulk")
    expect(bar.locator("[data-count]")).to_have_text("2")
    bar.locator("button[value=snooze]").click()
    for letter in letters:
        expect(xiaolin.row(letter["id"])).to_have_count(0)
    xiaolin.open("/desk?view=snoozed")
    for letter in letters:
        expect(xiaolin.row(letter["id"])).to_be_visible()


def test_a_conversation_is_put_off_with_s_and_taken_back(company, staff):
    letter = company.write("下个月想办生日会，先问问。", phone="13800000203")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    xiaolin.page.locator("#thread").focus()
    xiaolin.press("s")
    xiaolin.page.locator("details[data-hotkey=s] .menu-item").first.click()
    expect(xiaolin.page.locator("#conversation")).to_have_attribute("data-state", "snoozed")
    xiaolin.page.get_by_role("button", name="现在处理").click()
    expect(xiaolin.page.locator("#conversation")).not_to_have_attribute("data-state", "snoozed")


def test_a_hand_over_takes_a_word_with_it_and_says_who_gave_it(company, staff):
    letter = company.write("酒店里丢了一只耳环。", phone="13800000204")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    zhou = staff("xiaozhou").open("/desk?view=mine")
    xiaolin.page.locator("#thread").focus()
    xiaolin.press("a")
    menu = xiaolin.page.locator("details[data-hotkey=a]")
    menu.locator("input[name=word]").fill("客房部已去找，三点前会回话")
    menu.get_by_role("button", name="周可").click()
    expect(menu.locator("summary")).to_contain_text("周可")
    expect(zhou.row(letter["id"])).to_be_visible()  # on his screen without a reload
    zhou.row(letter["id"]).locator(".row-link").click()
    expect(zhou.page.locator("#work")).to_contain_text("客房部已去找，三点前会回话")


def test_two_letters_of_one_customer_are_linked_and_merged(company, staff):
    one = company.write("空调不冷。", phone="13800000205", more="thread_key='ac-1'")
    two = company.write("还是那台空调，滴水。", phone="13800000205", more="thread_key='ac-2'")
    assert one["id"] != two["id"]
    xiaolin = staff("xiaolin").conversation(one["id"])
    other = xiaolin.page.locator("#side .other", has_text="滴水")
    other.locator("summary").click()
    other.get_by_role("button", name="两个会话有关").click()
    expect(xiaolin.page.locator("#thread .fact", has_text="关联")).to_be_visible()
    other.locator("summary").click()
    other.get_by_role("button", name="并到这里").click()
    expect(xiaolin.page.locator("#thread .bubble", has_text="滴水")).to_be_visible()
    xiaolin.open(f"/desk/c/{two['id']}")
    assert xiaolin.page.url.split("?")[0].endswith(f"/desk/c/{one['id']}"), "the old address leads on"
    xiaolin.page.get_by_role("button", name="撤回并入").click()
    expect(xiaolin.page.locator("#thread .bubble", has_text="滴水")).to_have_count(0)
    xiaolin.page.get_by_role("button", name="取消关联").click()
    expect(xiaolin.page.get_by_role("button", name="取消关联")).to_have_count(0)


def test_a_second_matter_in_a_letter_goes_on_by_itself(company, staff):
    letter = company.write("空调不冷。", phone="13800000215", more="thread_key='two-1'")
    company.write("另外，发票抬头写错了。", phone="13800000215", more="thread_key='two-1'")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    side = xiaolin.page.locator("#side")
    side.locator(".split summary").click()
    side.locator(".split-row", has_text="发票").locator("input").check()
    side.get_by_placeholder("另一件事叫什么").fill("改发票抬头")
    side.get_by_role("button", name="分出去").click()
    expect(xiaolin.page.locator("#conversation .conv-what", has_text="改发票抬头")).to_be_visible()
    expect(xiaolin.page.locator("#thread .bubble", has_text="发票抬头")).to_be_visible()
    expect(xiaolin.page.locator("#thread .bubble", has_text="空调不冷")).to_have_count(0)
    assert not xiaolin.page.url.split("?")[0].endswith(f"/desk/c/{letter['id']}"), "the address is the new one's"


def test_a_filter_stands_in_the_address_and_is_kept_as_a_view(company, staff):
    letter = company.write(
        "想表扬前台的小王。", phone="13800000206", more='open_case=NewCase(kind="praise", summary="表扬")'
    )
    xiaolin = staff("xiaolin").open("/desk?view=mine")
    xiaolin.page.locator("[data-toggles=filters]").click()
    xiaolin.page.locator("#filters select[name=kind]").select_option("praise")
    xiaolin.page.wait_for_url(re.compile("kind=praise"))
    expect(xiaolin.row(letter["id"])).to_be_visible()
    assert xiaolin.page.locator(".row").count() == 1
    xiaolin.page.locator(".save-view input[name=name]").fill("只看表扬")
    xiaolin.page.get_by_role("button", name="存为视图").click()
    view = xiaolin.page.locator(".list-views .tab", has_text="只看表扬")
    expect(view).to_have_attribute("aria-current", "page")
    expect(xiaolin.row(letter["id"])).to_be_visible()
    assert xiaolin.page.locator(".row").count() == 1


def test_ctrl_k_finds_a_customer_by_two_characters_and_a_command_by_its_word(company, staff):
    company.write("请帮我订一束花。", name="欧阳雪", phone="13800000207")
    xiaolin = staff("xiaolin").open("/desk")
    xiaolin.press("Control+k")
    expect(xiaolin.page.locator("#palette input")).to_be_focused()
    xiaolin.type("欧阳")
    found = xiaolin.page.locator("#palette [data-found] .palette-item", has_text="欧阳雪").first
    expect(found).to_be_visible()
    xiaolin.press("Enter")
    expect(xiaolin.page).to_have_url(re.compile(r"/customers/\d+"))
    xiaolin.press("Control+k")
    xiaolin.type("承诺")
    xiaolin.press("Enter")
    expect(xiaolin.page).to_have_url(re.compile(r"/promises"))


def test_the_question_mark_shows_every_key_and_escape_puts_it_away(company, staff):
    xiaolin = staff("xiaolin").open("/desk")
    xiaolin.press("?")
    expect(xiaolin.page.locator("#help[open]")).to_contain_text("记承诺")
    xiaolin.press("Escape")
    expect(xiaolin.page.locator("#help[open]")).to_have_count(0)


def test_everything_is_reached_with_the_tab_key_alone(company, staff):
    letter = company.write("可以带狗入住吗？", phone="13800000208")
    xiaolin = staff("xiaolin").conversation(letter["id"])
    xiaolin.page.locator("body").focus()
    seen: set[str] = set()
    for _ in range(120):
        xiaolin.press("Tab")
        seen.add(
            xiaolin.page.evaluate(
                """() => {
                    const at = document.activeElement;
                    const part = [[".rail", "rail"], ["#list", "list"], [".list-views", "views"], ["#composer", "composer"],
                      [".conv-actions", "acts"], ["#side", "side"]].find(([where]) => at.closest(where));
                    return (part ? part[1] : at.tagName) + (at.matches("textarea[name=text]") ? ":text" : "");
                }"""
            )
        )
        if {"rail", "list", "views", "composer:text", "acts", "side"} <= seen:
            break
    assert {"rail", "list", "views", "composer:text", "acts", "side"} <= seen


def test_the_desk_and_the_customers_page_speak_english_when_asked(company, staff, browsers):
    xiaozhou = staff("xiaozhou").open("/desk")
    xiaozhou.page.locator(".rail-foot details summary").click()
    xiaozhou.page.get_by_role("button", name="English").click()
    expect(xiaozhou.page.locator("html")).to_have_attribute("lang", re.compile("^en"))
    chinese = re.compile(r"[\u4e00-\u9fff]")
    words = xiaozhou.page.locator(".rail-item span").all_inner_texts() + xiaozhou.page.locator(".tab").all_inner_texts()
    assert [word for word in words if chinese.search(word)] == []
    xiaozhou.page.locator(".rail-foot details summary").click()
    xiaozhou.page.get_by_role("button", name="简体中文").click()
    expect(xiaozhou.page.locator("html")).to_have_attribute("lang", re.compile("^zh"))

    guest = browsers.window(company)
    guest.goto("/f/liuyan")
    guest.get_by_role("button", name="English").click()
    expect(guest.locator("html")).to_have_attribute("lang", re.compile("^en"))
    assert not chinese.search(guest.locator("h1").inner_text() + guest.locator("form button.btn").inner_text())


def test_on_a_telephone_the_list_opens_the_conversation_and_back_leads_to_the_list(company, staff):
    letter = company.write("我在门口了，停车场满了怎么办？", phone="13800000209")
    xiaolin = staff("xiaolin", width=390, height=844, has_touch=True, is_mobile=True).open("/desk?view=all")
    page = xiaolin.page
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#work")).to_be_hidden()
    xiaolin.row(letter["id"]).locator(".row-link").tap()
    expect(page.locator("#composer")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("[data-to-mode=reply]").tap()
    xiaolin.type("旁边的武林广场地库有我们的车位，报房号就行。")
    page.locator("#composer .send").tap()
    expect(page.locator("#thread .msg.ours")).to_be_visible()
    page.locator(".side-toggle").tap()
    expect(page.locator("#side")).to_be_visible()
    page.locator("#side .side-close").tap()
    page.locator(".conv-head .back").tap()
    expect(page.locator("#list")).to_be_visible()
