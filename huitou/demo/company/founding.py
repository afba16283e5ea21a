"""Founding the demo company: its sites, people, hours, shifts and ways in, by the same actions as a real one."""

from __future__ import annotations

from datetime import date, timedelta

from huitou.channels.api import make_channel
from huitou.core.api import SYSTEM, make_account, put_setting, writing
from huitou.demo.company import people
from huitou.demo.past.scripts import SCRIPTS
from huitou.desk import api as desk
from huitou.roster import api as roster

FORMS = (
    ("liuyan", "酒店在线留言", "酒店服务组"),
    ("wuye", "业主在线留言", "物业服务组"),
    ("tousu", "投诉与意见", "投诉处理组"),
)
SHOWN = ("xiaolin", "laozhou", "manager", "quality", "boss", "admin")  # one of each role on the login page
MOST_WEEKS = 26  # that a rota is made for at once
PROPERTY_SITES = frozenset({"lanting", "binjiang"})


def found(*, first: date, last: date) -> None:
    """Make the whole company; its rota covers the days from `first` to `last`."""
    with writing():
        put_setting("company.name", people.COMPANY)
        put_setting("demo", True)
        put_setting(
            "demo.logins", [[p.role, p.username, people.PASSWORD] for p in people.PEOPLE if p.username in SHOWN]
        )
        _places()
        teams = {name: roster.make_team(name=name, most_open=25, actor=SYSTEM) for name, _site in people.TEAMS}
        accounts = _people(teams)
        _hours(teams)
        _rota(teams, accounts, first, last)
        for slug, name, team in FORMS:
            make_channel(kind="form", name=name, slug=slug, team_id=teams[team])
        make_channel(kind="api", name="小程序", slug="miniapp", team_id=teams["酒店服务组"])
        make_channel(kind="email_file", name="邮件存档", slug="mail-archive", team_id=teams["酒店服务组"])
        _desk()


def _places() -> None:
    for code, name in people.SITES:
        roster.make_site(code=code, name=name, actor=SYSTEM)
    for position, (code, name, stage) in enumerate(people.TOUCHPOINTS):
        roster.make_touchpoint(code=code, name=name, stage=stage, position=position, actor=SYSTEM)


def _people(teams: dict[str, int]) -> dict[str, int]:
    skills = {code: roster.make_skill(code=code, name=name, actor=SYSTEM) for code, name in people.SKILLS}
    accounts = {}
    for person in people.PEOPLE:
        account_id = make_account(
            username=person.username, name=person.name, password=people.PASSWORD, role=person.role, actor=SYSTEM
        )
        accounts[person.username] = account_id
        if person.team:
            roster.add_member(team_id=teams[person.team], account_id=account_id, leads=person.leads, actor=SYSTEM)
            roster.set_presence(account_id=account_id, state="ready", actor=SYSTEM)
        for code in person.skills:
            roster.give_skill(account_id=account_id, skill_id=skills[code], level=2, actor=SYSTEM)
    return accounts


def _hours(teams: dict[str, int]) -> None:
    weekday, weekend = [list(part) for part in people.WEEKDAY], [list(part) for part in people.WEEKEND]
    # A hotel works through the festivals; the property's office keeps them.
    roster.set_hours(team_id=None, weekly=[weekday] * 5 + [weekend] * 2, festivals="", actor=SYSTEM)
    roster.set_hours(team_id=teams["物业服务组"], weekly=[weekday] * 5 + [weekend] * 2, festivals="CN", actor=SYSTEM)


def _rota(teams: dict[str, int], accounts: dict[str, int], first: date, last: date) -> None:
    weeks = (last - (first - timedelta(days=first.weekday()))).days // 7 + 1
    for team, team_id in teams.items():
        members = [person for person in people.PEOPLE if person.team == team]
        pattern = [
            roster.Turn(account_id=accounts[person.username], weekday=weekday, start="08:30", end="18:00")
            for number, person in enumerate(members)
            for weekday in range(7)
            # Two days off a week, in turn; but whom a visitor plays is always at work.
            if person.username in SHOWN or (weekday + 2 * number) % 7 not in (0, 1)
        ]
        for start in range(0, weeks, MOST_WEEKS):
            from_day = first + timedelta(weeks=start)
            some = min(MOST_WEEKS, weeks - start)
            roster.make_rota(team_id=team_id, pattern=pattern, from_day=from_day, weeks=some, actor=SYSTEM)
        leader = next(person for person in members if person.leads)
        steps = [(accounts[leader.username], 5), (accounts["manager"], 10)]
        roster.set_ladder(team_id=team_id, steps=steps, actor=SYSTEM)


def _desk() -> None:
    for shortcut, title, text in CANNED:
        desk.make_canned(shortcut=shortcut, title=title, text=text)
    for name in sorted({script.tag for script in SCRIPTS}):
        desk.make_tag(name=name)
    for kind, name, least, most in POLICIES:
        desk.set_policy(kind=kind, name=name, least_minutes=least, most_days=most, actor=SYSTEM)


CANNED = (
    ("hello", "问候", "{称呼}您好，我是{我的名字}。"),
    ("sorry", "致歉并承接", "{称呼}您好，给您添麻烦了，真对不起。这件事由我来办，{承诺时间}前给您答复。"),
    ("photo", "请补照片", "{称呼}，方便的话请您拍一张照片发来，我们能少让您跑一趟。"),
    ("thanks", "感谢", "谢谢{称呼}告诉我们。盼着再为您服务。"),
    ("invoice", "开票信息", "{称呼}，请您告诉我发票抬头、税号和接收邮箱，我今天就为您办。"),
    ("repair", "上门维修", "{称呼}，维修师傅到之前会先给您打电话，请您留意。"),
)
POLICIES = (
    ("reply", "答复", 0, 10),
    ("callback", "回电", 0, 5),
    ("visit", "上门", 20, 7),
    ("refund", "退款", 30, 15),
    ("repair", "维修", 20, 10),
    ("send", "寄送", 30, 10),
    ("other", "其他", 0, 30),
)
