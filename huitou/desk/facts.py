"""What happens in the desk, as facts: ids, codes, times. Conversations first, then cases, then promises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huitou.core.api import fact
from huitou.desk.cases.facts import (  # noqa: F401  rooms above import them from here
    CaseChanged,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    FollowUpDone,
    FollowUpDue,
    FollowUpPlanned,
)
from huitou.desk.promises.facts import (  # noqa: F401
    EscalationTaken,
    PolicyChanged,
    PromiseBroken,
    PromiseEscalated,
    PromiseKept,
    PromiseLate,
    PromiseMade,
    PromiseReleased,
    PromiseReminded,
    PromiseRenegotiated,
    PromiseTakenBack,
    PromiseWaved,
)

# ── conversations ───────────────────────────────────────────────────────────────────────────────────────────────────


@fact("desk.conversation_opened.v1", _("新会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationOpened:
    """A conversation began. `linked_to`: an earlier one that it goes on from."""

    conversation_id: int
    customer_id: int
    channel_id: int
    team_id: int | None = None
    site_id: int | None = None
    linked_to: int | None = None


@fact("desk.message_received.v1", _("客户来信"))
@dataclass(frozen=True, kw_only=True)
class MessageReceived:
    """The customer wrote. `automatic`: a bounce or an absence note, nobody waits for an answer."""

    conversation_id: int
    customer_id: int
    message_id: int
    channel_id: int
    files: int = 0
    automatic: bool = False


@fact("desk.reply_queued.v1", _("写好回复"))
@dataclass(frozen=True, kw_only=True)
class ReplyQueued:
    """A reply was written; it leaves at `release_at` and can be taken back until then."""

    conversation_id: int
    customer_id: int
    message_id: int
    release_at: datetime


@fact("desk.reply_undone.v1", _("撤回未发出的回复"))
@dataclass(frozen=True, kw_only=True)
class ReplyUndone:
    """A reply was taken back before it left."""

    conversation_id: int
    customer_id: int
    message_id: int


@fact("desk.reply_held.v1", _("定时的回复没有发出"))
@dataclass(frozen=True, kw_only=True)
class ReplyHeld:
    """A reply that was put off was held back, because the customer wrote meanwhile; it is its writer's draft again."""

    conversation_id: int
    customer_id: int
    message_id: int
    author_id: int | None


@fact("desk.reply_sent.v1", pgettext_lazy("fact", "回复客户"))
@dataclass(frozen=True, kw_only=True)
class ReplySent:
    """A reply left: the customer can read it. `waited_seconds`: how long they had waited, None when they had not."""

    conversation_id: int
    customer_id: int
    message_id: int
    channel_id: int
    waited_seconds: int | None = None


@fact("desk.reply_failed.v1", _("回复未能送达"))
@dataclass(frozen=True, kw_only=True)
class ReplyFailed:
    """A reply could not leave; `reason` is a code."""

    conversation_id: int
    customer_id: int
    message_id: int
    reason: str


@fact("desk.note_written.v1", pgettext_lazy("fact", "写内部备注"))
@dataclass(frozen=True, kw_only=True)
class NoteWritten:
    """A word among colleagues; `mentioned` are the accounts called by @."""

    conversation_id: int
    customer_id: int
    note_id: int
    mentioned: list[int]


@fact("desk.conversation_queued.v1", _("进入队列，等待分配"))
@dataclass(frozen=True, kw_only=True)
class ConversationQueued:
    """Nobody could be given it now; `reason` is the code of the assignment rules."""

    conversation_id: int
    customer_id: int
    team_id: int | None
    reason: str


@fact("desk.conversation_assigned.v1", _("分配会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationAssigned:
    """A conversation changed hands; `reason`: rules, taken, given, transferred, replied, returned."""

    conversation_id: int
    customer_id: int
    assignment_id: int
    before_id: int | None
    after_id: int | None
    team_id: int | None
    reason: str


@fact("desk.conversation_snoozed.v1", pgettext_lazy("fact", "稍后处理"))
@dataclass(frozen=True, kw_only=True)
class ConversationSnoozed:
    """Put aside until a time."""

    conversation_id: int
    customer_id: int
    until: datetime


@fact("desk.conversation_woken.v1", _("回到待办"))
@dataclass(frozen=True, kw_only=True)
class ConversationWoken:
    """Back on the desk; `reason`: due, customer_wrote, by_hand."""

    conversation_id: int
    customer_id: int
    reason: str


@fact("desk.conversation_closed.v1", _("结束会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationClosed:
    """Nothing is left to do in it."""

    conversation_id: int
    customer_id: int
    reason: str


@fact("desk.conversation_reopened.v1", _("重新打开会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationReopened:
    """Closed too early, or the customer came back; `reason`: customer_wrote, by_hand, low_rating, …"""

    conversation_id: int
    customer_id: int
    reason: str


@fact("desk.conversation_tagged.v1", _("标记情境"))
@dataclass(frozen=True, kw_only=True)
class ConversationTagged:
    """A situation was named."""

    conversation_id: int
    customer_id: int
    tag_id: int


@fact("desk.conversation_untagged.v1", _("取消情境标记"))
@dataclass(frozen=True, kw_only=True)
class ConversationUntagged:
    """A situation was taken away again."""

    conversation_id: int
    customer_id: int
    tag_id: int


@fact("desk.conversations_merged.v1", _("合并会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationsMerged:
    """`gone` goes on in this conversation."""

    conversation_id: int
    customer_id: int
    gone: int


@fact("desk.conversations_unmerged.v1", _("撤销合并"))
@dataclass(frozen=True, kw_only=True)
class ConversationsUnmerged:
    """`gone` is a conversation of its own again."""

    conversation_id: int
    customer_id: int
    gone: int


@fact("desk.conversation_split.v1", _("拆分会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationSplit:
    """Messages went on in a conversation of their own, `into`."""

    conversation_id: int
    customer_id: int
    into: int
    messages: int


@fact("desk.conversations_linked.v1", _("关联会话"))
@dataclass(frozen=True, kw_only=True)
class ConversationsLinked:
    """This conversation and `other` belong together."""

    conversation_id: int
    customer_id: int
    other: int


@fact("desk.conversations_unlinked.v1", pgettext_lazy("fact", "取消关联"))
@dataclass(frozen=True, kw_only=True)
class ConversationsUnlinked:
    """This conversation and `other` do not belong together."""

    conversation_id: int
    customer_id: int
    other: int


@fact("desk.site_named.v1", _("确定门店"))
@dataclass(frozen=True, kw_only=True)
class SiteNamed:
    """At which site the matter is."""

    conversation_id: int
    customer_id: int
    site_id: int | None


@fact("desk.texts_erased.v1", _("删除个人信息中的会话内容"))
@dataclass(frozen=True, kw_only=True)
class TextsErased:
    """The words of an erased customer are gone; counts stay."""

    customer_id: int
    conversations: int
    messages: int
