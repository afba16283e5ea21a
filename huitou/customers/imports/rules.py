"""Which column means what, and what one line of a table says about a customer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from huitou.customers.address import rules as address_rules
from huitou.customers.details import rules as detail_rules
from huitou.customers.fields import rules as field_rules
from huitou.customers.handles import rules as handle_rules
from huitou.customers.handles.rules import Handle
from huitou.customers.profile import rules as profile_rules
from huitou.measures.refusal import Refusal

HANDLES = {"phone": "phone", "mail": "mail", "openid": "openid", "unionid": "unionid", "contact": ""}
DETAILS = {"like": "like", "dislike": "dislike", "habit": "habit", "birthday": "date", "other": "other"}
PROFILE = ("name", "title", "address_as", "language", "site")
FIELDS = (*PROFILE, *HANDLES, *DETAILS)
CUSTOM = "custom:"
# What people write at the head of such columns, in small letters without spaces and marks.
HEADERS: dict[str, str] = {
    "name": "姓名 名字 客户 客户姓名 客户名称 客人 客人姓名 业主 业主姓名 住客 会员姓名 联系人 联系人姓名 昵称 name fullname customer customername guest guestname contactname",
    "title": "尊称 头衔 性别 称谓 先生女士 title gender sex salutation honorific",
    "address_as": "称呼 怎么称呼 希望的称呼 称呼方式 addressas calledas preferredname",
    "phone": "电话 手机 手机号 手机号码 电话号码 联系电话 移动电话 座机 固定电话 客户电话 phone mobile tel telephone cell cellphone phonenumber mobilephone",
    "mail": "邮箱 电子邮箱 邮件 电子邮件 邮箱地址 电邮 email mail emailaddress e-mail",
    "openid": "openid 微信openid wechatopenid 公众号openid",
    "unionid": "unionid 微信unionid",
    "contact": "联系方式 联络方式 contact contacts handle",
    "site": "门店 酒店 小区 项目 楼盘 分店 所属门店 店铺 site shop store hotel branch",
    "language": "语言 语种 language lang locale",
    "like": "喜好 喜欢 偏好 爱好 likes like preference preferences",
    "dislike": "不喜欢 忌讳 忌口 禁忌 dislikes dislike",
    "habit": "习惯 生活习惯 habits habit",
    "birthday": "生日 出生日期 出生年月 birthday birthdate dateofbirth dob",
    "other": "备注 说明 其他 附注 note notes remark remarks comment comments",
}
_KNOWN = {word: name for name, words in HEADERS.items() for word in words.split()}
_MARKS = re.compile(r"[\s_\-*＊:：()（）【】\[\]/、.]+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")
_LANGUAGES = {
    "": "",
    "zh": "zh-hans",
    "zh-cn": "zh-hans",
    "zh-hans": "zh-hans",
    "中文": "zh-hans",
    "简体中文": "zh-hans",
}
_LANGUAGES |= {"en": "en", "en-us": "en", "en-gb": "en", "english": "en", "英文": "en", "英语": "en"}


@dataclass(frozen=True)
class Line:
    """What one line says. `details` are (kind, text, date), `custom` field key to raw value."""

    name: str = ""
    title: str = ""
    address_as: str = ""
    language: str = ""
    site: str = ""
    handles: tuple[Handle, ...] = ()
    details: tuple[tuple[str, str, date | None], ...] = ()
    custom: Mapping[str, str] = field(default_factory=dict)


def guess_mapping(headers: Sequence[str], *, custom: Mapping[str, str]) -> list[str]:
    """For each column the field it most likely means, "" where nobody knows. `custom` is key to label.

    A second column of the same meaning is left out, save handles and details, of which a person may have several.
    """
    labels = {_plain(label): f"{CUSTOM}{key}" for key, label in custom.items()}
    labels |= {_plain(key): f"{CUSTOM}{key}" for key in custom}
    found: list[str] = []
    for header in headers:
        plain = _plain(header)
        meant = labels.get(plain) or _KNOWN.get(plain) or _KNOWN.get(plain.rstrip("0123456789一二三四五")) or ""
        many = meant in HANDLES or meant in DETAILS
        found.append("" if meant in found and not many else meant)
    return found


def check_mapping(mapping: Sequence[str], *, columns: int, custom: Sequence[str]) -> list[str]:
    """The mapping, one field for each column. Raises customers.import_bad_mapping, .import_no_header (no handle)."""
    known = {*FIELDS, "", *(f"{CUSTOM}{key}" for key in custom)}
    for name in mapping:
        if name not in known:
            raise Refusal("customers.import_bad_mapping", field=name[:60])
    once = [name for name in mapping if name in PROFILE or name.startswith(CUSTOM)]
    if len(mapping) != columns or len(once) != len(set(once)):
        raise Refusal("customers.import_bad_mapping", field=sorted({n for n in once if once.count(n) > 1}))
    if not any(name in HANDLES for name in mapping):
        raise Refusal("customers.import_no_header")
    return list(mapping)


def names_clash(known: str, given: str) -> bool:
    """Whether two names can hardly be one person's: 曲洋 and 任盈盈; not 王芳 and 王小姐, Anna and ANNA LEE, nor "" and any."""
    one, other = ("".join(name.split()).casefold() for name in (known, given))
    if not one or not other or one in other or other in one:
        return False
    return one[0] != other[0]


