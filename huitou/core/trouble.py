"""Troubles of the machine that a person should hear as a sentence: a full disk, a database that does not answer."""

from __future__ import annotations

import errno
import logging

from django.db import DatabaseError, OperationalError

from huitou.core.refusal import Refusal

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite: SQLITE_FULL, and what a write comes to that the disk did not take. PostgreSQL: class 53100.
FULL_WORDS = ("disk is full", "disk i/o error", "no space left")
log = logging.getLogger(__name__)


def trouble_of(error: BaseException) -> Refusal | None:
    """core.disk_full or core.database_away when the error comes to that, else None. The log gets the whole story."""
    found = _trouble(error)
    if found is not None:
        log.error("%s", found.code, exc_info=error)
    return found


def _trouble(error: BaseException) -> Refusal | None:
    if isinstance(error, OSError):
        return Refusal("core.disk_full") if error.errno in NO_SPACE else None
    if isinstance(error, DatabaseError) and _says_full(error):
        return Refusal("core.disk_full")
    return Refusal("core.database_away") if isinstance(error, OperationalError) else None


def _says_full(error: DatabaseError) -> bool:
    code = getattr(error.__cause__, "sqlstate", None)
    return code == "53100" or any(words in str(error).lower() for words in FULL_WORDS)
