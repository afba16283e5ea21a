"""The demo company 云栖集团: a hotel and property group. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass

COMPANY = "云栖集团（演示）"


@dataclass(frozen=True)
class Person:
    """Somebody who works here: sign-in name, name, role, team, skills, whether they lead the team."""

    username: str
    name: str
    role: str
    team: str = ""
    skills: tuple[str, ...] = ()
    leads: bool = False


SITES = (
    ("xihu", "云栖酒店·西湖店"),
    ("wulin", "云栖酒店·武林店"),
    ("guzhen", "云栖民宿·古镇店"),
    ("lanting", "兰亭花园（物业）"),
    ("binjiang", "滨江公馆（物业）"),
)
TOUCHPOINTS = (
    ("booking", "预订", "before"),
    ("arrival", "到店入住", "before"),
    ("room", "客房", "during"),
    ("dining", "餐饮", "during"),
    ("housekeeping", "客房清洁", "during"),
    ("repair", "维修", "during"),
    ("parking", "停车", "during"),
    ("security", "门禁安保", "during"),
    ("checkout", "退房结账", "after"),
    ("invoice", "发票与退款", "after"),
    ("membership", "会员", "after"),
)
SKILLS = (("complaint", "投诉处理"), ("refund", "退款"), ("repair", "维修调度"), ("english", "英语"))
TEAMS = (
    ("酒店服务组", None),
    ("物业服务组", None),
    ("投诉处理组", None),
)
PEOPLE = (
    Person("xiaolin", "林小满", "agent", "酒店服务组", ("english", "refund")),
    Person("xiaozhou", "周可", "agent", "酒店服务组", ("refund",)),
    Person("xiaochen", "陈一诺", "agent", "酒店服务组", ("english",)),
    Person("xiaowu", "吴桐", "agent", "物业服务组", ("repair",)),
    Person("xiaozheng", "郑朗", "agent", "物业服务组", ("repair", "refund")),
    Person("xiaofeng", "冯雪", "agent", "投诉处理组", ("complaint", "refund")),
    Person("xiaohe", "何苗", "agent", "投诉处理组", ("complaint", "english")),
    Person("laozhou", "周建国", "leader", "酒店服务组", ("complaint", "refund"), leads=True),
    Person("laoli", "李秀英", "leader", "物业服务组", ("complaint", "repair"), leads=True),
    Person("laosun", "孙志强", "leader", "投诉处理组", ("complaint", "refund"), leads=True),
    Person("manager", "陈立", "manager"),
    Person("quality", "许静", "quality"),
    Person("boss", "沈云", "executive"),
    Person("admin", "管理员", "admin"),
)
PASSWORD = "huitou-demo-2026"  # the demo's only; printed by `make run`, refused outside a demo
WEEKDAY = (("08:30", "12:00"), ("13:00", "18:00"))
WEEKEND = (("09:00", "12:00"), ("13:00", "17:30"))
FAMILY_NAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
COMPOUND = ("欧阳", "司马", "上官", "诸葛", "皇甫")
GIVEN = [
    "芳",
    "敏",
    "静",
    "丽",
    "强",
    "磊",
    "洋",
    "艳",
    "勇",
    "军",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "秀兰",
    "霞",
    "平",
    "刚",
    "桂英",
    "梓涵",
    "浩然",
    "雨桐",
    "思远",
    "佳怡",
    "子轩",
    "若曦",
    "俊杰",
    "晓燕",
    "文博",
    "雅琴",
    "志远",
    "海燕",
    "建华",
    "玉梅",
    "国栋",
    "婷婷",
    "天佑",
    "美玲",
    "振宇",
]
