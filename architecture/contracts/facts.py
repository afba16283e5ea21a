"""A fact is a frozen dataclass of ids, codes, times and counts, never of people's words.

The ledger is kept for ever and read by everybody who may read the timeline. When a person asks to be erased, the texts
go and the facts stay: so no name, no address and no sentence may ever have been in one.
"""

import ast
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.module import Module
from architecture.tree import Tree

NAME = "facts"
PEOPLES_WORDS = {"name", "nickname", "phone", "email", "address", "title", "subject", "text", "body", "content"} | {
    "message",
    "note",
    "comment",
    "remark",
    "quote",
    "excerpt",
    "snippet",
    "summary",
    "description",
    "transcript",
}


def check(tree: Tree) -> Iterator[Finding]:
    """Every class in facts.py that can change, and every field that could hold a name or a sentence."""
    for module in tree.product:
        own = module.parts[:1] == ("facts",)
        if not own and module.parts[-1:] != ("facts",):
            continue
        for fact in module.every(ast.ClassDef):
            # A facts.py beside a noun may hold other things too (the API's form of facts); a room's own may not.
            if own or _registered(fact):
                yield from _judge_class(module, fact)


def _registered(fact: ast.ClassDef) -> bool:
    return any(
        isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "fact" for d in fact.decorator_list
    )


def _judge_class(module: Module, fact: ast.ClassDef) -> Iterator[Finding]:
    if not any(_freezes(decorator) for decorator in fact.decorator_list):
        wrong = f"{fact.name} is not a frozen dataclass, but a fact never changes."
        yield Finding(module.path, fact.lineno, NAME, wrong, "write @dataclass(frozen=True, kw_only=True) above it.")
    for line, field in _fields(fact):
        # The last word decides: message_id is an id, customer_name is a name.
        if field.lower().split("_")[-1] in PEOPLES_WORDS:
            wrong = f"{fact.name}.{field} could hold a person's name or words."
            mend = "put the id of the row that holds the text into the fact, or a code or a count."
            yield Finding(module.path, line, NAME, wrong, mend)


def _fields(fact: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for line in fact.body:
        match line:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=kind) if "ClassVar" not in ast.unparse(kind):
                yield line.lineno, name


def _freezes(decorator: ast.expr) -> bool:
    if not isinstance(decorator, ast.Call):
        return False
    named = decorator.func.attr if isinstance(decorator.func, ast.Attribute) else getattr(decorator.func, "id", "")
    return named == "dataclass" and any(
        keyword.arg == "frozen" and getattr(keyword.value, "value", False) is True for keyword in decorator.keywords
    )
