"""The second factor: six digits of an authenticator (TOTP, RFC 6238), and recovery codes for when the phone is gone.

The tables, secrets and pictures are allauth's; that a code works only once is kept in the database, not in a cache
that each process has for itself.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt, encrypt
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

from huitou.core.accounts import attempts, rules
from huitou.core.accounts.sessions import end_sessions
from huitou.core.accounts.signing_in import write_down_failed_code
from huitou.core.clock.wall import wall
from huitou.core.db import writing
from huitou.core.facts import RecoveryCodesMade, SecondFactorAdded, SecondFactorRemoved
from huitou.core.ledger.ledger import Actor, record
from huitou.core.models import Account
from huitou.core.refusal import Refusal
from huitou.core.settings import settings as company

TOTP, CODES = Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES
STEP_SECONDS = 30


class Adapter(DefaultMFAAdapter):
    """Secrets lie encrypted in the database: who steals a copy of it cannot make codes."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return company.get("company.name") or "回头 Huitou"


@dataclass(frozen=True)
class Enrolment:
    """What a person needs to set up an authenticator: the key as text and as a QR picture (data address)."""

    secret: str
    picture: str


def has_second_factor(*, account_id: int) -> bool:
    """Whether the account asks for a code after the password."""
    return Authenticator.objects.filter(user_id=account_id, type=TOTP).exists()


def must_have_second_factor(*, role: str) -> bool:
    """Whether the company asks this role for a second factor (setting `access.second_factor_roles`)."""
    return role in company.get("access.second_factor_roles")


def new_secret() -> str:
    """A fresh key for an authenticator; nothing is kept until it is confirmed by a code."""
    return generate_totp_secret()


def enrolment(*, account: Account, secret: str) -> Enrolment:
    """The key as a picture for the phone's camera and as groups of four for the keyboard."""
    adapter = Adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    picture = "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()
    return Enrolment(" ".join(secret[i : i + 4] for i in range(0, len(secret), 4)), picture)


def add_second_factor(*, account: Account, secret: str, code: str) -> tuple[str, ...]:
    """Turn it on after one right code; returns the recovery codes, which are shown this once.

    Refused "core.wrong_code" when the code does not belong to the key, "core.second_factor_there" when it is on already.
    """
    counter = _counter(secret, code, after=-1)
    if counter is None:
        raise Refusal("core.wrong_code")
    with writing():
        if has_second_factor(account_id=account.pk):
            raise Refusal("core.second_factor_there")
        data = {"secret": encrypt(secret), "counter": counter}
        Authenticator.objects.create(user_id=account.pk, type=TOTP, data=data)
        record(SecondFactorAdded(account_id=account.pk), actor=Actor.account(account.pk))
        return _fresh_codes(account)


def check_code(*, account: Account, code: str, address: str) -> None:
    """Accept a code of the authenticator or a recovery code, each only once.

    Refused "core.wrong_code", and "core.too_many_attempts" (minutes) after too many wrong ones.
    """
    key = f"code:{account.pk}"
    ids = attempts.begin({key: rules.FREE_PER_ACCOUNT})
    if not (_use_totp(account, code) or _use_recovery_code(account, code)):
        write_down_failed_code(account_id=account.pk, address=address)
        raise Refusal("core.wrong_code")
    attempts.succeed(ids, forget=key)


def remake_codes(*, account: Account) -> tuple[str, ...]:
    """New recovery codes; the old ones stop working."""
    with writing():
        return _fresh_codes(account)


def codes_left(*, account_id: int) -> int:
    """How many recovery codes are still good."""
    row = Authenticator.objects.filter(user_id=account_id, type=CODES).first()
    return len(RecoveryCodes(row).get_unused_codes()) if row else 0


def remove_second_factor(*, account_id: int, actor: Actor) -> None:
    """Turn it off: by the person, or by an administrator when phone and recovery codes are lost (all sessions end)."""
    with writing():
        gone, _kinds = Authenticator.objects.filter(user_id=account_id).delete()
        if gone:
            record(SecondFactorRemoved(account_id=account_id), actor=actor)
        if actor.id != account_id:
            end_sessions(account_id=account_id, why="second_factor", actor=actor)


def _fresh_codes(account: Account) -> tuple[str, ...]:
    Authenticator.objects.filter(user_id=account.pk, type=CODES).delete()
    made = tuple(RecoveryCodes.activate(account).get_unused_codes())
    record(RecoveryCodesMade(account_id=account.pk), actor=Actor.account(account.pk))
    return made


def _use_totp(account: Account, code: str) -> bool:
    with writing():
        row = Authenticator.objects.select_for_update().filter(user_id=account.pk, type=TOTP).first()
        if row is None:
            return False
        try:
            secret = decrypt(row.data["secret"])
        except InvalidToken:  # the installation's key was changed: only the recovery by an administrator is left
            return False
        counter = _counter(secret, code, after=row.data.get("counter", -1))
        if counter is None:
            return False
        row.data["counter"], row.last_used_at = counter, wall()
        row.save(update_fields=["data", "last_used_at"])
        return True


def _use_recovery_code(account: Account, code: str) -> bool:
    with writing():
        row = Authenticator.objects.filter(user_id=account.pk, type=CODES).first()
        try:
            return bool(row) and RecoveryCodes(row).validate_code(code)
        except InvalidToken:
            return False


def _counter(secret: str, code: str, *, after: int) -> int | None:
    """The 30-second step to which a code belongs, when it is one of now and later than the last one used."""
    digits = "".join(letter for letter in code if letter.isdecimal() and letter.isascii())
    step = int(wall().timestamp()) // STEP_SECONDS
    for counter in (step - 1, step, step + 1):  # phones are a little slow or fast
        if counter > after and hmac.compare_digest(format_hotp_value(hotp_value(secret, counter)), digits):
            return counter
    return None


def _cipher() -> Fernet:
    key = hashlib.sha256(f"second factor:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
