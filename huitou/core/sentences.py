"""Core's refusals in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from huitou.core.explanations import explain

explain(
    {
        "core.not_allowed": (403, _("您的角色没有这项权限：%(permission)s。需要时请联系管理员。")),
        "core.too_many_attempts": (429, _("试错的次数太多了。请在 %(minutes)s 分钟后再试。")),
        "core.wrong_password": (401, _("账号或密码不对。")),
        "core.wrong_old_password": (422, _("原密码不对，密码没有改。")),
        "core.wrong_code": (401, _("验证码不对，或已经用过。请等下一个 6 位数字，或用一个备用码。")),
        "core.second_factor_there": (409, _("这个账号已经开启了两步验证。")),
        "core.second_factor_required": (409, _("您的角色必须使用两步验证，不能关闭。")),
        "core.username_taken": (409, _("登录名 %(username)s 已经有人用了。")),
        "core.name_missing": (422, _("登录名和姓名都要填写，各不超过 60 个字；登录名里不能有 @。")),
        "core.role_unknown": (422, _("没有这个角色或权限：%(role)s。")),
        "core.email_wrong": (422, _("邮箱地址 %(email)s 不完整。")),
        "core.password_weak": (422, _("密码太弱：%(why)s")),
        "core.last_keys": (409, _("至少要留一个能管理账号的人，否则谁也进不来设置了。没有改动。")),
        "core.not_new": (409, _("已经有账号了，请直接登录。")),
        "core.wrong_first_key": (
            401,
            _("启动密钥不对。它显示在运行 huitou serve 的窗口里，也在数据目录的 first-key 文件里。"),
        ),
        "core.setting_wrong": (422, _("这一项填得不对：%(field)s。")),
        "core.token_name_missing": (422, _("请给密钥起一个名字（不超过 60 个字），写明是哪个程序在用。")),
        "core.disk_full": (
            507,
            _("服务器的磁盘满了，这次没有保存；以前保存的都在。请管理员腾出空间，然后再试一次。"),
        ),
        "core.database_away": (503, _("数据库暂时没有响应，这次没有保存。请稍后再试一次。")),
        "core.not_found": (404, _("没有找到，可能已被合并或删除。")),
    }
)
