"""A tag is about a situation, never about a person 对事不对人."""

from __future__ import annotations

from huitou.measures.refusal import Refusal

LONGEST = 30
# Words that judge whoever writes to us. A short list on purpose: what it misses, a leader retires.
_JUDGING = (
    "刁民", "刁客", "难缠", "难搞", "奇葩", "极品", "无理取闹", "胡搅蛮缠", "素质低", "素质差", "没素质", "低素质",
    "神经病", "有病", "碰瓷", "职业投诉", "职业索赔", "黑名单", "老赖", "穷鬼", "事儿精", "事精", "麻烦客户", "恶意客户",
    "讨厌", "傻", "蠢", "泼妇", "杠精",
)  # fmt: skip


def check_tag(name: str) -> str:
    """The name as it is kept; refused when it is empty, too long, or judges a person."""
    kept = " ".join(name.replace("\0", "").split())
    if not kept or len(kept) > LONGEST:
        raise Refusal("desk.tag_length", most=LONGEST)
    judged = next((word for word in _JUDGING if word in kept), None)
    if judged:
        raise Refusal("desk.tag_judges_person", word=judged)
    return kept
