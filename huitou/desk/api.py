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
    FollowUpRow,
    QuestionRow,
    case,
    cases,
    cases_of,
    follow_ups,
)
from huitou.desk.promises.actions.ending import admit_broken, customer_says, keep, release
from huitou.desk.promises.actions.lateness import take as take_escalation
from huitou.desk.promises.actions.making import make as make_promise
from huitou.desk.promises.actions.making import make_duty, renegotiate, take_back
from huitou.desk.promises.checks import NewPromise, PresetRow, presets
from huitou.desk.promises.checks import check as check_promise
from huitou.desk.promises.public import PublicPromise, PublicStep, public_promises
from huitou.desk.promises.public import is_theirs as is_promise_of
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
    promises_of,
    promises_of_case,
)
from huitou.desk.promises.reads.ledger import counts as ledger_counts
from huitou.desk.promises.reads.ledger import history as promise_history
from huitou.desk.promises.reads.rates import KeptRate, kept_rates
from huitou.desk.promises.rules.objections import Objection
from huitou.desk.promises.suggest import Suggestion, suggest

__all__ = [
    "CaseDetail",
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "CaseStateRow",
    "EscalationRow",
    "FollowUpRow",
    "Keepable",
    "KeptRate",
    "LedgerCounts",
    "LedgerFilter",
    "LedgerPage",
    "NewPromise",
    "Objection",
    "PresetRow",
    "PromiseRow",
    "PublicPromise",
    "PublicStep",
    "QuestionRow",
    "StateRow",
    "Suggestion",
    "admit_broken",
    "answer_question",
    "case",
    "cases",
    "cases_of",
    "check_promise",
    "close_case",
    "customer_says",
    "edit_case",
    "follow_up_done",
    "follow_ups",
    "is_promise_of",
    "keep",
    "keepable",
    "kept_rates",
    "ledger",
    "ledger_counts",
    "link_cases",
    "make_duty",
    "make_promise",
    "next_deadline",
    "open_case",
    "open_recovery",
    "presets",
    "promise",
    "promise_history",
    "promises_of",
    "promises_of_case",
    "public_promises",
    "refuse_open_promises",
    "release",
    "renegotiate",
    "reopen_case",
    "suggest",
    "take_back",
    "take_escalation",
    "unlink_cases",
]
