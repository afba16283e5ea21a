"""A first guess at what kind of promise a text makes, by the verbs people use."""

from __future__ import annotations

# The more particular first: 「把退款结果电话告知您」 is a call about a refund, and the call is what is owed.
VERBS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("callback", ("回电", "致电", "打电话", "电话联系", "电话告知", "给您电话", "来电", "电话回访")),
    ("visit", ("上门", "登门", "到您家", "到府", "到您房间", "到场")),
    ("refund", ("退款", "退还", "退回", "退费", "退到", "赔付", "赔偿", "打款", "到账")),
    ("repair", ("维修", "修好", "修理", "更换", "检修", "修复")),
    ("send", ("寄", "发货", "补发", "发送", "送到", "邮件发", "发给您", "送达")),
    ("reply", ("回复", "答复", "回您", "告知", "通知", "反馈", "联系您", "给您消息", "给您结果")),
)


def kind_of(text: str) -> str:
    """callback, visit, refund, repair, send or reply; `other` when no verb of ours stands in it."""
    return next((kind for kind, verbs in VERBS if any(verb in text for verb in verbs)), "other")