def read_line(cells: Sequence[str], mapping: Sequence[str], *, problem: str = "") -> Line:
    """What the line says by its mapping. Raises the refusal of the first thing that is wrong with it."""
    if problem:
        raise Refusal(f"customers.import_{problem}")
    told: dict[str, str] = {}
    handles: list[Handle] = []
    details: list[tuple[str, str, date | None]] = []
    for cell, name in zip(cells, mapping, strict=False):
        raw = cell.strip()
        if not raw or not name:
            continue
        if name in HANDLES:
            handles += _handles(name, raw)
        elif name in DETAILS:
            details.append(_detail(DETAILS[name], _no_formula(raw)))
        else:
            told[name] = _no_formula(raw)
    if not handles:
        raise Refusal("customers.import_needs_handle")
    return _line(told, handles, details)


def _line(told: dict[str, str], handles: list[Handle], details: list[tuple[str, str, date | None]]) -> Line:
    line = profile_rules.line
    language = _LANGUAGES.get(told.get("language", "").lower().replace("_", "-"))
    if language is None:
        raise Refusal("customers.bad_language")
    wish = line(told.get("address_as", ""), field="称呼", most=profile_rules.ADDRESS_AS)
    name = line(told.get("name", ""), field="姓名", most=profile_rules.NAME)
    title = line(told.get("title", ""), field="尊称", most=profile_rules.TITLE)
    return Line(
        name=name,
        title=title,
        address_as=address_rules.check(wish, name=name, title=title) if wish else "",
        language=language,
        site=told.get("site", "")[:80],
        handles=tuple({(one.kind, one.value): one for one in handles}.values()),
        details=tuple(details),
        custom={key.removeprefix(CUSTOM): value for key, value in told.items() if key.startswith(CUSTOM)},
    )


def _handles(name: str, raw: str) -> list[Handle]:
    if _SCIENTIFIC.fullmatch(raw):
        raise Refusal("customers.import_scientific", raw=raw[:40])
    kind = HANDLES[name]
    # Two numbers in one cell are common; a space or a dash alone does not part them.
    parts = [part for part in re.split(r"[,，;；、|\n]+", raw) if part.strip()]
    return [handle_rules.normalise(kind, part) if kind else handle_rules.guess(part) for part in parts[:10]]


def _detail(kind: str, raw: str) -> tuple[str, str, date | None]:
    if kind == "date":
        on = field_rules.day(raw)
        return kind, "生日", on
    text = profile_rules.line(raw, field="细节", most=detail_rules.MOST)
    detail_rules.check(kind=kind, text=text, on_date=None)
    return kind, text, None


def _no_formula(raw: str) -> str:
    if raw.startswith(("=", "@", "＝", "＠")):
        raise Refusal("customers.import_formula", raw=raw[:40])
    return raw


def _plain(header: str) -> str:
    return _MARKS.sub("", header).lower()
