from huitou.core.models.accounts import Account, ApiToken, PermissionGrant, Session
from huitou.core.models.files import Blob
from huitou.core.models.ledger import Fact, Job, Setting, Whisper
from huitou.core.models.search import BackSearchEntry, SearchEntry
from huitou.core.models.signing_in import SignInAttempt

__all__ = [
    "Account",
    "ApiToken",
    "BackSearchEntry",
    "Blob",
    "Fact",
    "Job",
    "PermissionGrant",
    "SearchEntry",
    "Session",
    "Setting",
    "SignInAttempt",
    "Whisper",
]
