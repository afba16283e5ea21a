"""Who may open which door: the expected rights, as data. Every address of the product stands here, once.

`Door(reads)`: this right for everything. `Door(reads, writes)`: another one for methods that change something.
`SIGNED_IN`: every colleague. `STRANGER`: everybody, also without an account (the customer's own pages, the login).
A new page without its line here fails `test_every_door.py`; so does a line without its page.
"""

from dataclasses import dataclass

STRANGER, SIGNED_IN = "stranger", "signed in"


@dataclass(frozen=True)
class Door:
    reads: str
    writes: str = ""

    def needed(self, method: str) -> str:
        return self.reads if method == "GET" or not self.writes else self.writes


DOORS: dict[str, Door] = {
    # coming in
    "": Door(STRANGER),
    "login": Door(STRANGER),
    "login/code": Door(STRANGER),
    "login/enrolment": Door(STRANGER),
    "logout": Door(STRANGER),
    "language": Door(STRANGER),
    "theme": Door(STRANGER),
    "welcome": Door(STRANGER),
    "start": Door("settings.edit"),
    # settings
    "settings": Door(SIGNED_IN),
    "settings/me": Door(SIGNED_IN),
    "settings/me/password": Door(SIGNED_IN),
    "settings/me/sessions": Door(SIGNED_IN),
    "settings/me/authenticator": Door(SIGNED_IN),
    "settings/me/recovery-codes": Door(SIGNED_IN),
    "settings/me/second-factor": Door(SIGNED_IN),
    "settings/company": Door("settings.edit"),
    "settings/accounts": Door("accounts.manage"),
    "settings/accounts/<int:account_id>": Door("accounts.manage"),
    "settings/accounts/<int:account_id>/closure": Door("accounts.manage"),
    "settings/accounts/<int:account_id>/password": Door("accounts.manage"),
    "settings/accounts/<int:account_id>/second-factor": Door("accounts.manage"),
    "settings/accounts/<int:account_id>/sessions": Door("accounts.manage"),
    "settings/rights": Door("accounts.manage"),
    "settings/rights/second-factor": Door("accounts.manage"),
    # audit
    "audit": Door("audit.read"),
    "audit.csv": Door("audit.read"),
}

# The programs' doors: "METHOD path as in the OpenAPI description" → right of the account behind the key.
API_DOORS: dict[str, str] = {}
