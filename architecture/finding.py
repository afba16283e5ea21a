"""What a contract reports: where, which contract, what is wrong, and how to mend it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from architecture.tree import Tree


@dataclass(frozen=True, order=True)
class Finding:
    """One broken place. `wrong` and `mend` are whole sentences; `path` is relative to the checkout."""

    path: str
    line: int
    contract: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: [{self.contract}] {self.wrong} Mend: {self.mend}"


Check = Callable[[Tree], Iterator[Finding]]
