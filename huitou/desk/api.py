"""The door of the desk: conversations, cases and promises."""

from __future__ import annotations

from huitou.desk.cases.actions.closing import (
    close_case,
    follow_up_done,
    open_recovery,
    refuse_open_promises,
    reopen_case,
)
from huitou.desk.cases.actions.opening import answer_question, edit_case, link_cases, open_case, unlink_cases
from huitou.desk.cases.reads import (
    CaseDetail,
    CaseFilter,
    CasePage,
    CaseRow,
    CaseStateRow,
    QuestionRow,
    case,
    case_id_of,
    cases,
    cases_found,
    cases_of,
    newest_case,
)
from huitou.desk.cases.rules import REASONS as CASE_REASONS
from huitou.desk.cases.visits import FollowUpPage, FollowUpRow, follow_ups
from huitou.desk.cases.words import kind as case_kind_word
from huitou.desk.cases.words import reason as case_reason_word
from huitou.desk.cases.words import severity as severity_word
from huitou.desk.cases.words import state as case_state_word
from huitou.desk.conversations.actions.assigning import assign, assign_waiting, take, transfer
from huitou.desk.conversations.actions.bulk import ACTS, bulk
from huitou.desk.conversations.actions.canned import (
    edit_canned,
    make_canned,
    remove_canned,
    remove_view,
    save_view,
    use_canned,
)
from huitou.desk.conversations.actions.drafts import left, looking, mark_seen, mark_unseen, save_draft, typing
from huitou.desk.conversations.actions.finishing import finish
from huitou.desk.conversations.actions.later import send_now
from huitou.desk.conversations.actions.merging import link, merge_conversations, split, undo_merge, unlink
from huitou.desk.conversations.actions.notes import write_note
from huitou.desk.conversations.actions.receive import receive
from huitou.desk.conversations.actions.releasing import retry_reply, undo
from huitou.desk.conversations.actions.reply import record_reply, reply
from huitou.desk.conversations.actions.states import close, name_site, reopen, snooze, wake
from huitou.desk.conversations.actions.tags import make_tag, retire_tag, tag, untag
from huitou.desk.conversations.given import IncomingFile, NewCase, Outcome, Received, Sent, Undone
from huitou.desk.conversations.public import (
    PublicBlob,
    PublicFile,
    PublicMessage,
    PublicThread,
    public_file,
    public_thread,
)
from huitou.desk.conversations.reads.filters import InboxFilter
from huitou.desk.conversations.reads.header import (
    AssignmentRow,
    Header,
    LinkRow,
    TagRow,
    conversation_id_of,
    header,
)
from huitou.desk.conversations.reads.inbox import InboxPage, InboxRow, counts, inbox
from huitou.desk.conversations.reads.lists import (
    CannedRow,
    ConversationOf,
    FoundText,
    ViewRow,
    assignments_of,
    canned_replies,
    conversations_found,
    conversations_of,
    messages_found,
    notes_found,
    staff_file,
    tags,
    views,
)
from huitou.desk.conversations.reads.matching import Match, conversations_matching
from huitou.desk.conversations.reads.thread import (
    FileRow,
    Thread,
    ThreadMessage,
    ThreadNote,
    thread,
    thread_message,
)
from huitou.desk.conversations.reads.watch import (
    Place,
    QuietRow,
    WaitingRow,
    answered_conversations,
    place_of,
    quiet_conversations,
    waiting_conversations,
)
from huitou.desk.conversations.rules.placeholders import Filled
from huitou.desk.promises.actions.ending import admit_broken, customer_says, keep, release
from huitou.desk.promises.actions.lateness import take as take_escalation
from huitou.desk.promises.actions.making import make as make_promise
from huitou.desk.promises.actions.making import make_duty, renegotiate, take_back
from huitou.desk.promises.actions.policies import set_policy
from huitou.desk.promises.checks import NewPromise, PresetRow, presets
from huitou.desk.promises.checks import check as check_promise
from huitou.desk.promises.public import PublicPromise, PublicStep, public_promises
from huitou.desk.promises.reads.beside import promises_of
from huitou.desk.promises.reads.ledger import (
    EscalationRow,
    Keepable,
    LedgerCounts,
    LedgerFilter,
    LedgerPage,
    PromiseRow,
    StateRow,
    keepable,
    ledger,
    next_deadline,
    promise,
    promises,
    promises_of_case,
)
from huitou.desk.promises.reads.ledger import counts as ledger_counts
from huitou.desk.promises.reads.ledger import history as promise_history
from huitou.desk.promises.reads.policies import PolicyRow, policies
from huitou.desk.promises.reads.rates import KeptRate, kept_rates
from huitou.desk.promises.rules.kinds import kind_of as promise_kind_of
from huitou.desk.promises.rules.objections import Objection
from huitou.desk.promises.suggest import Suggestion, suggest
from huitou.desk.promises.suggest import without_time as promise_without_time
from huitou.desk.promises.words import KINDS as PROMISE_KINDS
from huitou.desk.promises.words import kind as promise_kind_word
from huitou.desk.promises.words import state as promise_word
from huitou.desk.tallies.reads import CustomerTally, Load, Queue, arrivals, dues, loads, queue, tallies
from huitou.desk.texts import search_texts

