"""The desk's refusals in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.api import explain

# ── promises and cases ──────────────────────────────────────────────────────────────────────────────────────────────
explain(
    {
        "desk.promise_empty": (422, _("请写明承诺的内容。")),
        "desk.promise_too_long": (422, _("承诺最多 %(most)s 个字，现在有 %(length)s 个。")),
        "desk.promise_kind_unknown": (422, _("公司目前不对客户承诺“%(kind_word)s”。")),
        "desk.promise_past": (422, _("这个时间已经过去或就在眼前，最早可选 %(when)s。")),
        "desk.promise_role": (403, _("您的角色不能承诺“%(kind_word)s”，请找班长一起答复客户。")),
        "desk.promise_too_soon": (
            422,
            _("按规定，这件事至少需要 %(minutes)s 分钟工作时间，最早可以承诺 %(when)s。"),
        ),
        "desk.promise_too_far": (422, _("最远只能承诺 %(days)s 天以内，也就是 %(when)s 之前。")),
        "desk.promise_closed_day": (422, _("那天不上班，下一个工作时间是 %(when)s。")),
        "desk.promise_closed_hour": (422, _("那时不在工作时间，下一个工作时间是 %(when)s。")),
        "desk.promise_capacity": (
            409,
            _("那个小时团队已有 %(count)s 项承诺（上限 %(most)s 项），请换一个时间。"),
        ),
        "desk.promise_load": (
            409,
            _("您名下已有 %(count)s 项未完成的承诺（上限 %(most)s 项），请先兑现几项，或请同事来承诺。"),
        ),
        "desk.promise_load_high": (409, _("您名下已有 %(count)s 项未完成的承诺，接近上限 %(most)s 项。仍要承诺吗？")),
        "desk.promise_overlap": (409, _("您在这个时间前后还有 %(count)s 项承诺到期。仍要承诺吗？")),
        "desk.promise_off_shift": (409, _("按排班，那时您不在班。仍要承诺吗？")),
        "desk.promise_needs_person": (422, _("承诺要由一位同事作出和承担。")),
        "desk.promise_ended": (409, _("这项承诺已经有了结果，请刷新后查看。")),
        "desk.promise_not_due": (409, _("还没到约定的时间，我们仍在办理。")),
        "desk.promise_gone": (409, _("这项承诺已改约或已免除，不再需要确认。")),
        "desk.word_needed": (422, _("请写下客户的原话或原因。")),
        "desk.message_keeps_nothing": (409, _("这条回复不在该承诺之后，不能算作兑现。")),
        "desk.nothing_to_take": (409, _("这项承诺现在没有等人接手，可能同事已经接手了。")),
        "desk.promises_open": (409, _("还有 %(count)s 项承诺没有结果。先兑现、改约，或确认仍要办结。")),
        "desk.case_elsewhere": (422, _("这张工单不属于这个会话。")),
        "desk.case_kind": (422, _("工单类型只能是咨询、请求、投诉、建议或表扬。")),
        "desk.case_severity": (422, _("严重程度应在 1 到 4 之间。")),
        "desk.case_summary_long": (422, _("摘要最多 %(most)s 个字，现在有 %(length)s 个。")),
        "desk.case_question": (422, _("没有这个问题，工单只有五个问题。")),
        "desk.case_answer_long": (422, _("回答最多 %(most)s 个字，现在有 %(length)s 个。")),
        "desk.case_closed": (409, _("工单已办结，请先重新打开。")),
        "desk.case_incomplete": (409, _("还有 %(count)s 处没有填写。补上它们，或确认仍要办结。")),
        "desk.case_linked_to_itself": (422, _("工单不能与自己关联。")),
        "desk.nobody_there": (409, _("没有可以负责的同事，请管理员先为团队安排成员。")),
    }
)
