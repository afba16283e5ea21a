"""What a customer wrote is text, never markup.

Escaping is switched off in one place after looking hard, not in a template in passing. A file that must build markup is
named below with its reason.
"""

import re
from collections.abc import Iterator

from architecture.finding import Finding
from architecture.tree import Tree

NAME = "markup"

# path: why this file may build markup, and what makes it safe.
ALLOWED: dict[str, str] = {
    "huitou/front/templates/front/_message.html": "the HTML of a mail: cleaned by nh3 when it came in, remote pictures blocked",
    "huitou/front/jinja.py": "our own sentences out of the catalogue; what is put into them is escaped by Markup itself",
}

MAKERS = {"django.utils.safestring.mark_safe", "django.utils.safestring.SafeString", "markupsafe.Markup"}
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+(false|off)\b|\bMarkup\(")
MEND = "let the template escape it; a file that must build markup is listed in contracts/markup.py."


def check(tree: Tree) -> Iterator[Finding]:
    """Every template and module that switches escaping off and is not on the list."""
    for path in tree.ending(".html", ".jinja", ".svg", ".txt", under="templates"):
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            if path not in ALLOWED and UNESCAPED.search(line):
                yield Finding(path, number, NAME, "The template switches escaping off.", MEND)
    for module in tree.product:
        for use in module.uses:
            if use.origin in MAKERS and module.path not in ALLOWED:
                wrong = f"{use.origin.rpartition('.')[2]} takes a string for markup without looking."
                yield Finding(module.path, use.line, NAME, wrong, MEND)
