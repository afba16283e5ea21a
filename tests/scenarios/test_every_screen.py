"""Every screen, light and dark, at a desk and on a telephone: readable by everybody, from this house alone, small."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.scenarios.house import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = {"serious", "critical"}
STAFF_PAGES = (
    ("xiaolin", "/desk"),
    ("xiaolin", "/desk/c/{id}"),
    ("xiaolin", "/promises"),
    ("xiaolin", "/cases"),
    ("xiaolin", "/cases/{case}"),
    ("xiaolin", "/customers"),
    ("xiaolin", "/customers/{customer}"),
    ("xiaolin", "/desk/search?q=毛巾"),
    ("manager", "/day"),
    ("admin", "/audit"),
    ("admin", "/settings"),
    ("admin", "/settings/me"),
    ("admin", "/start"),
)
PUBLIC_PAGES = ("/login", "/f/liuyan", "/c/{key}", "/r/{link}", "/nowhere")


@pytest.fixture(scope="module")
def matter(company):
    """One matter with everything on it: a case, an answer with a promise, a note, a rating asked for."""
    letter = company.write(
        "毛巾不够用，能多给两条吗？",
        phone="13800000401",
        more='open_case=NewCase(kind="request", summary="多要两条毛巾")',
    )
    more = company.run(f"""
        from huitou.core.api import Actor, accounts, now
        from huitou.desk import api as desk
        from datetime import timedelta
        from huitou.voice import api as voice
        lin = next(row.id for row in accounts().values() if row.username == "xiaolin")
        actor = Actor.account(lin)
        desk.write_note(conversation_id={letter["id"]}, text="布草间今天缺货，先从别的楼层调。", key="n1", actor=actor)
        due = now() + timedelta(minutes=40)
        promise = desk.NewPromise(kind="send", text="送两条浴巾到房间", due_at=due)
        desk.reply(conversation_id={letter["id"]}, text="马上为您送两条浴巾。", key="r1", actor=actor, promises=[promise])
        case = desk.case(case_id={letter["case"]}).case
        value = {{"case": case.number}}
    """)
    closed = company.write(
        "请问能开专票吗？", name="钱多", phone="13800000402", more='open_case=NewCase(kind="inquiry", summary="专票")'
    )
    link = company.run(f"""
        import time
        from huitou.core.api import Actor, accounts
        from huitou.desk import api as desk
        from huitou.voice import api as voice
        lin = next(row.id for row in accounts().values() if row.username == "xiaolin")
        desk.reply(conversation_id={closed["id"]}, text="可以的，已经开好发到邮箱。", key="r2", actor=Actor.account(lin))
        desk.close_case(case_id={closed["case"]}, reason="solved", word="", actor=Actor.account(lin))
        for _ in range(150):
            value = voice.open_link(conversation_key={closed["key"]!r})
            if value:
                break
            time.sleep(0.2)
    """)
    return {**letter, **more, "link": link}


def findings(page) -> list[str]:
    """What axe-core calls serious or critical on the page as it stands."""
    assert AXE.exists(), "npm's axe-core is missing: `make test` installs it"
    page.evaluate(AXE.read_text("utf-8"))
    answer = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}"
        for rule in answer["violations"]
        if rule["impact"] in GRAVE
        for node in rule["nodes"][:4]
    ]


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_screen_shuts_anybody_out_and_none_is_wider_than_its_window(company, browsers, matter, width, dark):
    found: dict[str, list[str]] = {}
    people = {name: browsers.staff(company, name, width=width, dark=dark).page for name in dict(STAFF_PAGES)}
    guest = browsers.window(company, width=width, dark=dark)
    visits = [(people[name], path) for name, path in STAFF_PAGES] + [(guest, path) for path in PUBLIC_PAGES]
    for page, path in visits:
        page.goto(path.format(**matter))
        problems = findings(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(f"wider than {width}")
        if problems:
            found[path] = problems
    assert found == {}


def test_dialogs_and_open_menus_shut_nobody_out(staff, matter):
    xiaolin = staff("xiaolin").conversation(matter["id"])
    found: dict[str, list[str]] = {}

    def look(name: str) -> None:
        if problems := findings(xiaolin.page):
            found[name] = problems

    xiaolin.press("?")
    look("help")
    xiaolin.press("Escape", "Control+k")
    look("palette")
    xiaolin.press("Escape")
    xiaolin.page.locator("#thread").focus()
    xiaolin.press("p")
    expect(xiaolin.page.locator("[data-promise-pop]")).to_be_visible()
    look("promise")
    xiaolin.press("Escape")
    xiaolin.page.locator("[data-to-mode=note]").click()
    look("note")
    xiaolin.page.locator("#thread").focus()
    xiaolin.press("a")
    look("assign")
    assert found == {}


def test_the_first_desk_page_is_under_200_kilobytes_in_at_most_ten_requests(staff, matter):
    xiaolin = staff("xiaolin")
    session = xiaolin.page.context.new_cdp_session(xiaolin.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    asked: list[str] = []
    weights: list[float] = []
    session.on("Network.requestWillBeSent", lambda event: asked.append(event["request"]["url"]))
    session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
    xiaolin.conversation(matter["id"])
    xiaolin.page.wait_for_timeout(1500)
    pages = [url for url in asked if url.startswith("http")]
    assert len(pages) <= 10, pages
    assert 5_000 < sum(weights) < 200_000, sum(weights)


def test_nothing_on_a_page_is_fetched_from_another_host_and_no_script_stands_in_it(company, browsers, matter):
    """The windows of every story count other hosts; this one reads the pages' own source for them."""
    page = browsers.staff(company, "xiaolin").page
    for path in ("/desk/c/{id}", "/promises", "/f/liuyan", "/c/{key}"):
        source = page.request.get(path.format(**matter)).text()
        assert "<script" in source
        assert re.findall(r"<script(?![^>]*src=)|\s(?:style|on[a-z]+)=[\"']", source) == []
        assert re.findall(r"(?:src|href|action)=[\"'](?:https?:)?//[^\"']*", source) == []


def test_axe_finds_a_planted_fault(browsers, company):
    """The test above can fail: a button without a name and grey on grey are found."""
    page = browsers.window(company)
    page.goto("/login")
    page.evaluate("""() => {
        const bad = document.createElement("button");
        document.querySelector("main, body").append(bad);
    }""")
    assert any(line.startswith("button-name") for line in findings(page))
