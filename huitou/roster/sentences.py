"""The refusals of the roster in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.api import explain

explain(
    {
        "roster.empty": (422, _("请填写%(field)s。")),
        "roster.too_long": (422, _("%(field)s最多 %(most)s 个字，现在有 %(length)s 个。")),
        "roster.bad_code": (422, _("代码只能用小写字母、数字、横线和下划线，最多 40 个字符。")),
        "roster.bad_stage": (422, _("触点只能属于售前、售中或售后。")),
        "roster.bad_number": (422, _("%(field)s应在 %(least)s 到 %(most)s 之间。")),
        "roster.site_taken": (409, _("已有代码为“%(key)s”的门店，请换一个代码。")),
        "roster.touchpoint_taken": (409, _("已有代码为“%(key)s”的触点，请换一个代码。")),
        "roster.team_taken": (409, _("已有名为“%(team)s”的团队，请换一个名称。")),
        "roster.skill_taken": (409, _("已有代码为“%(key)s”的技能，请换一个代码。")),
        "roster.not_a_member": (422, _("这位同事不在该团队，请先把他加入团队。")),
        "roster.account_closed": (422, _("这个账号已停用，不能安排工作。")),
        "roster.bad_time": (422, _("“%(raw)s”不是时间，请写成 09:00 这样的形式。")),
        "roster.bad_day": (422, _("“%(raw)s”不是日期，请写成 2026-10-01 这样的形式。")),
        "roster.bad_zone": (422, _("没有“%(zone)s”这个时区。")),
        "roster.bad_festivals": (422, _("只认得中国大陆的法定节假日，或者不按节假日休息。")),
        "roster.bad_week": (422, _("每周要有七天，从周一到周日。")),
        "roster.empty_interval": (422, _("%(start)s 到 %(end)s 没有长度；全天请写 00:00 到 00:00。")),
        "roster.intervals_overlap": (422, _("时间段重叠：%(first)s 与 %(second)s。")),
        "roster.too_many_intervals": (422, _("一天最多 %(most)s 个时间段。")),
        "roster.never_open": (422, _("一周里至少要有一个时间段，否则算不出任何期限。")),
        "roster.shift_backwards": (422, _("下班时间要晚于上班时间。")),
        "roster.shift_too_long": (422, _("一个班次最多 %(most)s 小时。")),
        "roster.shift_overlaps": (409, _("这位同事在这段时间已经有班。")),
        "roster.rota_too_long": (422, _("一次最多排 %(most)s 周。")),
        "roster.rota_empty": (422, _("请先在模板里写上谁在星期几上班。")),
        "roster.bad_presence": (422, _("在岗状态只有：就绪、忙碌、休息、离开。")),
        "roster.ladder_twice": (422, _("同一位同事在升级次序里只能出现一次。")),
        "roster.ladder_too_long": (422, _("升级次序最多 %(most)s 级。")),
    }
)
