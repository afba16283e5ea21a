"""The API, version 1, put together: routes, mistakes, description."""

from __future__ import annotations

from huitou.front.api import (
    audit,
    cases,
    company,
    conversations,
    customers,
    day,
    facts,
    finding,
    imports,
    messages,
    places,
    promises,
    ratings,
    sitting,
    tables,
    webhooks,
    working_time,
)
from huitou.front.api.description import DescribedAPI
from huitou.front.api.problems import teach
from huitou.front.api.rendering import Reader, Renderer

DESCRIPTION = """What the desk does, for programs. Authorization: Bearer ht_…; a key has the rights of its account.

Lists are paged by key: hand `next` back as `after`. Every POST takes an `Idempotency-Key`: the same key with the same
body acts once. Mistakes are `{code, detail, fields?}`; `detail` is Chinese, or English by `Accept-Language: en`.
Times are ISO 8601 with a zone. Conversations are named by their unguessable `key`."""

api = DescribedAPI(
    title="Huitou 回头",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    renderer=Renderer(),
    parser=Reader(),
    urls_namespace="api-v1",
)
teach(api)
# Files about one address share their routes: of two routers with one address only the first would be asked.
PARTS = dict.fromkeys(
    part.routes.router
    for part in (
        messages, conversations, sitting, cases, promises, customers, imports, tables, ratings, finding, day,
        company, places, working_time, facts, audit, webhooks,
    )
)  # fmt: skip
for router in PARTS:
    api.add_router("", router)
