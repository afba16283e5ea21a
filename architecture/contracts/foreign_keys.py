"""A foreign key points down the ladder, by name, and leaves no handle behind.

`related_name="+"` keeps a lower room from growing attributes that it does not know of: without it every customer would
carry `customer.case_set`, and the door of desk would stand open in customers.
"""

import ast
from collections.abc import Iterator

from architecture import ladder
from architecture.finding import Finding
from architecture.module import Module
from architecture.tree import Tree

NAME = "foreign_keys"
FIELDS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
ACCOUNT = "core.Account"


def check(tree: Tree) -> Iterator[Finding]:
    """Every relation to a higher or unknown room, to a class instead of a name, or without related_name="+"."""
    for module in tree.product:
        for call in module.every(ast.Call):
            field = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", None)
            if field in FIELDS and (module.origin(call.func) or "").startswith("django."):
                yield from _judge_target(module, call, field)
                yield from _judge_related_name(module, call, field)


def _judge_target(module: Module, call: ast.Call, field: str) -> Iterator[Finding]:
    target = _target(module, call)
    if target == "self":
        return
    room = (target or "").partition(".")[0]
    if target is None or "." not in target:
        wrong = f"{field} names its target other than as a string."
        yield Finding(module.path, call.lineno, NAME, wrong, 'write the string, for example "customers.Customer".')
    elif not ladder.is_room(room):
        wrong = f"{field} points at {target}, and {room} is no room of the ladder."
        yield Finding(module.path, call.lineno, NAME, wrong, "point at a model of this room or of a lower one.")
    elif ladder.is_room(module.room) and not ladder.may_use(module.room or "", room):
        wrong = f"{field} points at {target}, but {room} {ladder.relation(module.room or '', room)} {module.room}."
        mend = f"keep the row in {room} and let it point down, or store a plain id that {room} understands."
        yield Finding(module.path, call.lineno, NAME, wrong, mend)


def _target(module: Module, call: ast.Call) -> str | None:
    given = call.args[0] if call.args else _keyword(call, "to")
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return given.value
    if given is not None and module.origin(given) == "django.conf.settings.AUTH_USER_MODEL":
        return ACCOUNT
    return None


def _judge_related_name(module: Module, call: ast.Call, field: str) -> Iterator[Finding]:
    given = _keyword(call, "related_name")
    if not (isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value.endswith("+")):
        wrong = f'{field} has no related_name="+", so that it adds an attribute to the other model.'
        yield Finding(module.path, call.lineno, NAME, wrong, 'add related_name="+" and query from this side.')


def _keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
