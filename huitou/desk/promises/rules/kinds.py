"""A first guess at what kind of promise a text makes, by the verbs people use."""

from __future__ import annotations

import re

# The more particular first: 「把退款结果电话告知您」 is a call about a refund, and the call is what is owed.
# Whoever says 核实, 查询, 审核 owes the customer what came out of it: an answer.
VERBS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("callback", re.compile(r"回电|[致来去]电|打(?:个)?电话|(?:电话|致电)(?:联系|告知|通知|回访|给您|沟通)|给您(?:去|个|打)?电话")),
    ("visit", re.compile(r"上门|登门|到您[家房府]|到府|到场|派(?:人|师傅|工程师|专人)|当面")),
    ("refund", re.compile(r"退(?!房|休|订|换货|回给我)|返[还现]|赔(?!礼|罪)|补偿|打款|汇款|到[账帐]|原路")),
    ("repair", re.compile(r"修(?!改)|更换|疏通|换(?:新|好|掉)")),
    ("send", re.compile(r"[寄邮](?!箱)|(?<!出)发(?!现|生|布|展|票|言|放)|送(?!走)|开具|开好?发票|配货")),
    ("reply", re.compile(r"[回答]复|回您|告[知诉]|通知|反馈|联系|消息|结果|解[答释]|说明|核[实对查]|查[询看清明证一]|审核|音讯")),
)  # fmt: skip


def kind_of(*, text: str) -> str:
    """callback, visit, refund, repair, send or reply; `other` when no verb of ours stands in it."""
    return next((kind for kind, verb in VERBS if verb.search(text)), "other")
