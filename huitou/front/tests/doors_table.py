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
    # the customer's own pages
    "f/<slug:slug>": Door(STRANGER),
    "c/<str:key>": Door(STRANGER),
    "c/<str:key>/messages": Door(STRANGER),
    "c/<str:key>/promises/<int:promise_id>/answer": Door(STRANGER),
    "c/<str:key>/promises/<int:promise_id>/release": Door(STRANGER),
    "c/<str:key>/files/<str:file_key>": Door(STRANGER),
    "r/<str:link>": Door(STRANGER),
    # the desk
    "desk": Door("desk.read"),
    "desk/list": Door("desk.read"),
    "desk/search": Door("desk.read"),
    "desk/palette": Door("desk.read"),
    "desk/canned": Door("desk.read"),
    "desk/bulk": Door("desk.assign"),
    "desk/views": Door("desk.read"),
    "desk/views/<int:view_id>": Door("desk.read"),
    "desk/files/<str:file_key>": Door("desk.read"),
    "desk/promises/suggestion": Door("desk.read"),
    "desk/promises/<int:promise_id>/outcome": Door("promises.make"),
    "desk/promises/<int:promise_id>/duty": Door("promises.make"),
    "desk/cases/<int:case_id>/closure": Door("cases.edit"),
    "desk/cases/<int:case_id>/answers": Door("cases.edit"),
    "desk/messages/<int:message_id>": Door("desk.answer"),
    "desk/messages/<int:message_id>/sending": Door("desk.answer"),
    "desk/messages/<int:message_id>/retry": Door("desk.answer"),
    "desk/c/<int:conversation_id>": Door("desk.read"),
    "desk/c/<int:conversation_id>/viewers": Door("desk.read"),
    "desk/c/<int:conversation_id>/messages": Door("desk.answer"),
    "desk/c/<int:conversation_id>/notes": Door("desk.answer"),
    "desk/c/<int:conversation_id>/draft": Door("desk.answer"),
    "desk/c/<int:conversation_id>/typing": Door("desk.read"),
    "desk/c/<int:conversation_id>/promises": Door("promises.make"),
    "desk/c/<int:conversation_id>/details": Door("customers.edit"),
    "desk/c/<int:conversation_id>/cases": Door("cases.edit"),
    "desk/c/<int:conversation_id>/assignment": Door("desk.assign"),
    "desk/c/<int:conversation_id>/snooze": Door("desk.answer"),
    "desk/c/<int:conversation_id>/closure": Door("desk.answer"),
    "desk/c/<int:conversation_id>/tags": Door("desk.answer"),
    "desk/c/<int:conversation_id>/links": Door("desk.answer"),
    "desk/c/<int:conversation_id>/merges": Door("desk.answer"),
    "desk/c/<int:conversation_id>/parts": Door("desk.answer"),
    # customers
    "customers": Door("customers.read"),
    "customers/new": Door("customers.edit"),
    "customers.csv": Door("customers.export"),
    "customers/duplicates": Door("customers.edit"),
    "customers/import": Door("customers.import"),
    "customers/import/mapping": Door("customers.import"),
    "customers/import/<int:run_id>": Door("customers.import"),
    "customers/import/<int:run_id>/progress": Door("customers.import"),
    "customers/import/<int:run_id>/carrying-out": Door("customers.import"),
    "customers/import/<int:run_id>/refused.csv": Door("customers.import"),
    "customers/<int:customer_id>": Door("customers.read"),
    "customers/<int:customer_id>/timeline": Door("customers.read"),
    "customers/<int:customer_id>/edit": Door("customers.edit"),
    "customers/<int:customer_id>/handles": Door("customers.edit"),
    "customers/<int:customer_id>/handles/<int:handle_id>/removal": Door("customers.edit"),
    "customers/<int:customer_id>/details": Door("customers.edit"),
    "customers/<int:customer_id>/details/<int:detail_id>/end": Door("customers.edit"),
    "customers/<int:customer_id>/consents": Door("customers.edit"),
    "customers/<int:customer_id>/merge": Door("customers.edit"),
    "customers/<int:customer_id>/merges/<int:merge_id>/undoing": Door("customers.edit"),
    "customers/<int:customer_id>/not-same": Door("customers.edit"),
    "customers/<int:customer_id>/copy": Door("customers.export"),
    "customers/<int:customer_id>/erasure": Door("customers.erase"),
    # promises, the day, cases
    "promises": Door("desk.read"),
    "promises.csv": Door("desk.read"),
    "promises/<int:promise_id>/duty": Door("promises.make"),
    "day": Door("day.read"),
    "cases": Door("desk.read"),
    "cases/visits": Door("desk.read"),
    "cases/visits/<int:follow_up_id>/made": Door("cases.edit"),
    "cases/<str:number>": Door("desk.read"),
    "cases/<str:number>/fields": Door("cases.edit"),
    "cases/<str:number>/answers": Door("cases.edit"),
    "cases/<str:number>/closure": Door("cases.edit"),
    "cases/<str:number>/reopening": Door("cases.edit"),
    "cases/<str:number>/links": Door("cases.edit"),
    "cases/<str:number>/links/<int:other_id>/removal": Door("cases.edit"),
    "cases/<str:number>/follow-ups/<int:follow_up_id>/done": Door("cases.edit"),
    # the demo
    "demo/clock": Door(SIGNED_IN),
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
    "settings/retention": Door("customers.erase"),
    "settings/retention/<int:run_id>/erasure": Door("customers.erase"),
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
    "settings/tokens": Door("tokens.manage"),
    "settings/tokens/<int:token_id>/revocation": Door("tokens.manage"),
    "settings/webhooks": Door("tokens.manage"),
    "settings/webhooks/network": Door("tokens.manage"),
    "settings/webhooks/<int:webhook_id>": Door("tokens.manage"),
    "settings/webhooks/<int:webhook_id>/switch": Door("tokens.manage"),
    "settings/webhooks/<int:webhook_id>/secret": Door("tokens.manage"),
    "settings/webhooks/<int:webhook_id>/tests": Door("tokens.manage"),
    "settings/webhooks/<int:webhook_id>/removal": Door("tokens.manage"),
    "settings/deliveries/<int:delivery_id>/repeats": Door("tokens.manage"),
    # audit
    "audit": Door("audit.read"),
    "audit.csv": Door("audit.read"),
}

