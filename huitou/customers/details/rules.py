"""Details help to serve; they speak about situations, never about the person (对事不对人)."""

from __future__ import annotations

import re
from datetime import date

from huitou.measures.refusal import Refusal

KINDS = ("like", "dislike", "habit", "date", "other")
MOST = 300
# What hides inside a word to slip past the list: spaces, dots, stars, zero-width characters.
FILLING = re.compile(r"[\s.·•*＊_\-~～\u200b-\u200f\u2060\ufeff]+")
# A word that judges a person, and a situation that could be written instead. A starting list: one place to extend.
JUDGING: tuple[tuple[str, str], ...] = (
    (r"难缠|难搞|难伺候|不好惹|难对付", "三次来电都问同一笔退款，尚未得到答复"),
    (r"刁民|刁钻|刁蛮", "不认可处理结果，认为扣款没有依据"),
    (
        r"神经病(?![学科房])|精神病(?![学科院人])|脑子有(?:问题|病|坑)|变态|疯子",
        "说话很急，两次提高声音，担心赶不上飞机",
    ),
    (r"(?<![大疾看生治小])有病(?![人假史历情房例床菌毒害痛])", "情绪激动，先听完再给方案"),
    (r"找茬|找碴|找事儿?的|挑刺|鸡蛋里挑骨头", "提出四处问题：空调、毛巾、早餐、发票"),
    (
        r"事儿(?:真|太|特别|很)?多(?![亏谢久])|事儿?精|事儿妈|太矫情|很矫情|矫情得",
        "入住当天提出三项需求，都希望当晚解决",
    ),
    (r"无理取闹|胡搅蛮缠|蛮不讲理|不讲道理", "要求超出政策：希望全额退款，已过免费取消时间"),
    (r"投诉专业户|职业投诉|专业投诉|职业打假|碰瓷", "半年内投诉三次：噪音、漏水、账单"),
    (r"奇葩|极品客|怪人|怪胎", "要求少见：希望房间面向正北"),
    (r"没素质|素质(?:差|低)|没教养|没文化|土包子|泼妇|无赖|老赖|流氓|人渣|垃圾客", "当面提高声音，旁边有其他客人"),
    (r"抠门|抠得|小气鬼|穷鬼|爱占便宜|贪小便宜|占便宜没够|贪便宜", "关心价格，每次先问有没有优惠"),
    (r"脾气(?:很|太|特别|真)?(?:差|坏|臭|大|暴)|暴脾气", "等候超过十分钟时会着急，先告诉他还要多久"),
    (r"笨(?=得|死|蛋|，|。|$)|(?<!蠢)蠢(?!蠢)|傻[子瓜叉逼缺X]|白痴|智障|弱智|二百五", "需要多解释一遍步骤，最好发图"),
)


def judging_word(text: str) -> tuple[str, str] | None:
    """The word that judges and a situation to write instead; None when nothing was found."""
    plain = FILLING.sub("", text)
    for pattern, instead in JUDGING:
        found = re.search(pattern, plain, re.IGNORECASE)
        if found:
            return found[0], instead
    return None


def check(*, kind: str, text: str, on_date: date | None) -> None:
    """Raise customers.bad_detail_kind, .detail_needs_date, .judges_person (word, instead) for what may not be kept."""
    if kind not in KINDS:
        raise Refusal("customers.bad_detail_kind")
    if kind == "date" and on_date is None:
        raise Refusal("customers.detail_needs_date")
    judged = judging_word(text)
    if judged:
        raise Refusal("customers.judges_person", word=judged[0], instead=judged[1])
