"""Finding: full text over messages, notes, customers and cases; Ctrl-K; canned replies under the slash."""

from __future__ import annotations

import time
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huitou.core.api import page
from huitou.core.api import search as index
from huitou.customers import api as customers
from huitou.desk import api as desk
from huitou.front.desk.shapes import CannedRow, PaletteItem, SearchHit, SearchPage
from huitou.front.naming import name_of
from huitou.front.posting import id_of
from huitou.front.shapes import SavedView
from huitou.front.shell import page_answer
from huitou.front.snippets import matches, snippet
from huitou.front.times import Clock

READ = "desk.read"
FRONT_KINDS = ("message", "customer", "case", "conversation")
LIMIT = 50
IN_PALETTE = 8
MOST_CANNED = 8


@page(READ)
def search(request: HttpRequest) -> HttpResponse:
    """The search page; the newest first, notes marked as what they are."""
    query, kind = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    began = time.perf_counter()
    hits = found(query, kind=kind) if query else []
    took = (time.perf_counter() - began) * 1000
    shown = SearchPage(
        query=query,
        hits=tuple(hits),
        total_text=_("%(n)s 条以上") % {"n": LIMIT} if len(hits) >= LIMIT else _("%(n)s 条") % {"n": len(hits)},
        kinds=tuple(
            SavedView(k, label, f"/desk/search?{urlencode({'q': query, 'kind': k})}", active=k == kind)
            for k, label in _kinds().items()
        ),
        took_text=_("用时 %(ms).0f 毫秒") % {"ms": took},
        advice=_("换两三个字试试：只写最特别的词，比如人名、物品、地点。"),
    )
    return page_answer(request, "front/search.html", "search", page=shown)


@page(READ)
def palette(request: HttpRequest) -> HttpResponse:
    """What Ctrl-K finds: customers first, then conversations by their words."""
    query = request.GET.get("q", "").strip()[:60]
    items: list[PaletteItem] = []
    if query:
        people = customers.search(query=query, limit=IN_PALETTE)
        for i, one in enumerate(people):
            who = one.customer
            hint = "、".join(handle.display for handle in who.handles[:1])
            group = pgettext("many", "客户") if i == 0 else ""
            items.append(PaletteItem("user", who.name or name_of(who), f"/customers/{who.id}", hint, group))
        for i, hit in enumerate(found(query, kind="message", limit=IN_PALETTE)):
            group = _("消息") if i == 0 else ""
            text = "".join(part for part, _match in hit.snippet)
            items.append(PaletteItem("chat", text[:60], hit.href, hit.time_text, group))
        everywhere = f"/desk/search?{urlencode({'q': query})}"
        items.append(PaletteItem("search", _("到处搜“%(words)s”") % {"words": query}, everywhere, "", _("搜索")))
    return render(request, "front/_palette.html", {"items": items})


@page(READ)
def canned(request: HttpRequest) -> HttpResponse:
    """Canned replies that fit what was typed after the slash, already filled for this customer."""
    conversation_id = id_of(request.GET.get("conversation")) or 0
    rows = []
    for row in desk.canned_replies(query=request.GET.get("q", ""), limit=MOST_CANNED):
        filled = desk.use_canned(canned_id=row.id, conversation_id=conversation_id, account_id=request.user.pk)
        rows.append(CannedRow(row.title, filled.text, row.shortcut))
    return render(request, "front/_canned.html", {"canned": rows})


def found(query: str, *, kind: str = "", limit: int = LIMIT) -> list[SearchHit]:
    """Hits of both stages: by newness in weeks, within a week those in which the words stand more often, then the newest."""
    hits = []
    if kind != "note":
        kinds = (kind,) if kind in FRONT_KINDS else ()
        hits += index.find(query, stage=index.FRONT, kinds=kinds, limit=limit)
    if kind in ("", "note"):
        hits += index.find(query, stage=index.BACK, kinds=("note",), limit=limit)
    hits.sort(key=lambda hit: hit.at, reverse=True)
    return _shown(hits[:limit], query)


def _shown(hits: Iterable[index.Hit], query: str) -> list[SearchHit]:
    hits = list(hits)
    ids = {kind: [hit.ref_id for hit in hits if hit.kind == kind] for kind in (*FRONT_KINDS, "note")}
    texts = {
        "message": desk.messages_found(ids=ids["message"]),
        "note": desk.notes_found(ids=ids["note"]),
    }
    conversations = desk.conversations_found(ids=ids["conversation"])
    cases = desk.cases_found(ids=ids["case"])
    of_texts = {text.customer_id for kind in texts.values() for text in kind.values()}
    people = customers.customers(ids=ids["customer"]) if ids["customer"] else {}
    names = customers.addresses(ids=of_texts)
    clock = Clock.read()
    labels = _kinds()
    shown: list[tuple[tuple[int, int], SearchHit]] = []

    def show(hit: index.Hit, text: str, title: str, href: str, who: str = "") -> None:
        when = clock.short(hit.at)
        rank = ((clock.now - hit.at).days // 7, -matches(text, query))
        row = SearchHit(hit.kind, labels[hit.kind], title, href, snippet(text, query), when, who)  # type: ignore[arg-type]
        shown.append((rank, row))

    for hit in hits:
        if hit.kind in texts and (text := texts[hit.kind].get(hit.ref_id)):
            who = names.get(text.customer_id, "")
            href = f"/desk/c/{text.conversation_id}#{'n' if hit.kind == 'note' else 'm'}-{text.id}"
            show(hit, text.text, text.subject or who or _("会话"), href, who)
        elif hit.kind == "customer" and hit.ref_id in people:
            row = people[hit.ref_id]
            line = " ".join([row.name, *(handle.display for handle in row.handles)])
            show(hit, line, row.name or name_of(row), f"/customers/{row.id}")
        elif hit.kind == "case" and (case := cases.get(hit.ref_id)):
            show(hit, case.summary, f"{case.number} {case.kind_word}", f"/cases/{case.number}")
        elif hit.kind == "conversation" and (one := conversations.get(hit.ref_id)):
            show(hit, one.subject, one.subject, f"/desk/c/{one.id}")
    shown.sort(key=lambda ranked: ranked[0])  # stable: the newest stay first among equals
    return [row for _rank, row in shown]


def _kinds() -> dict[str, str]:
    return {
        "": _("全部"),
        "message": _("消息"),
        "note": _("内部备注"),
        "customer": pgettext("many", "客户"),
        "case": pgettext("many", "工单"),
        "conversation": pgettext("many", "会话"),
    }
