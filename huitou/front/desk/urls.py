"""Addresses of the desk. A POST is a noun with its own address; DELETE takes back what a POST made."""

from __future__ import annotations

from django.urls import path

from huitou.front.desk import files, finding, pages, posts, promising, states

urlpatterns = [
    path("desk", pages.desk_page, name="desk"),
    path("desk/list", pages.list_part, name="desk-list"),
    path("desk/search", finding.search, name="desk-search"),
    path("desk/palette", finding.palette, name="desk-palette"),
    path("desk/canned", finding.canned, name="desk-canned"),
    path("desk/bulk", states.bulk, name="desk-bulk"),
    path("desk/views", states.views, name="desk-views"),
    path("desk/views/<int:view_id>", states.view, name="desk-view"),
    path("desk/promises/suggestion", promising.suggestion, name="desk-suggestion"),
    path("desk/promises/<int:promise_id>/outcome", promising.outcome, name="desk-outcome"),
    path("desk/promises/<int:promise_id>/duty", promising.duty, name="desk-duty"),
    path("desk/cases/<int:case_id>/closure", states.case_closure, name="desk-case-closure"),
    path("desk/cases/<int:case_id>/answers", states.case_answers, name="desk-case-answers"),
    path("desk/messages/<int:message_id>/sending", posts.sending, name="desk-sending"),
    path("desk/messages/<int:message_id>/retry", posts.retry, name="desk-retry"),
    path("desk/messages/<int:message_id>", posts.message, name="desk-message"),
    path("desk/files/<str:file_key>", files.file, name="desk-file"),
    path("desk/c/<int:conversation_id>", pages.conversation, name="desk-conversation"),
    path("desk/c/<int:conversation_id>/viewers", pages.viewers, name="desk-viewers"),
    path("desk/c/<int:conversation_id>/messages", posts.messages, name="desk-messages"),
    path("desk/c/<int:conversation_id>/notes", posts.notes, name="desk-notes"),
    path("desk/c/<int:conversation_id>/draft", posts.draft, name="desk-draft"),
    path("desk/c/<int:conversation_id>/typing", posts.typing, name="desk-typing"),
    path("desk/c/<int:conversation_id>/promises", promising.promises, name="desk-promises"),
    path("desk/c/<int:conversation_id>/details", posts.details, name="desk-details"),
    path("desk/c/<int:conversation_id>/cases", states.cases, name="desk-cases"),
    path("desk/c/<int:conversation_id>/assignment", states.assignment, name="desk-assignment"),
    path("desk/c/<int:conversation_id>/snooze", states.snooze, name="desk-snooze"),
    path("desk/c/<int:conversation_id>/closure", states.closure, name="desk-closure"),
    path("desk/c/<int:conversation_id>/tags", states.tags, name="desk-tags"),
    path("desk/c/<int:conversation_id>/links", states.links, name="desk-links"),
    path("desk/c/<int:conversation_id>/merges", states.merges, name="desk-merges"),
    path("desk/c/<int:conversation_id>/parts", states.parts, name="desk-parts"),
]
