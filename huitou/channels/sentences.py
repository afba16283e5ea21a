"""The refusals of the channels in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.api import explain

explain(
    {
        "channels.unknown": (404, _("没有这个渠道，或者它已停用。")),
        "channels.no_way_out": (409, _("这个渠道只能导入，不能发出回复。请换一种联系方式答复客户。")),
        "channels.bad_kind": (422, _("不认得这种渠道：%(kind)s。")),
        "channels.bad_slug": (422, _("地址名只能用小写字母、数字和横线，最多 40 个字符。")),
        "channels.slug_taken": (409, _("地址名“%(slug)s”已被另一个渠道使用，请换一个。")),
        "channels.bad_channel_name": (422, _("渠道名称要填写，最多 60 个字。")),
        "channels.form_name": (422, _("请填写您的称呼。")),
        "channels.form_contact": (422, _("请留下手机号或邮箱，我们才能答复您。")),
        "channels.form_contact_unreadable": (422, _("“%(contact)s”看起来不是手机号，也不是邮箱，请再检查一下。")),
        "channels.form_text": (422, _("请写下您想说的话。")),
        "channels.form_too_long": (422, _("最多写 %(most)s 个字，现在有 %(length)s 个，请分两次发送。")),
        "channels.form_choice": (422, _("“%(choice)s”不在可选范围内，请重新选择。")),
        "channels.file_unreadable": (422, _("附件“%(filename)s”的内容不是正确的 base64。")),
        "attachments.empty": (422, _("附件“%(filename)s”是空的。")),
        "attachments.too_large": (413, _("附件“%(filename)s”有 %(size_mb)s MB，最多 %(limit_mb)s MB。")),
        "attachments.program": (422, _("附件“%(filename)s”是可以运行的程序，为了安全不能收下。")),
        "attachments.bomb": (422, _("附件“%(filename)s”解压后过大，不能收下。")),
    }
)
