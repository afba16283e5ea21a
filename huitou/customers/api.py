"""The door of customers: who they are, how to reach and address them, what they told us."""

from __future__ import annotations

from huitou.customers.address.rules import address as _address
from huitou.customers.address.rules import greeting as _greeting
from huitou.customers.consents.actions import give_consent
from huitou.customers.consents.reads import ConsentRow, consent, consents
from huitou.customers.details.actions import add_detail, end_detail
from huitou.customers.details.reads import DetailRow, details
from huitou.customers.erasures.actions import erase, start_retention
from huitou.customers.erasures.reads import RetentionRow, retention_run, retention_runs
from huitou.customers.exports.actions import export_customers, export_person
from huitou.customers.fields.actions import edit_field, make_field, remove_field, set_custom
from huitou.customers.fields.reads import FieldRow, ValueRow, custom, fields
from huitou.customers.handles.actions import add_handle, bounced, reachable_again, remove_handle
from huitou.customers.handles.reads import HandleRow, check_handle, find
from huitou.customers.handles.rules import Handle
from huitou.customers.imports.actions import carry_out, start_import
from huitou.customers.imports.reads import (
    FieldChoice,
    ImportRunRow,
    RefusedRow,
    TableLook,
    field_choices,
    import_run,
    import_runs,
    look,
    refused_csv,
    refused_rows,
)
from huitou.customers.lists.reads import (
    CustomerFilter,
    CustomerPage,
    FoundCustomer,
    ListedCustomer,
    count,
    page,
    search,
)
from huitou.customers.merges.actions import merge, not_same, unmerge
from huitou.customers.merges.reads import MergeRow, SuggestionRow, merges_of, open_suggestions, suggestions
from huitou.customers.profile.actions import edit, find_or_make, known_at, make, set_sites, set_standing
from huitou.customers.profile.reads import (
    NOBODY,
    CustomerRow,
    address,
    address_of,
    addresses,
    customer,
    customers,
    family,
    root_of,
    roots_of,
    timeline,
)
from huitou.customers.texts import search_texts

__all__ = [
    "NOBODY",
    "ConsentRow",
    "CustomerFilter",
    "CustomerPage",
    "CustomerRow",
    "DetailRow",
    "FieldChoice",
    "FieldRow",
    "FoundCustomer",
    "Handle",
    "HandleRow",
    "ImportRunRow",
    "ListedCustomer",
    "MergeRow",
    "RefusedRow",
    "RetentionRow",
    "SuggestionRow",
    "TableLook",
    "ValueRow",
    "add_detail",
    "add_handle",
    "address",
    "address_of",
    "address_to",
    "addresses",
    "bounced",
    "carry_out",
    "check_handle",
    "consent",
    "consents",
    "count",
    "custom",
    "customer",
    "customers",
    "details",
    "edit",
    "edit_field",
    "end_detail",
    "erase",
    "export_customers",
    "export_person",
    "family",
    "field_choices",
    "fields",
    "find",
    "find_or_make",
    "give_consent",
    "greeting_to",
    "import_run",
    "import_runs",
    "known_at",
    "look",
    "make",
    "make_field",
    "merge",
    "merges_of",
    "not_same",
    "open_suggestions",
    "page",
    "reachable_again",
    "refused_csv",
    "refused_rows",
    "remove_field",
    "remove_handle",
    "retention_run",
    "retention_runs",
    "root_of",
    "roots_of",
    "search",
    "search_texts",
    "set_custom",
    "set_sites",
    "set_standing",
    "start_import",
    "start_retention",
    "suggestions",
    "timeline",
    "unmerge",
]


def address_to(*, name: str) -> str:
    """How to say whom we mean when nothing but this name is known: 王女士, "" when it says nobody."""
    return _address(name)


def greeting_to(*, name: str) -> str:
    """The first words to whoever gave this name: 王女士，您好 · 您好; nothing of a customer's record is asked."""
    return _greeting(name)
