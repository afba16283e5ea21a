"""How to address a customer: 王女士, 欧阳老师, 王小明; never 亲, 美女, 帅哥.

A form is only made from what is known: the name's own title, the title or gender that was told, or else the full name.
Nobody's gender is guessed from a name. What the customer asked for goes before all of it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from huitou.customers.address.rules.families import COMPOUND, SINGLE
from huitou.measures.refusal import Refusal

_TITLE_WORDS = (
    "先生 女士 小姐 太太 夫人 老师 教授 博士 院士 医生 大夫 护士 护士长 律师 法官 警官 会计师 工程师 设计师 建筑师 师傅 师父 总 董 总经理 副总经理 "
    "副总 董事长 总监 总裁 经理 主任 主管 主编 院长 校长 园长 书记 局长 处长 科长 部长 厂长 店长 队长 班长 站长 所长 会长 理事长 秘书长 "
    "行长 台长 馆长 市长 区长 县长 镇长 村长 参赞 大使 导演 教练 导 工 编辑 记者 同志 同学 阿姨 叔叔 伯伯 婆婆 奶奶 爷爷 大爷 大妈 大叔 大姐 大哥 "
    "姑姑 法师 道长 神父 牧师 修女"
)
# Longest first, so that 副总经理 is not read as 经理.
TITLES = tuple(sorted(_TITLE_WORDS.split(), key=lambda title: (-len(title), title)))
_GENDERS = {
    "male": "先生", "m": "先生", "男": "先生", "男性": "先生", "先生": "先生", "mr": "先生", "mr.": "先生",
    "female": "女士", "f": "女士", "女": "女士", "女性": "女士", "女士": "女士", "ms": "女士", "ms.": "女士", "mrs": "女士", "mrs.": "女士",
}  # fmt: skip
_LATIN_TITLE = re.compile(r"^(mr|mrs|ms|miss|mx|dr|prof)\.?\s+(?=\S)", re.I)
_LATIN_TITLES = {"mr": "先生", "mrs": "女士", "ms": "女士", "miss": "女士", "mx": "", "dr": "博士", "prof": "教授"}
_FAMILIAR = re.compile(
    r"亲+|亲亲|亲爱的?|亲们|宝+|宝宝|宝贝|宝子|宝儿|小可爱|美女|大?美女|靓女|美眉|妹子|妹妹|小妹|帅哥|大?帅哥|靓仔|小哥|小哥哥|小姐姐|小姐|小仙女|仙女|女神|男神|"
    r"哥|哥哥|大哥|老哥|姐|姐姐|大姐|老板|老板娘|老铁|家人们?|金主|金主爸爸|土豪|大佬|亲爱的(?:顾客|客户|用户|会员|朋友|您)|(?:dear|honey|sweetie|bro|sis|boss)",
    re.I,
)
_ENDEARMENT = re.compile(r"^(?:亲爱的?|最爱的|可爱的|我的|dear\s+)", re.I)
_TAIL = re.compile(r"(?:亲|宝宝?|宝贝|美女|帅哥|靓女|靓仔|小姐姐|小哥哥|小仙女)$")
_GREETING = re.compile(r"[\s,，!！~～:：。]*(?:您好|你好|hello|hi)?[\s,，!！~～:：。]*$", re.I)
_RUDE = re.compile(r"喂+|嘿+|那个谁|那谁|你|这位|该?客户|投诉人|当事人")
_DOTS = "·•・‧．"
_NOBODY = "您"


@dataclass(frozen=True)
class Name:
    """A name in its parts; `family` is "" when they cannot be told for certain. `title` is the one the name carried."""

    full: str
    family: str = ""
    given: str = ""
    title: str = ""
    latin: bool = False


def split(name: str) -> Name:
    """The parts of a name as written: 欧阳娜娜, 王老师, John Smith, 迪丽热巴·迪力木拉提."""
    text = _tidy(name)
    latin = _LATIN_TITLE.match(text)
    if latin:
        return Name(text[latin.end() :], title=_LATIN_TITLES[latin[1].lower()], latin=True)
    if not _is_han(text):
        return Name(text, latin=any("a" <= char.lower() <= "z" for char in text))
    bare, title = _without_title(text)
    family, given = _family(bare)
    return Name(bare, family, given, title)


def address(name: str, *, title: str = "", gender: str = "", address_as: str = "") -> str:
    """How to say whom we mean: what they asked for, family name and title, else the full name, "" when nothing is known.

    `title` is a word of TITLES; `gender` 男/女/male/female; anything else in either is left out, never guessed.
    A wish that is itself refused (亲) is passed over.
    """
    wish = _tidy(address_as)
    if wish and not refused(wish):
        return wish
    parts = split(name)
    known = _known_title(parts, title, gender)
    if not parts.full or refused(parts.full):
        return ""
    if not known:
        return parts.full
    if parts.family:
        return parts.family + known
    return f"{parts.full} {known}" if parts.latin else parts.full + known


def greeting(name: str, *, title: str = "", gender: str = "", address_as: str = "") -> str:
    """The first words of a message: 王女士，您好 · 王小明 您好 · 您好."""
    form = address(name, title=title, gender=gender, address_as=address_as)
    if not form:
        return f"{_NOBODY}好"
    with_title = form.endswith(TITLES) and form != split(name).full
    return f"{form}，{_NOBODY}好" if with_title or form == _tidy(address_as) else f"{form} {_NOBODY}好"


def refused(form: str) -> str:
    """Why this form is not used: "" if it may be, else familiar (亲, 美女), endearing (亲爱的王女士) or rude (喂, 投诉人)."""
    bare = _GREETING.sub("", _tidy(form))
    if _FAMILIAR.fullmatch(bare):
        return "familiar"
    if _RUDE.fullmatch(bare):
        return "rude"
    if _ENDEARMENT.match(bare) or _is_tailed(bare):
        return "endearing"
    return ""


def check(form: str, *, name: str = "", title: str = "", gender: str = "", address_as: str = "") -> str:
    """The form as it may be used. Raises Refusal customers.address_<why>(said, offer) with a form that may be."""
    why = refused(form)
    if not why:
        return _tidy(form)
    offer = address(name, title=title, gender=gender, address_as=address_as) or _saved(form) or _NOBODY
    raise Refusal(f"customers.address_{why}", said=_tidy(form), offer=offer)


def _tidy(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not text.isprintable():
        text = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Cc", "Cs", "Co", "Cn"})
    text = re.sub(r"\s+", " ", text).strip(" ,，。;；:：!！")
    # 王 小明 is one name, John Smith two words.
    return text.replace(" ", "") if _is_han(text.replace(" ", "")) else text


def _is_han(text: str) -> bool:
    return bool(text) and all(
        "一" <= char <= "龥" or char in _DOTS or unicodedata.name(char, "").startswith("CJK ") or char == "〇"
        for char in text
    )


def _without_title(text: str) -> tuple[str, str]:
    """王老师 is a family name and a title; 李工 and 张总 only where a family name stands alone before them."""
    if not text.endswith(TITLES):
        return text, ""
    for title in TITLES:
        bare = text[: -len(title)]
        if not text.endswith(title) or not bare:
            continue
        alone = bare in SINGLE or bare in COMPOUND
        if alone or (len(title) > 1 and _family(bare)[0] and len(text) >= 4):
            return bare, title
    return text, ""


def _family(name: str) -> tuple[str, str]:
    """Family and given name; ("", "") for names of other peoples and for what is no name."""
    if any(dot in name for dot in _DOTS):
        return "", ""
    for length in (4, 3, 2):
        if name[:length] in COMPOUND and len(name) <= length + 2:
            return name[:length], name[length:]
    if name[:1] in SINGLE and len(name) <= 3:
        return name[:1], name[1:]
    return "", ""


def _known_title(name: Name, title: str, gender: str) -> str:
    told = title.strip()
    if told in TITLES:
        return told
    return name.title or _GENDERS.get(told.lower(), "") or _GENDERS.get(gender.strip().lower(), "")


def _is_tailed(bare: str) -> bool:
    """王美女 and 王小明亲 are refused; a given name such as 陈亲 or 李宝宝 is a name."""
    tail = _TAIL.search(bare)
    if not tail or not tail.start():
        return False
    head = bare[: tail.start()]
    if tail[0] in {"亲", "宝", "宝宝", "宝贝"}:
        return len(head) > 1 and (head.endswith(TITLES) or len(bare) > 3)
    return True


def _saved(form: str) -> str:
    """The name inside an endearment: 亲爱的王女士 → 王女士."""
    inner = _TAIL.sub("", _ENDEARMENT.sub("", _GREETING.sub("", _tidy(form)))) or ""
    return "" if not inner or refused(inner) or len(inner) < 2 else inner
