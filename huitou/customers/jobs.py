"""What customers do later: the steps of imports and of retention, and forgetting old files."""

from __future__ import annotations

from datetime import timedelta

from huitou.core.api import job
from huitou.customers.erasures import actions as erasures
from huitou.customers.imports import actions as imports


@job("customers.import")
def go_on_importing(*, run_id: int, position: int) -> None:
    """The next rows of an import."""
    imports.go_on(run_id=run_id, position=position)


@job("customers.retention")
def go_on_erasing(*, run_id: int, after: int) -> None:
    """The next persons of a retention run."""
    erasures.go_on(run_id=run_id, after=after)


@job("customers.forget_imports", every=timedelta(days=1))
def forget_imports() -> None:
    """Files of old imports go."""
    imports.forget_old()
