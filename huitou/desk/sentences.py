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
        "desk.promise_unrecorded": (409, _("您写了%(what)s，要记入承诺吗？")),
        "desk.promise_needs_person": (422, _("承诺要由一位同事作出和承担。")),
        "desk.promise_ended": (409, _("这项承诺已经有了结果，请刷新后查看。")),
        "desk.promise_not_due": (409, _("还没到约定的时间，我们仍在办理。")),
        "desk.promise_gone": (409, _("这项承诺已改约或已免除，不再需要确认。")),
        "desk.word_needed": (422, _("请写下客户的原话或原因。")),
        "desk.message_keeps_nothing": (409, _("这条回复不在该承诺之后，不能算作兑现。")),
        "desk.nothing_to_take": (409, _("这项承诺现在没有等人接手，可能同事已经接手了。")),
        "desk.bad_policy": (400, _("这条承诺政策不完整：要有种类和名称，天数和每小时件数至少是 1。没有保存。")),
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

# ── conversations ───────────────────────────────────────────────────────────────────────────────────────────────────
explain(
    {
        "desk.no_conversation": (404, _("没有这个会话，可能地址不完整。")),
        "desk.no_message": (404, _("没有这条消息。")),
        "desk.empty_text": (422, _("内容是空的，请写下要说的话。")),
        "desk.text_too_long": (422, _("最多 %(most)s 个字，现在有 %(length)s 个，请分几次发送。")),
        "desk.colleague_answered": (409, _("%(name)s刚刚回复了这位客户。您写的内容还在，请先看看再决定是否发送。")),
        "desk.key_missing": (422, _("请求里缺少防重复的编号，请刷新页面后再试。")),
        "desk.key_used": (409, _("这个防重复编号已经用于另一次操作，请刷新页面后再试。")),
        "desk.needs_account": (403, _("这件事要由一位同事来做。")),
        "desk.not_your_message": (403, _("只有写这条回复的同事可以撤回它。")),
        "desk.already_sent": (409, _("这条回复已经发出，不能再撤回。")),
        "desk.send_at_wrong": (422, _("发送时间要在以后 %(days)s 天之内。内容还在，请另选时间。")),
        "desk.promise_before_sending": (409, _("里面的承诺在这条回复发出之前就到期了。请早一点发，或把期限改晚。")),
        "desk.not_failed": (409, _("这条回复没有失败，不需要重发。")),
        "desk.conversation_closed": (409, _("会话已结束，请先重新打开。")),
        "desk.promise_still_open": (
            409,
            _("还有承诺没有结果。请先兑现、与客户改约或请客户免除，再结束会话。"),
        ),
        "desk.snooze_in_the_past": (422, _("这个时间已经过去，请选一个以后的时间。")),
        "desk.snooze_too_far": (422, _("最多推后一年。")),
        "desk.already_taken": (409, _("%(name)s已经接手了这个会话。")),
        "desk.account_gone": (409, _("这位同事的账号已停用，请换一位。")),
        "desk.handover_word_needed": (422, _("请写一句交接的话，让接手的人知道情况。")),
        "desk.nobody_named": (422, _("请选择要转交的同事或团队。")),
        "desk.placeholder_unknown": (
            422,
            _("不认得占位词“{%(placeholder)s}”，客户会原样看到它。请改掉后再发送。"),
        ),
        "desk.placeholder_empty": (422, _("占位词“{%(placeholder)s}”在这里没有内容，请直接写出来。")),
        "desk.tag_length": (422, _("情境标签要有 1 到 %(most)s 个字。")),
        "desk.tag_judges_person": (
            422,
            _("“%(word)s”是在评价人。标签只说事情，例如“多次来电未解决”“对赔付金额有异议”。"),
        ),
        "desk.no_tag": (404, _("没有这个情境标签，可能已停用。")),
        "desk.same_conversation": (422, _("这是同一个会话。")),
        "desk.other_customer": (
            409,
            _("这两个会话属于不同的客户，不能合并。若确是同一人，请先合并客户资料。"),
        ),
        "desk.merged_elsewhere": (409, _("其中一个会话已经与别的会话合并，请先撤销那次合并。")),
        "desk.nothing_to_split": (422, _("请选择一部分消息来拆分，不能一条不选，也不能全选。")),
        "desk.still_leaving": (409, _("选中的回复还在发送中，请几秒后再拆分。")),
        "desk.bad_shortcut": (422, _("快捷词用 1 到 30 个字母、数字或汉字，并请填写标题（最多 60 个字）。")),
        "desk.shortcut_taken": (409, _("快捷词“%(shortcut)s”已被使用，请换一个。")),
        "desk.bad_view": (422, _("请给视图起一个名字，最多 40 个字。")),
        "desk.too_many": (422, _("一次最多处理 %(most)s 个会话，现在选了 %(count)s 个。")),
        "desk.bad_act": (422, _("不认得批量操作“%(act)s”，或缺少它需要的内容。")),
        "desk.bad_cursor": (422, _("翻页位置不正确，请回到第一页。")),
        "desk.too_many_files": (422, _("一次最多发送 %(most)s 个附件。")),
    }
)
