"""The door of core: what every room may use.

Clock, transactions, ledger, jobs, settings, rights, search, files. Everything here is documented where it is written.
"""

from __future__ import annotations

from huitou.core.accounts import access
from huitou.core.accounts.attempts import begin as count_attempt
from huitou.core.accounts.attempts import key_of_address
from huitou.core.accounts.permissions import PERMISSIONS, may, permissions_of, require
from huitou.core.accounts.reads import AccountRow, account, accounts
from huitou.core.accounts.seen import signed_in
from huitou.core.accounts.staff import make_account
from huitou.core.accounts.tokens import account_of as account_of_token
from huitou.core.accounts.visitors import Visitor, account_of_visitor, visitor
from huitou.core.calendar.festivals import ChinaFestivals
from huitou.core.calendar.rules import Hours, Interval, NoWorkingTime
from huitou.core.clock.clock import look_again, now, travel
from huitou.core.clock.wall import wall
from huitou.core.db import aware, in_transaction, maybe_aware, on_postgres, writing
from huitou.core.db import rows as sql_rows
from huitou.core.explanations import all_explanations, explain, explanation, readable
from huitou.core.files.files import forget as forget_file
from huitou.core.files.files import keep as keep_file
from huitou.core.files.files import read as read_file
from huitou.core.jobs.jobs import NewJob, cancel, enqueue, enqueue_all
from huitou.core.jobs.jobs import next_due as next_job_due
from huitou.core.jobs.jobs import run_due as run_due_jobs
from huitou.core.jobs.registry import job
from huitou.core.jobs.upkeep import given_up as jobs_given_up
from huitou.core.jobs.upkeep import last_beat
from huitou.core.jobs.upkeep import overdue as jobs_overdue
from huitou.core.ledger.facts import all_kinds, fact, from_data, kind_of
from huitou.core.ledger.ledger import SYSTEM, Actor, OutsideTransaction, record, record_all
from huitou.core.ledger.listeners import Heard, listens_at_once, listens_to, listens_to_all
from huitou.core.ledger.reads import (
    FactRow,
    Position,
    facts_by_id,
    facts_of_conversation,
    facts_of_customers,
    facts_page,
    last_seen,
    moments,
    tail,
)
from huitou.core.ledger.reads import end as tail_end
from huitou.core.ledger.whispers import WhisperRow, whisper, whispers_after
from huitou.core.ledger.whispers import here as who_is_here
from huitou.core.pages import Right, page, public_page, right_of, to_login
from huitou.core.refusal import Refusal
from huitou.core.search import search
from huitou.core.settings.settings import get as setting
from huitou.core.settings.settings import many as settings
from huitou.core.settings.settings import put as put_setting
from huitou.core.settings.settings import zone
from huitou.core.trouble import trouble_of
from huitou.core.wake import Sleeper, wake

__all__ = [
    "PERMISSIONS",
    "SYSTEM",
    "AccountRow",
    "Actor",
    "ChinaFestivals",
    "FactRow",
    "Heard",
    "Hours",
    "Interval",
    "NewJob",
    "NoWorkingTime",
    "OutsideTransaction",
    "Position",
    "Refusal",
    "Right",
    "Sleeper",
    "Visitor",
    "WhisperRow",
    "access",
    "account",
    "account_of_token",
    "account_of_visitor",
    "accounts",
    "all_explanations",
    "all_kinds",
    "aware",
    "cancel",
    "count_attempt",
    "enqueue",
    "enqueue_all",
    "explain",
    "explanation",
    "fact",
    "facts_by_id",
    "facts_of_conversation",
    "facts_of_customers",
    "facts_page",
    "forget_file",
    "from_data",
    "in_transaction",
    "job",
    "jobs_given_up",
    "jobs_overdue",
    "keep_file",
    "key_of_address",
    "kind_of",
    "last_beat",
    "last_seen",
    "listens_at_once",
    "listens_to",
    "listens_to_all",
    "look_again",
    "make_account",
    "may",
    "maybe_aware",
    "moments",
    "next_job_due",
    "now",
    "on_postgres",
    "page",
    "permissions_of",
    "public_page",
    "put_setting",
    "read_file",
    "readable",
    "record",
    "record_all",
    "require",
    "right_of",
    "run_due_jobs",
    "search",
    "setting",
    "settings",
    "signed_in",
    "sql_rows",
    "tail",
    "tail_end",
    "to_login",
    "travel",
    "trouble_of",
    "visitor",
    "wake",
    "wall",
    "whisper",
    "whispers_after",
    "who_is_here",
    "writing",
    "zone",
]
