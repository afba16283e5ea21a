"""A refusal as a sentence in the reader's language: what happened, what was kept, what to do. Only here."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huitou.core.api import PERMISSIONS, Refusal, explain, explanation, readable

explain(
    {
        "front.bad_time": (400, _("这个时间看不懂，请重新选择。其余内容都还在。")),
        "front.form_too_many": (
            429,
            _(
                "这个网络里刚才提交的留言太多，这一条还没有收下。您写的字都还在这一页上，请在 %(minutes)s 分钟后再点一次提交；选过的文件要重新选。"
            ),
        ),
        "front.form_same_contact": (
            429,
            _(
                "用这个联系方式的留言，一小时里已经收到很多条，都会有人看。这一条还没有收下：要补充，请写在前面那条留言的页面上，"
                "或在 %(minutes)s 分钟后再提交；您写的字都还在这一页上。"
            ),
        ),
        "front.words_too_many": (
            429,
            _(
                "您前面写的都收到了，会有人答复。刚才这一条还没有发出，字还在下面，请在 %(minutes)s 分钟后再点一次发送。"
            ),
        ),
        "front.no_key": (409, _("页面太旧了，没有发出。请刷新页面再发，草稿还在。")),
        "front.webhook_url": (
            422,
            _("回调地址要以 http:// 或 https:// 开头，里面不能有账号和密码，不超过 500 个字符。"),
        ),
        "front.webhook_fact": (422, _("没有名为 %(name)s 的事实。所有名字见 /api/v1/fact-kinds。")),
        "front.webhook_name": (422, _("名字不能超过 60 个字。")),
        "front.still_delivering": (409, _("这一条还在投递中，不用重新投递。")),
        "api.no_key": (401, _("请求里没有密钥。请加上请求头 Authorization: Bearer ht_…")),
        "api.bad_key": (401, _("密钥不对，或已经作废，或它的账号已停用。")),
        "api.key_missing": (400, _("这个接口必须带请求头 Idempotency-Key：同一个键只处理一次，断线后可以放心重发。")),
        "api.key_unreadable": (400, _("Idempotency-Key 要用 1 到 200 个英文字母、数字或符号，不能有空格。")),
        "api.key_reused": (409, _("这个 Idempotency-Key 已经用在另一个请求上了。新的请求请换一个键；没有保存。")),
        "api.bad_cursor": (422, _("after 只能填上一页给的 next。")),
        "api.no_such_code": (422, _("没有代码为 %(which)s 的门店或触点。")),
        "api.no_customer": (
            422,
            _("不知道是谁写的：请在 handles 里至少给一个联系方式，或者给 customer_id。没有保存。"),
        ),
        "api.one_file": (422, _("请在 files 里放一个文件，不多不少。")),
        "api.confirm": (422, _("这会删掉内容，不能恢复。要删除，请在 confirm 里一字不差地写“%(word)s”。")),
        "api.too_long_a_time": (422, _("一次最多问 %(most)s 天，请把时间分开问。")),
        "front.bad_choice": (400, _("没有选对，请重新选择。什么都没有改动。")),
    }
)


def sentence(refusal: Refusal) -> str:
    """The refusal in the reader's language; an unknown code is shown as it is (and the test has failed)."""
    _status, text = explanation(refusal.code)
    return str(text) % _readable(refusal.params) if "%(" in str(text) else str(text)


def status(refusal: Refusal) -> int:
    """The HTTP status of a refusal."""
    return explanation(refusal.code)[0]


def _readable(params: dict[str, Any]) -> dict[str, Any]:
    params = readable(params)
    if "permission" in params:
        return {**params, "permission": gettext(PERMISSIONS.get(params["permission"], params["permission"]))}
    return params
