"""Sample rows for tools/preview.py: one afternoon in the hotel group, invented. Nothing of the product reads this."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from huitou.front import customer_rows as c
from huitou.front import page_rows as p
from huitou.front import rows as r

LIN, ZHOU, CHEN, XU = (
    r.Person("a1", "小林", "林", 0),
    r.Person("a2", "老周", "周", 1),
    r.Person("a3", "陈经理", "陈", 4),
    r.Person("a4", "许诺", "许", 2),
)
WANG = r.Person("c1", "王女士", "王", 3)
NAV = (
    r.NavItem("desk", "工作台", "inbox", "/desk", 8),
    r.NavItem("promises", "承诺", "promise", "/promises", 2, late=True),
    r.NavItem("customers", "客户", "users", "/customers"),
    r.NavItem("day", "今日", "day", "/day"),
    r.NavItem("search", "搜索", "search", "/desk/search"),
    r.NavItem("audit", "审计", "audit", "/audit"),
    r.NavItem("settings", "设置", "settings", "/settings"),
)


def shell(active: str, theme: str = "") -> r.Shell:
    demo = r.DemoBar("11月22日 周日 14:22", "已快进 1 天 2 小时", True, "14:30 答复王女士")
    return r.Shell(LIN, "坐席", "云栖酒店集团", active, NAV, demo, theme, last_fact_id="0-41")


def chip(state: Any, word: str, count: int = 1) -> r.PromiseChip:
    return r.PromiseChip(state, word, f"承诺：{word}", count=count)


def row(id: str, name: str, hue: int, title: str, last: str, time: str, **more: Any) -> r.ConversationRow:
    made: dict[str, Any] = {
        "channel": "chat",
        "channel_label": "网页留言",
        "owner_name": "小林",
        "owner_initial": "林",
        "owner_hue": 0,
        "mine": True,
    }
    made |= {"last_ours": False, "last_at": "2026-11-22T06:05:00Z", "waiting": True, "site": "云栖酒店西湖店"}
    return r.ConversationRow(
        id, f"/desk/c/{id}", title, name, name[0], hue, last_text=last, last_text_time=time, **(made | more)
    )


ROWS = (
    row("k7", "王女士", 3, "退房时被多收了一晚房费", "已经两天了，到底什么时候给我一个说法？", "14:05", unread=True, active=True, promise=chip("late", "迟了 12 分钟"), kind_label="投诉", severity=3, severity_label="严重"),
    row("k2", "赵先生", 1, "空调半夜自己停了，孩子热醒三次", "好的，那我在房间等师傅。", "13:48", promise=chip("soon", "14:30 前", 2), kind_label="投诉", severity=2, severity_label="中等", channel="wechat", channel_label="微信"),
    row("k3", "Sofia Martínez", 2, "Late check-out on Monday", "Could we keep the room until 3 pm?", "13:40", unread=True, channel="mail", channel_label="邮件", kind_label="请求", waiting_text="等了 42 分钟", site="云栖酒店灵隐店", owner_name="", owner_initial=""),
    row("k4", "欧阳女士", 5, "发票抬头写错了，能不能重开", "新的发票已经在开，明天中午前发到您邮箱。", "11:20", last_ours=True, waiting=False, promise=chip("open", "明天 12:00 前"), kind_label="请求", channel="mail", channel_label="邮件"),
    row("k5", "钱先生", 4, "停车场地锁把车底刮了", "监控我也想看一下。", "10:02", kind_label="投诉", severity=2, severity_label="中等", waiting_text="等了 4 小时", owner_name="老周", owner_initial="周", owner_hue=1, channel="phone", channel_label="电话", site="云栖广场"),
    row("k6", "孙阿姨", 6, "想给前台小姑娘写封表扬信", "她冒雨帮我把药买回来，真的谢谢。", "09:31", kind_label="表扬", waiting=False, waiting_text="", channel="form", channel_label="在线留言"),
    row("k8", "李先生", 7, "会员积分没到账", "查到了，系统里是 11 月 20 日补登。", "昨天", last_ours=True, waiting=False, snoozed_until="明天 9:00", kind_label="咨询", channel="chat"),
    row("k9", "周小姐", 0, "婚宴定金能不能退一部分", "合同我翻了，没有写疫情以外的情况。", "昨天", kind_label="咨询", promise=chip("renegotiated", "改到周二"), owner_name="许诺", owner_initial="许", owner_hue=2, site="云栖酒店钱江店"),
    row("k10", "何老师", 1, "三十人的会议室，要白板和同传", "投影线是 HDMI 还是 Type-C？", "11/20", kind_label="请求", waiting_text="等了 1 天", channel="wechat", channel_label="微信"),
)  # fmt: skip

VIEWS = (
    r.SavedView("mine", "我的", "/desk?view=mine", 8, True),
    r.SavedView("free", "未分派", "/desk?view=free", 3),
    r.SavedView("late", "逾期", "/desk?view=late", 2, late=True),
    r.SavedView("all", "全部", "/desk?view=all", 128),
    r.SavedView("snoozed", "稍后", "/desk?view=snoozed"),
)
FILTERS = (
    r.FilterField(
        "channel", "渠道", (r.Option("", "全部渠道", True), r.Option("chat", "网页留言"), r.Option("mail", "邮件"))
    ),
    r.FilterField("kind", "种类", (r.Option("", "全部种类"), r.Option("complaint", "投诉", True)), active=True),
    r.FilterField("site", "门店", (r.Option("", "全部门店", True), r.Option("xihu", "西湖店"))),
    r.FilterField("sort", "排序", (r.Option("due", "按期限", True), r.Option("new", "按最新"))),
)
COLLEAGUES = (
    r.Option("a1", "小林 · 8 个", True),
    r.Option("a2", "老周 · 5 个"),
    r.Option("a4", "许诺 · 午休", disabled=True),
)
LIST = r.ListPage(
    "我的会话", "8 个", VIEWS, FILTERS, ROWS, query_string="view=mine", next_href="/desk?after=x", colleagues=COLLEAGUES
)
EMPTY = replace(
    LIST,
    rows=(),
    total_text="",
    next_href="",
    empty_title="都答复过了",
    empty_text="轮到您的会话会出现在这里。现在可以去“未分派”看看，或者休息十分钟。",
)

A = "2026-11-22T06:05:00Z"
ITEMS: tuple[r.ThreadItem, ...] = (
    r.DayRow("d1", "11月20日 周五"),
    r.MessageRow("m1", False, WANG, A, "16:02", ("你好，我 18 号住西湖店 1206，今天早上退房，回家一看信用卡被扣了两晚。", "前台当时说是预授权，过几天会退，可是短信写的是“消费”不是“预授权”。"), channel_label="在线留言", attachments=(r.AttachmentRow("f1", "扣款短信截图.png", "312 KB", "/files/f1", "file"),)),
    r.FactRow("x1", "assign", "分给小林：西湖店当班，手里 5 个会话最少", A, "16:02"),
    r.MessageRow("m2", True, LIN, A, "16:09", ("王女士您好，我是小林。您 18 日入住、19 日退房，只该收一晚，多收的这一晚我来查。", "明天下午三点前，我把查到的结果告诉您。"), state_text="已送达", promise=chip("renegotiated", "改到今天 14:10")),
    r.NoteRow("n1", LIN, A, "16:24", ("前台小赵说 1206 当时按续住登记过，后来撤销了，但是收银那边没同步。需要财务查一下 19 日晚上的流水。",), mentions=("财务 小吴",)),
    r.DayRow("d2", "昨天 · 11月21日 周六"),
    r.MessageRow("m3", True, LIN, A, "14:40", ("王女士，财务要等银行周日上午的对账单。我想把答复的时间改到周日下午两点十分，您看可以吗？",), state_text="已送达"),
    r.MessageRow("m4", False, WANG, A, "15:12", ("可以，但是请一定准时。",)),
    r.FactRow("x2", "swap", "王女士同意改期：原定 11月21日 15:00，改到 11月22日 14:10", A, "15:12"),
    r.DayRow("d3", "从这里开始没看过", unread=True),
    r.MessageRow("m5", False, WANG, A, "14:03", ("已经过了两点了。",)),
    r.MessageRow("m6", False, WANG, A, "14:05", ("已经两天了，到底什么时候给我一个说法？",), continued=True),
    r.FactRow("x3", "late", "承诺逾期，已请老周接手：14:15 之前要有人认领", A, "14:10", "late"),
    r.NoteRow("n2", ZHOU, A, "14:16", ("我接了。对账单刚到，确实重复入账 688 元，财务 15:30 原路退回。小林你先把话说给客户，别让她再等。",)),
    r.MessageRow("m7", True, LIN, A, "14:21", ("王女士，让您等了两天，是我们的错。查清楚了：撤销续住时收银没有同步，多入了一晚 688 元。",), state="undoable", state_text="4 秒后发出", undo_seconds=4, undo_href="/desk/messages/m7/undo"),
)  # fmt: skip
PRESETS = (
    r.PromisePreset(1, "m30", "30 分钟", "今天 14:52", A),
    r.PromisePreset(2, "h2", "2 小时", "今天 16:22", A),
    r.PromisePreset(3, "today", "今天下班前", "今天 18:00", A),
    r.PromisePreset(4, "noon", "明天中午", "明天 12:00", A, "那时您不在班"),
    r.PromisePreset(5, "h24", "24 小时", "明天 14:22", A),
)
COMPOSER = r.Composer("k7", "王女士", "经由 在线留言", "5f0c", draft="", presets=PRESETS)
QUESTIONS = (
    r.QuestionRow("explicit", "明说的要什么", "退回多收的一晚，688 元"),
    r.QuestionRow("implicit", "没明说的要什么", "有人认真当回事；别再被“过几天就退”打发"),
    r.QuestionRow("satisfied", "这次满意吗", hint="用客户自己的话"),
    r.QuestionRow("expectation", "期望是什么", "今天之内有结果"),
    r.QuestionRow("follow_up", "怎样跟进、升级", hint="回访在哪一天，谁去"),
)
CASE = r.CaseRow("c9", "2026-1182", "投诉", "处理中", 3, "严重", "/desk/cases/c9", "/desk/cases/c9/closure", touchpoint="退房结账", site="西湖店", expectation_text="客户期望：今天之内有人答复，多收的钱退回来", questions=QUESTIONS, answered=3, questions_href="/desk/cases/c9/answers")  # fmt: skip
CONVERSATION = r.ConversationPage("k7", "/desk/c/k7", "退房时被多收了一晚房费", "王女士", "form", "在线留言", "open", "处理中", ITEMS, COMPOSER, LIN, True, CASE, (r.Viewer(ZHOU, "looking"),), ("费用争议",), "/desk/c/k7/older", "", COLLEAGUES, (r.Option("h1", "1 小时后"), r.Option("tomorrow", "明天 9:00")), "为何分给您：西湖店当班，会结账类，手里最少")  # fmt: skip
STEPS = (
    c.PromiseStep("小林承诺 11月21日 15:00 前", "11月20日 16:09"),
    c.PromiseStep("王女士同意改到 11月22日 14:10", "昨天 15:12", "soon"),
    c.PromiseStep("逾期，升级给老周", "14:10", "late"),
)
PROMISES = (
    c.PromiseRow("p1", chip("late", "迟了 12 分钟"), "把多收一晚的查证结果告诉王女士", "今天 14:10", A, "小林", "11月20日", "答复", "老周已接手", "/p/x", "/desk/promises/p1/outcome", True, STEPS),
    c.PromiseRow("p2", chip("soon", "15:30 前"), "688 元原路退回", "今天 15:30", A, "老周", "14:16", "退款", "还有 1 小时 8 分", "/p/y", "/desk/promises/p2/outcome", True),
    c.PromiseRow("p3", chip("kept", "已兑现"), "补寄 9 月住店发票", "9月14日 12:00", A, "许诺", "9月12日", "单据", "早了 3 小时"),
)  # fmt: skip
HANDLES = (c.HandleRow("phone", "手机", "138****2260", True), c.HandleRow("mail", "邮箱", "wang.yn@example.com"))
CUSTOMER = c.CustomerRow("c1", "/customers/c1", "王雅宁", "王", 3, "王女士", HANDLES, "老客户 · 住过 7 次", "西湖店", "2024年3月起，共 9 次会话", "今天 14:05", 2, 1, 9, "可短信，不可电话推销")  # fmt: skip
DETAILS = (
    c.DetailRow("e1", "dislike", "不喜欢", "不要电话，上班时接不了，发消息", "许诺 9月12日听说", relevant=True),
    c.DetailRow("e2", "habit", "习惯", "每季度来一次，住高层靠湖、离电梯远", "前台 2025年10月"),
    c.DetailRow("e3", "like", "喜欢", "早餐要一碗片儿川，少油", "餐厅 6月听说"),
    c.DetailRow("e4", "date", "日子", "11月28日结婚纪念日，往年都来", "小林 去年"),
)
OTHERS = (c.OtherConversation("/desk/c/z1", "补寄 9 月住店发票", "9月12日", "已完结", "z1"), c.OtherConversation("/desk/c/z2", "连住三晚能不能换高层", "6月2日", "已完结"))  # fmt: skip
PANE = c.CustomerPane(CUSTOMER, PROMISES[:2], DETAILS, CASE, OTHERS, "/customers/c1/details", "/desk/c/k7/promises", conversation_href="/desk/c/k7", known_problems=("西湖店：撤销续住后收银偶尔不同步，11月18日起，财务每天上午核对。",))  # fmt: skip
HITS = (
    p.SearchHit("message", "消息", "退房时被多收了一晚房费", "/desk/c/k7", (("……今天早上退房，回家一看", False), ("信用卡", True), ("被扣了两晚……", False)), "11月20日", "王女士"),
    p.SearchHit("note", "内部备注", "空调半夜自己停了", "/desk/c/k2", (("客户", False), ("信用卡", True), ("预授权还没撤，先别催", False)), "13:02", "小林"),
    p.SearchHit("customer", "客户", "欧阳晓兰", "/customers/c3", (("公司", False), ("信用卡", True), ("结账，抬头用杭州云序", False)), "11:20"),
)  # fmt: skip
SEARCH = p.SearchPage("信用卡", HITS, "37 处", (r.SavedView("all", "全部", "#", 37, True), r.SavedView("message", "消息", "#", 29), r.SavedView("note", "备注", "#", 6), r.SavedView("customer", "客户", "#", 2)), FILTERS[2:3], "8 毫秒")  # fmt: skip
AUDIT = p.AuditPage(tuple(p.AuditRow(str(n), A, f"14:{20 - n:02}", who, what, "会话 k7", "/desk/c/k7", name) for n, (who, what, name) in enumerate((("小林", "发出一条消息", "desk.message_sent.v1"), ("老周", "认领升级", "desk.escalation_taken.v1"), ("系统", "承诺逾期", "desk.promise_broken.v1"), ("小林", "查看客户联系方式", "customers.handle_seen.v1"), ("陈经理", "改了团队权限", "core.permission_changed.v1")))), FILTERS, "今天 412 条", "", "/audit/export")  # fmt: skip
SETTINGS = (
    p.SettingsItem("company", "公司与门店", "site", "#", "公司"),
    p.SettingsItem("calendar", "工作日历", "clock", "#"),
    p.SettingsItem("people", "成员与权限", "users", "#", "人"),
    p.SettingsItem("channels", "渠道", "chat", "#", "来信"),
    p.SettingsItem("canned", "常用语", "slash", "#"),
    p.SettingsItem("api", "接口与回调", "api", "#", "开放"),
)
FRAME = p.PublicFrame("云栖酒店集团", "西湖店 · 前台与客房服务", "0571-8600 0000", True)
FORM = p.PublicForm("/form", "k", tuple(r.Option(str(i), w, i == 1) for i, w in enumerate(("咨询", "请求", "投诉", "建议", "表扬"))), (r.Option("xihu", "云栖酒店西湖店", True), r.Option("lingyin", "云栖酒店灵隐店")), tuple(r.Option(str(i), w, i == 1) for i, w in enumerate(("一小时内", "今天之内", "明天", "不着急"))), tuple(r.Option(str(i), w) for i, w in enumerate(("说明原因", "改正过来", "退款或补偿", "只想让你们知道"))), errors=(("handle", "请留一个手机号或邮箱，我们才能答复您。"),), max_files_text="最多 5 个，每个不超过 20 MB")  # fmt: skip
PUBLIC_PROMISES = p.PublicPromisePage("王女士", "退房时多收的一晚房费", (
    p.PublicPromise("把查证的结果告诉您", "今天 14:10", "小林", "11月20日", "late", "我们迟了，正在赶", earlier=("原定 11月21日 15:00，您同意改到今天",)),
    p.PublicPromise("688 元原路退回您的信用卡", "今天 15:30", "老周", "今天 14:16", "open", "进行中"),
    p.PublicPromise("补寄 9 月住店发票", "9月14日 12:00", "许诺", "9月12日", "kept", "已兑现，早了 3 小时", answer_href="/p/x/answer"),
), "/form")  # fmt: skip
SCALE5 = tuple(r.Option(str(n), w, n == 4) for n, w in enumerate(("很不满意", "不满意", "一般", "满意", "很满意"), 1))
SIGNS = (r.Option("above", "超出"), r.Option("met", "符合"), r.Option("below", "低于"))
RATING = p.RatingPage("/r/x", "王女士", "退房时多收的一晚房费", "小林", p.RatingQuestion("experience", "这次我们做得怎么样", SCALE5), p.RatingQuestion("sign", "和您原来期望的比", SIGNS, "您当时期望：今天之内有人答复"), (p.RatingQuestion("t1", "答复的快慢", SCALE5), p.RatingQuestion("t2", "退房结账", SCALE5)), "还有什么想告诉我们的")  # fmt: skip
THANKS = p.ThanksPage(
    "收到了，谢谢您说出来",
    "小林正在看您写的内容。",
    "2026-1182",
    "今天 18:00 前，我们给您第一次答复。",
    "/p/x",
    "看我们答应您的事",
)
LOGIN = p.LoginPage(
    "/login",
    demo_logins=(
        ("坐席", "小林", "x"),
        ("班长", "老周", "x"),
        ("客服经理", "陈经理", "x"),
        ("管理员", "系统管理员", "x"),
    ),
)
WELCOME = (
    p.WelcomeStep("user", "第一位管理员", "已经用 huitou setup 建好。", "#", "", True),
    p.WelcomeStep("site", "公司、门店与工作时间", "午休、节假日、调休都算在承诺的期限里。", "#", "填写"),
    p.WelcomeStep("users", "请同事进来", "坐席、班长、经理，各有各的权限。", "#", "邀请"),
    p.WelcomeStep("form", "放出在线留言", "一个链接或二维码，客户不用注册。", "#", "拿链接"),
)  # fmt: skip
MATTER: dict[str, Any] = {
    "page": replace(PUBLIC_PROMISES, promises=PUBLIC_PROMISES.promises[:2]),
    "new": True,
    "events_href": "",
    "rating_href": "",
    "lines": (
        {"ours": False, "author": "", "at": A, "time_text": "11月20日 16:02", "paragraphs": ("回家一看信用卡被扣了两晚。",), "files": ()},
        {"ours": True, "author": "小林", "at": A, "time_text": "11月20日 16:09", "paragraphs": ("王女士您好，我是小林。多收的这一晚我来查。", "明天下午三点前，我把查到的结果告诉您。"), "files": ()},
    ),
    "key": "k",
    "error": "",
    "closed": False,
    "typed": "",
}  # fmt: skip