# The programs' doors: by the right of the account behind the key, "METHOD path as in the OpenAPI description".
_API = {
    "desk.read": """
        GET /api/v1/conversations
        GET /api/v1/conversations/{key}
        GET /api/v1/conversations/{key}/messages
        GET /api/v1/conversations/{key}/notes
        GET /api/v1/conversations/{key}/assignments
        GET /api/v1/cases
        GET /api/v1/conversations/{key}/cases
        GET /api/v1/cases/{case_id}
        GET /api/v1/follow-ups
        GET /api/v1/sites
        GET /api/v1/touchpoints
        GET /api/v1/teams
        GET /api/v1/accounts
        GET /api/v1/channels
        GET /api/v1/tags
        GET /api/v1/canned-replies
        GET /api/v1/search
        GET /api/v1/cases/{case_id}/expectation
        GET /api/v1/promises
        GET /api/v1/promises/{promise_id}
        GET /api/v1/conversations/{key}/promises
        POST /api/v1/conversations/{key}/promise-checks
        POST /api/v1/promise-suggestions
        GET /api/v1/files/{key}
        GET /api/v1/me
        GET /api/v1/skills
        GET /api/v1/company
        GET /api/v1/hours
        GET /api/v1/special-days
        GET /api/v1/teams/{team_id}/shifts
        GET /api/v1/teams/{team_id}/ladder
        GET /api/v1/promise-policies
        POST /api/v1/demo/clock
        GET /api/v1/cases/{case_id}/promises
        GET /api/v1/cases/{case_id}/rating
        GET /api/v1/promises.csv
        GET /api/v1/promise-counts
        GET /api/v1/promise-presets
        GET /api/v1/promise-rates
        GET /api/v1/conversations/{key}/keepable-promises
        GET /api/v1/conversation-counts
        GET /api/v1/conversations/{key}/viewers
        PUT /api/v1/conversations/{key}/presence
        PUT /api/v1/conversations/{key}/seen
        DELETE /api/v1/conversations/{key}/seen
        GET /api/v1/views
        POST /api/v1/views
        PUT /api/v1/views/{view_id}
        DELETE /api/v1/views/{view_id}
        GET /api/v1/customers/{customer_id}/conversations
    """,
    "desk.answer": """
        PUT /api/v1/me/presence
        PUT /api/v1/conversations/{key}/drafts/{kind}
        DELETE /api/v1/conversations/{key}/drafts/{kind}
        POST /api/v1/conversations/{key}/snooze
        DELETE /api/v1/conversations/{key}/snooze
        POST /api/v1/conversations/{key}/closure
        DELETE /api/v1/conversations/{key}/closure
        PUT /api/v1/conversations/{key}/site
        PUT /api/v1/conversations/{key}/tags/{tag_id}
        DELETE /api/v1/conversations/{key}/tags/{tag_id}
        POST /api/v1/conversations/{key}/merges
        DELETE /api/v1/conversation-merges/{merge_id}
        POST /api/v1/conversations/{key}/splits
        PUT /api/v1/conversations/{key}/links/{other}
        DELETE /api/v1/conversations/{key}/links/{other}
        GET /api/v1/conversations/{key}/canned-replies/{canned_id}
        POST /api/v1/messages
        POST /api/v1/conversations/{key}/replies
        DELETE /api/v1/messages/{message_id}
        POST /api/v1/messages/{message_id}/retries
        POST /api/v1/messages/{message_id}/sending
        POST /api/v1/conversations/{key}/notes
    """,
    "desk.assign": """
        POST /api/v1/conversations/{key}/assignment
        POST /api/v1/conversations-bulk
        POST /api/v1/conversations/{key}/take
    """,
    "cases.edit": """
        POST /api/v1/conversations/{key}/cases
        PATCH /api/v1/cases/{case_id}
        PUT /api/v1/cases/{case_id}/answers/{question}
        POST /api/v1/cases/{case_id}/closure
        DELETE /api/v1/cases/{case_id}/closure
        PUT /api/v1/cases/{case_id}/links/{other_id}
        DELETE /api/v1/cases/{case_id}/links/{other_id}
        POST /api/v1/follow-ups/{follow_up_id}/done
    """,
    "promises.make": """
        POST /api/v1/conversations/{key}/promises
        POST /api/v1/promises/{promise_id}/outcome
        POST /api/v1/promises/{promise_id}/renegotiation
        POST /api/v1/promises/{promise_id}/escalation
    """,
    "customers.read": """
        GET /api/v1/customers
        GET /api/v1/customers/{customer_id}
        GET /api/v1/customers/{customer_id}/timeline
        GET /api/v1/customers/{customer_id}/promises
        GET /api/v1/customer-fields
    """,
    "customers.import": """
        GET /api/v1/customer-import-fields
        POST /api/v1/customer-import-looks
        POST /api/v1/customer-imports
        GET /api/v1/customer-imports
        GET /api/v1/customer-imports/{run_id}
        POST /api/v1/customer-imports/{run_id}/carrying-out
        GET /api/v1/customer-imports/{run_id}/refused
        GET /api/v1/customer-imports/{run_id}/refused.csv
    """,
    "customers.edit": """
        GET /api/v1/customer-duplicates
        POST /api/v1/customers
        PATCH /api/v1/customers/{customer_id}
        POST /api/v1/customers/{customer_id}/handles
        DELETE /api/v1/handles/{handle_id}
        POST /api/v1/customers/{customer_id}/details
        DELETE /api/v1/details/{detail_id}
        POST /api/v1/customers/{customer_id}/consents
        PUT /api/v1/customers/{customer_id}/fields/{key}
        POST /api/v1/customers/{customer_id}/merges
        DELETE /api/v1/customer-merges/{merge_id}
        POST /api/v1/customers/{customer_id}/not-same
    """,
    "customers.export": """
        GET /api/v1/customers/{customer_id}/export
        GET /api/v1/customers.csv
    """,
    "customers.erase": """
        POST /api/v1/customers/{customer_id}/erasure
    """,
    "day.read": """
        GET /api/v1/day
    """,
    "ratings.read": """
        GET /api/v1/ratings
        GET /api/v1/rating-signs
    """,
    "audit.read": """
        GET /api/v1/facts
        GET /api/v1/fact-kinds
        GET /api/v1/audit
        GET /api/v1/audit.csv
    """,
    "settings.edit": """
        POST /api/v1/sites
        PATCH /api/v1/sites/{site_id}
        POST /api/v1/touchpoints
        PATCH /api/v1/touchpoints/{touchpoint_id}
        POST /api/v1/skills
        PATCH /api/v1/skills/{skill_id}
        PUT /api/v1/skills/{skill_id}/holders/{account_id}
        DELETE /api/v1/skills/{skill_id}/holders/{account_id}
        POST /api/v1/teams
        PUT /api/v1/teams/{team_id}
        PUT /api/v1/teams/{team_id}/members/{account_id}
        DELETE /api/v1/teams/{team_id}/members/{account_id}
        POST /api/v1/channels
        PATCH /api/v1/channels/{channel_id}
        POST /api/v1/customer-fields
        PATCH /api/v1/customer-fields/{field_id}
        DELETE /api/v1/customer-fields/{field_id}
        PATCH /api/v1/company
        PUT /api/v1/hours
        DELETE /api/v1/hours
        PUT /api/v1/special-days/{day}
        DELETE /api/v1/special-days/{day}
        POST /api/v1/teams/{team_id}/shifts
        DELETE /api/v1/shifts/{shift_id}
        POST /api/v1/teams/{team_id}/rota
        PUT /api/v1/teams/{team_id}/ladder
        PUT /api/v1/promise-policies/{kind}
        POST /api/v1/tags
        DELETE /api/v1/tags/{tag_id}
        POST /api/v1/canned-replies
        PUT /api/v1/canned-replies/{canned_id}
        DELETE /api/v1/canned-replies/{canned_id}
    """,
    "tokens.manage": """
        GET /api/v1/webhooks
        POST /api/v1/webhooks
        GET /api/v1/webhooks/{webhook_id}
        GET /api/v1/webhooks/{webhook_id}/secret
        PUT /api/v1/webhooks/{webhook_id}/secret
        PATCH /api/v1/webhooks/{webhook_id}
        DELETE /api/v1/webhooks/{webhook_id}
        POST /api/v1/webhooks/{webhook_id}/tests
        GET /api/v1/webhooks/{webhook_id}/deliveries
        POST /api/v1/deliveries/{delivery_id}/repeats
    """,
}
API_DOORS: dict[str, str] = {
    line.strip(): right for right, lines in _API.items() for line in lines.strip().splitlines()
}