__all__ = [
    "ACTS",
    "CASE_REASONS",
    "PROMISE_KINDS",
    "AssignmentRow",
    "CannedRow",
    "CaseDetail",
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "CaseStateRow",
    "ConversationOf",
    "CustomerTally",
    "EscalationRow",
    "FileRow",
    "Filled",
    "FollowUpPage",
    "FollowUpRow",
    "FoundText",
    "Header",
    "InboxFilter",
    "InboxPage",
    "InboxRow",
    "IncomingFile",
    "Keepable",
    "KeptRate",
    "LedgerCounts",
    "LedgerFilter",
    "LedgerPage",
    "LinkRow",
    "Load",
    "Match",
    "NewCase",
    "NewPromise",
    "Objection",
    "Outcome",
    "Place",
    "PolicyRow",
    "PresetRow",
    "PromiseRow",
    "PublicBlob",
    "PublicFile",
    "PublicMessage",
    "PublicPromise",
    "PublicStep",
    "PublicThread",
    "QuestionRow",
    "Queue",
    "QuietRow",
    "Received",
    "Sent",
    "StateRow",
    "Suggestion",
    "TagRow",
    "Thread",
    "ThreadMessage",
    "ThreadNote",
    "Undone",
    "ViewRow",
    "WaitingRow",
    "admit_broken",
    "answer_question",
    "answered_conversations",
    "arrivals",
    "assign",
    "assign_waiting",
    "assignments_of",
    "bulk",
    "canned_replies",
    "case",
    "case_id_of",
    "case_kind_word",
    "case_reason_word",
    "case_state_word",
    "cases",
    "cases_found",
    "cases_of",
    "check_promise",
    "close",
    "close_case",
    "conversation_id_of",
    "conversations_found",
    "conversations_matching",
    "conversations_of",
    "counts",
    "customer_says",
    "dues",
    "edit_canned",
    "edit_case",
    "finish",
    "follow_up_done",
    "follow_ups",
    "header",
    "inbox",
    "keep",
    "keepable",
    "kept_rates",
    "ledger",
    "ledger_counts",
    "left",
    "link",
    "link_cases",
    "loads",
    "looking",
    "make_canned",
    "make_duty",
    "make_promise",
    "make_tag",
    "mark_seen",
    "mark_unseen",
    "merge_conversations",
    "messages_found",
    "name_site",
    "newest_case",
    "next_deadline",
    "notes_found",
    "open_case",
    "open_recovery",
    "place_of",
    "policies",
    "presets",
    "promise",
    "promise_history",
    "promise_kind_of",
    "promise_kind_word",
    "promise_without_time",
    "promise_word",
    "promises",
    "promises_of",
    "promises_of_case",
    "public_file",
    "public_promises",
    "public_thread",
    "queue",
    "quiet_conversations",
    "receive",
    "record_reply",
    "refuse_open_promises",
    "release",
    "remove_canned",
    "remove_view",
    "renegotiate",
    "reopen",
    "reopen_case",
    "reply",
    "retire_tag",
    "retry_reply",
    "save_draft",
    "save_view",
    "search_texts",
    "send_now",
    "set_policy",
    "severity_word",
    "snooze",
    "split",
    "staff_file",
    "suggest",
    "tag",
    "tags",
    "take",
    "take_back",
    "take_escalation",
    "tallies",
    "thread",
    "thread_message",
    "transfer",
    "typing",
    "undo",
    "undo_merge",
    "unlink",
    "unlink_cases",
    "untag",
    "use_canned",
    "views",
    "waiting_conversations",
    "wake",
    "write_note",
]
