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
    "settings/sites": Door("settings.edit"),
    "settings/sites/<int:site_id>": Door("settings.edit"),
    "settings/touchpoints": Door("settings.edit"),
    "settings/touchpoints/<int:touchpoint_id>": Door("settings.edit"),
    "settings/skills": Door("settings.edit"),
    "settings/skills/<int:skill_id>": Door("settings.edit"),
    "settings/skills/<int:skill_id>/holders": Door("settings.edit"),
    "settings/teams": Door("settings.edit"),
    "settings/teams/<int:team_id>": Door("settings.edit"),
    "settings/teams/<int:team_id>/members": Door("settings.edit"),
    "settings/teams/<int:team_id>/ladder": Door("settings.edit"),
    "settings/hours": Door("settings.edit"),
    "settings/hours/days": Door("settings.edit"),
    "settings/hours/<int:team_id>": Door("settings.edit"),
    "settings/hours/<int:team_id>/days": Door("settings.edit"),
    "settings/hours/<int:team_id>/drop": Door("settings.edit"),
    "settings/rota": Door("settings.edit"),
    "settings/rota/<int:team_id>": Door("settings.edit"),
    "settings/rota/<int:team_id>/shifts": Door("settings.edit"),
    "settings/rota/<int:team_id>/shifts/<int:shift_id>/removal": Door("settings.edit"),
    "settings/rota/<int:team_id>/pattern": Door("settings.edit"),
    "settings/policies": Door("settings.edit"),
    "settings/policies/<slug:kind>": Door("settings.edit"),
    "settings/replies": Door("settings.edit"),
    "settings/replies/<int:canned_id>": Door("settings.edit"),
    "settings/replies/<int:canned_id>/removal": Door("settings.edit"),
    "settings/tags": Door("settings.edit"),
    "settings/tags/<int:tag_id>/retirement": Door("settings.edit"),
    "settings/fields": Door("settings.edit"),
    "settings/fields/<int:field_id>": Door("settings.edit"),
    "settings/fields/<int:field_id>/removal": Door("settings.edit"),
    "settings/channels": Door("settings.edit"),
    "settings/channels/<int:channel_id>": Door("settings.edit"),
    # audit
    "audit": Door("audit.read"),
    "audit.csv": Door("audit.read"),
}

# The programs' doors: "METHOD path as in the OpenAPI description" → right of the account behind the key.
API_DOORS: dict[str, str] = {}
