"""One example for every body that a program sends, out of one shop's day; a test holds each against its shape."""

from __future__ import annotations

from typing import Any

AT_THREE = "2026-11-23T15:00:00+08:00"
PHONE = {"kind": "phone", "value": "13800138000"}
FILE = {"filename": "房号.txt", "content_type": "text/plain", "content": "MzAy"}
TABLE = {
    "filename": "会员.csv",
    "content_type": "text/csv",
    "content": "5aeT5ZCNLOaJi+acuuWPtwrnjovoirMsMTM4MDAxMzgwMDAK",
}

# By the name of the shape, as it stands among the components of the description.
BODIES: dict[str, Any] = {
    "AnswerIn": {"text": "换到安静的房间"},
    "Bulk": {"keys": ["Yw3hT0cJ9dKq5mXo1ZbR7a", "p8LrV2sNfE6uQ4tHiG0kBx"], "act": "assign", "account_id": 2},
    "CannedIn": {"shortcut": "dao", "title": "马上到", "text": "{称呼}您好，我是{我的名字}，马上安排人过去。"},
    "CaseChange": {"severity": 3, "owner_id": 2},
    "CaseClosure": {"reason": "solved", "word": "换到 508，客人满意"},
    "ChannelChange": {"team_id": 1, "skills": ["english"]},
    "ChannelIn": {"kind": "api", "name": "订单系统", "slug": "orders", "team_id": 1},
    "ClockStepIn": {"by": "next"},
    "Closure": {"reason": "answered", "cases": True},
    "CompanyChange": {"name": "云栖酒店", "undo_seconds": 5},
    "ConsentIn": {"purpose": "care", "given": True, "how": "前台口头同意"},
    "CustomerChange": {"title": "女士", "address_as": "王老师"},
    "CustomerIn": {"name": "王芳", "title": "女士", "handles": [PHONE]},
    "DetailIn": {"kind": "like", "text": "喜欢高楼层靠窗"},
    "DraftIn": {"text": "王女士您好，"},
    "FieldChange": {"label": "楼层偏好", "options": ["高", "低"]},
    "FieldIn": {"key": "floor", "label": "楼层", "kind": "choice", "options": ["高", "低"]},
    "HandleIn": PHONE,
    "Handover": {"account_id": 2, "word": "客人指名找老周"},
    "HoursIn": {"weekly": [*[[["09:00", "12:00"], ["13:30", "18:00"]]] * 5, [], []], "festivals": "CN"},
    "LadderIn": {"steps": [{"account_id": 2, "minutes_to_take": 10}, {"account_id": 3, "minutes_to_take": 20}]},
    "LevelIn": {"level": 2},
    "LookingIn": {"state": "typing"},
    "MemberIn": {"leads": True},
    "MergeIn": {"gone_id": 12, "why": "同一个手机号"},
    "MyPresence": {"state": "ready"},
    "NameIn": {"name": "英语"},
    "NamedIn": {"code": "xihu", "name": "云栖酒店西湖店"},
    "NewCaseIn": {"kind": "complaint", "severity": 3, "summary": "空调太吵"},
    "NotSameIn": {"other_id": 12},
    "Other": {"key": "p8LrV2sNfE6uQ4tHiG0kBx"},
    "OutcomeIn": {"outcome": "kept", "word": "三点前已换房"},
    "PolicyIn": {"name": "退款", "least_minutes": 480, "most_days": 7, "roles": ["leader", "manager"]},
    "PromiseIn": {"kind": "reply", "text": "三点前答复您换房的事", "due_at": AT_THREE},
    "RenegotiationIn": {"due_at": "2026-11-23T17:00:00+08:00", "word": "客人说五点也可以"},
    "RotaIn": {
        "pattern": [{"account_id": 2, "weekday": 0, "start": "09:00", "end": "18:00"}],
        "from_day": "2026-11-30",
        "weeks": 4,
    },
    "SeenIn": {"message_id": 17},
    "ShiftIn": {"account_id": 2, "starts_at": "2026-11-23T09:00:00+08:00", "ends_at": "2026-11-23T18:00:00+08:00"},
    "Site": {"site_id": 1},
    "SiteChange": {"active": False},
    "Snooze": {"until": AT_THREE},
    "SpecialDayIn": {"intervals": [["09:00", "12:00"]], "why": "年终盘点"},
    "Splitting": {"message_ids": [17, 18], "subject": "早餐"},
    "SuggestionIn": {"text": "王女士您好，明天下午三点前给您答复。"},
    "TagIn": {"name": "设施故障"},
    "Taking": {"over_id": 2},
    "TeamIn": {"name": "西湖店白班", "site_id": 1, "most_open": 20},
    "TouchpointChange": {"name": "提前入住", "stage": "before"},
    "TouchpointIn": {"code": "breakfast", "name": "早餐", "stage": "during", "position": 4},
    "ValueIn": {"value": "508"},
    "ViewIn": {"name": "要办的", "query": "view=all&kind=request"},
    "WebhookChange": {"active": False},
    "WebhookIn": {"url": "https://orders.example.com/huitou", "facts": ["desk.message_received.v1"]},
    "WordIn": {"word": "客人说睡得很好"},
}

# Bodies that may bring files are written out at their route: by the name of the function.
OF_ROUTES: dict[str, Any] = {
    "post_message": {
        "handles": [PHONE],
        "name": "王芳",
        "text": "空调太吵，睡不着",
        "thread": "order-8812",
        "case": {"kind": "complaint", "severity": 2},
    },
    "post_reply": {"text": "王女士您好，已经请工程部上来看了。", "seen_message_id": 17},
    "post_note": {"text": "客人上次也换过房，@老周 留意", "files": [FILE]},
    "look_at_table": {"files": [TABLE]},
    "start_import": {"files": [TABLE], "mapping": ["name", "phone"], "dry": True},
}
