"""A table of customers is imported in small steps, each a transaction of its own: what a killed worker left is done again,
what was done is never done twice, and everybody sees how far it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import orjson
from django.db import transaction

from huitou.core.api import (
    SYSTEM,
    Actor,
    Refusal,
    enqueue,
    forget_file,
    keep_file,
    now,
    read_file,
    record,
    writing,
)
from huitou.customers import facts
from huitou.customers.fields.reads import fields
from huitou.customers.imports import rules
from huitou.customers.imports.reads import open_table
from huitou.customers.imports.taking import CHANGED, MADE, sites_by_word, take
from huitou.customers.models import ImportRefusal, ImportRun
from huitou.measures.text.csvsafe import TableError

STEP = 50  # rows in one transaction: others wait for it at most some tenths of a second
JOB = "customers.import"
MOST_BEFORE = 4  # rows of the same person that a trial looks back to
FILES_KEPT, REFUSALS_KEPT = timedelta(days=7), timedelta(days=30)
_DIGITS = re.compile(r"\D")


class _Tried(Exception):
    """Rolls back what a trial did with one row."""


def start_import(
    *, content: bytes, filename: str, mapping: Sequence[str] | None = None, dry: bool = True, actor: Actor
) -> int:
    """Read a CSV or .xlsx file and start its import; returns the run's id. `dry` tries it and changes nothing.

    `mapping` names a field for each column (`field_choices`), None: as guessed. The whole file is read before anything is
    done: refuses table.…, .import_no_header, .import_bad_mapping.
    """
    table = open_table(content, filename)
    own = {field.key: field.label for field in fields()}
    chosen = rules.guess_mapping(table.header, custom=own) if mapping is None else list(mapping)
    chosen = rules.check_mapping(chosen, columns=len(table.header), custom=list(own))
    seen: dict[str, list[Sequence[str]]] = {}
    # A word of its own, so that the file is this run's alone and can be deleted after it.
    lines = [orjson.dumps(["run", uuid4().hex])]
    for row in table.rows:
        lines.append(orjson.dumps([row.line, row.cells, row.problem, _before(row.cells, chosen, seen)]))
    if len(lines) == 1:
        raise TableError("empty")
    with writing():
        blob_id = keep_file(b"\n".join(lines), content_type="application/jsonl")
        return _start(blob_id, filename, list(table.header), chosen, rows=len(lines) - 1, dry=dry, actor=actor)


def carry_out(*, run_id: int, actor: Actor) -> int:
    """Do what a finished trial has shown; returns the new run's id. Refuses customers.import_not_tried, .import_gone."""
    with writing():
        tried = ImportRun.objects.select_for_update().filter(pk=run_id).first()
        if tried is None:
            raise Refusal("core.not_found")
        if tried.blob_id is None:
            raise Refusal("customers.import_gone")
        if tried.state != "done":
            raise Refusal("customers.import_not_tried")
        chosen = list(tried.mapping)
        return _start(tried.blob_id, tried.filename, tried.headers, chosen, rows=tried.rows, dry=False, actor=actor)


def go_on(*, run_id: int, position: int) -> None:
    """Take the next rows of an import from a position in its file, and write the job for those after them."""
    with writing():
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state in {"done", "failed"} or run.blob_id is None or run.position != position:
            return
        try:
            content = read_file(run.blob_id)
        except FileNotFoundError:
            ImportRun.objects.filter(pk=run_id).update(state="failed", finished_at=now())
            return
        actor = Actor.account(run.by_id) if run.by_id else SYSTEM
        sites = sites_by_word()
        for _row in range(STEP):
            if position >= len(content):
                break
            end = content.find(b"\n", position)
            end = len(content) if end < 0 else end
            _take_row(run, orjson.loads(content[position:end]), sites, actor)
            position = end + 1
        run.state, run.position = "running", position
        run.save()
        if position >= len(content):
            _finish(run, actor)
        else:
            enqueue(JOB, {"run_id": run_id, "position": position}, key=f"{JOB}:{run_id}:{position}")


def forget_old() -> None:
    """Files and refused rows hold people's data: they go when nobody can still need them."""
    moment = now()
    with writing():
        old = ImportRun.objects.filter(made_at__lt=moment - FILES_KEPT, blob__isnull=False)
        for blob_id in set(old.values_list("blob_id", flat=True)):
            _forget(blob_id)
        ImportRefusal.objects.filter(run__made_at__lt=moment - REFUSALS_KEPT).delete()


def _start(
    blob_id: int, filename: str, headers: list[str], mapping: list[str], *, rows: int, dry: bool, actor: Actor
) -> int:
    # The first line is no row: it makes the file this run's alone.
    first = read_file(blob_id).find(b"\n") + 1
    run = ImportRun.objects.create(
        position=first,
        filename=filename[-200:],
        blob_id=blob_id,
        headers=headers,
        mapping=mapping,
        dry=dry,
        made_at=now(),
        by_id=actor.id if actor.kind == "account" else None,
        rows=rows,
    )
    record(facts.ImportStarted(run_id=run.pk, dry=dry, rows=rows), actor=actor)
    enqueue(JOB, {"run_id": run.pk, "position": first}, key=f"{JOB}:{run.pk}:{first}")
    return run.pk


def _take_row(run: ImportRun, row: list, sites: dict[str, int], actor: Actor) -> None:
    line, cells, problem, before = row
    run.done += 1
    outcome = ""
    try:
        with transaction.atomic():
            if run.dry:
                # A trial leaves nothing behind: what earlier rows said of the same person is said again first.
                _say_again(run, before, sites, actor)
            outcome = take(rules.read_line(cells, run.mapping, problem=problem), sites=sites, actor=actor)
            if run.dry:
                raise _Tried
    except _Tried:
        pass
    except Refusal as refusal:
        run.refused += 1
        ImportRefusal.objects.create(run=run, line=line, code=refusal.code, params=refusal.params, raw=cells)
    run.made += outcome == MADE
    run.changed += outcome == CHANGED


def _finish(run: ImportRun, actor: Actor) -> None:
    run.state, run.finished_at = "done", now()
    run.save()
    happened = facts.ImportFinished(run_id=run.pk, dry=run.dry, made=run.made, changed=run.changed, refused=run.refused)
    record(happened, actor=actor)
    if not run.dry and run.blob_id is not None:
        _forget(run.blob_id)


def _forget(blob_id: int) -> None:
    ImportRun.objects.filter(blob_id=blob_id).update(blob=None)
    forget_file(blob_id)


def _say_again(run: ImportRun, before: list[list[str]], sites: dict[str, int], actor: Actor) -> None:
    for cells in before:
        with suppress(Refusal), transaction.atomic():
            take(rules.read_line(cells, run.mapping), sites=sites, actor=actor)


def _before(cells: Sequence[str], mapping: Sequence[str], seen: dict[str, list[Sequence[str]]]) -> list[Sequence[str]]:
    """The last few earlier rows with a handle of this row; only trials ask."""
    told = {_rough(cell) for cell, name in zip(cells, mapping, strict=False) if name in rules.HANDLES and cell}
    before = [row for word in told for row in seen.get(word, ())]
    for word in told:
        seen[word] = [*seen.get(word, ()), cells][-MOST_BEFORE:]
    return [row for n, row in enumerate(before) if row not in before[:n]]


def _rough(cell: str) -> str:
    return cell.lower() if "@" in cell else _DIGITS.sub("", cell)[-11:] or cell
