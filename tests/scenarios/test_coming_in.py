"""The first page of a new installation, and the door for everybody after that."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.scenarios.house import House


def test_a_new_installation_asks_for_its_key_makes_the_first_administrator_and_shows_the_first_steps(
    tmp_path, browsers
):
    home = tmp_path / "home"
    home.mkdir()
    house = House(home).start()
    try:
        page = browsers.window(house)
        page.goto("/")
        expect(page.locator("h1")).to_contain_text("新装好的回头")
        for name, value in {
            "key": "abcd-abcd-abcd-abcd",
            "company_name": "云栖酒店西湖店",
            "name": "陈立",
            "username": "chenli",
            "password": "xihu-hupan-2026",
        }.items():
            page.fill(f"#{name}", value)
        page.get_by_role("button", name="建好").click()
        expect(page.locator("[role=alert]")).to_be_visible()
        expect(page.locator("#company_name")).to_have_value("云栖酒店西湖店")
        page.fill("#key", (home / "first-key").read_text().strip())
        page.fill("#password", "xihu-hupan-2026")
        page.get_by_role("button", name="建好").click()
        expect(page.locator(".steps-list .step").first).to_be_visible()
        assert page.locator(".demo").count() == 0, "a real company sees nothing of the demo"
        assert not (home / "first-key").exists(), "the key has done its work"
    finally:
        house.stop()


def test_whoever_guesses_passwords_is_told_to_wait(own_company, browsers):
    page = browsers.window(own_company)
    for attempt in range(30):
        page.goto("/login")
        page.fill("#login", "xiaolin")
        page.fill("#password", f"guess-number-{attempt}")
        page.click("form.form button")
        said = page.locator("[role=alert]").inner_text()
        if "分钟" in said or "秒" in said:
            break
    assert "分钟" in said or "秒" in said, said
    assert attempt >= 2, "a slip of the finger is forgiven"
    page.fill("#login", "xiaolin")
    page.fill("#password", "huitou-demo-2026")
    page.click("form.form button")
    expect(page.locator("[role=alert]")).to_be_visible()
