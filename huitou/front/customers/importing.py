"""Importing customers: a file, its columns, a trial, the real run with its progress, and the rows that were refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from huitou.core.api import Refusal, accounts, page
from huitou.customers import api as customers
from huitou.front.customers.shapes import ColumnLine, MappingView, RefusedLine, RunLine, RunView
from huitou.front.posting import actor_of
from huitou.front.sentences import sentence, status
from huitou.front.shapes import Option
from huitou.front.shell import page_answer
from huitou.front.times import Clock

IMPORT = "customers.import"
SHOWN_REFUSED = 20
SAMPLES = 3


@page(IMPORT, methods=("GET", "POST"))
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; a POST tries it with the columns as they were put, and changes nothing."""
    if request.method != "POST":
        return _show(request, MappingView())
    try:
        name, content = _file(request)
        chosen = request.POST.getlist("mapping") or None
        run_id = customers.start_import(
            content=content, filename=name, mapping=chosen, dry=True, actor=actor_of(request)
        )
    except Refusal as refusal:
        return _show(request, MappingView(error=sentence(refusal)), status(refusal))
    return HttpResponseRedirect(f"/customers/import/{run_id}")


@page(IMPORT, methods=("POST",))
def mapping(request: HttpRequest) -> HttpResponse:
    """What stands in the chosen file and to which field each column is put: a part of the form, nothing is kept."""
    try:
        name, content = _file(request)
        view = _mapping(customers.look(content=content, filename=name))
    except Refusal as refusal:
        view = MappingView(error=sentence(refusal))
    return render(request, "front/customer_import_mapping.html", {"mapping": view})


@page(IMPORT)
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """How far an import is, what it did or would do, and what it refused."""
    view = _run(customers.import_run(run_id=run_id))
    return page_answer(request, "front/customer_import_run.html", "customers", page=view)


@page(IMPORT)
def progress(request: HttpRequest, run_id: int) -> HttpResponse:
    """The live part of it, asked for while it runs."""
    return render(request, "front/_import_run.html", {"page": _run(customers.import_run(run_id=run_id))})


@page(IMPORT, methods=("POST",))
def carrying_out(request: HttpRequest, run_id: int) -> HttpResponse:
    """Do for real what the trial has shown."""
    try:
        real = customers.carry_out(run_id=run_id, actor=actor_of(request))
    except Refusal as refusal:
        view = _run(customers.import_run(run_id=run_id), sentence(refusal))
        return page_answer(request, "front/customer_import_run.html", "customers", status=status(refusal), page=view)
    return HttpResponseRedirect(f"/customers/import/{real}")


@page(IMPORT)
def refused(request: HttpRequest, run_id: int) -> Any:
    """The refused rows with their reasons, to be mended in a spreadsheet and imported again."""
    found = customers.import_run(run_id=run_id)
    answer = StreamingHttpResponse(customers.refused_csv(run_id=found.id), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="refused-{found.id}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _file(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("file")
    if file is None:
        raise Refusal("customers.empty", field=_("要导入的文件"))
    return file.name or "file", file.read()


def _show(request: HttpRequest, view: MappingView, code: int = 200) -> HttpResponse:
    return page_answer(
        request, "front/customer_import.html", "customers", status=code, mapping=view, runs=_runs(), choices=_labels()
    )


def _mapping(look: customers.TableLook) -> MappingView:
    choices = customers.field_choices()
    columns = []
    for index, (header, guess) in enumerate(zip(look.headers, look.mapping, strict=True)):
        samples = [row[index] for row in look.sample if index < len(row) and row[index].strip()][:SAMPLES]
        options = (
            Option("", _("不导入"), selected=not guess),
            *(Option(one.key, one.label, selected=one.key == guess) for one in choices),
        )
        columns.append(ColumnLine(header, options, " · ".join(samples), bool(guess)))
    told = {"n": len(look.headers), "encoding": look.encoding.upper()}
    text = _("工作表“%(sheet)s”，%(n)s 列") % (told | {"sheet": look.sheet}) if look.sheet else _("%(n)s 列，编码 %(encoding)s") % told  # fmt: skip
    return MappingView(tuple(columns), text)


def _labels() -> tuple[str, ...]:
    return tuple(one.label for one in customers.field_choices())


def _runs() -> tuple[RunLine, ...]:
    clock, people = Clock.read(), accounts()
    return tuple(
        RunLine(
            href=f"/customers/import/{row.id}",
            filename=row.filename,
            word=_word(row),
            numbers=_("%(done)s/%(rows)s 行，拒收 %(refused)s")
            % {"done": row.done, "rows": row.rows, "refused": row.refused},
            time_text=clock.day_and_time(row.made_at),
            by=people[row.by].name if row.by in people else _("系统"),
        )
        for row in customers.import_runs(limit=10)
    )


def _run(row: customers.ImportRunRow, error: str = "") -> RunView:
    choices = {one.key: one.label for one in customers.field_choices()}
    lines = customers.refused_rows(run_id=row.id, limit=SHOWN_REFUSED)
    running = row.state in ("waiting", "running")
    return RunView(
        id=str(row.id),
        href=f"/customers/import/{row.id}",
        filename=row.filename,
        dry=row.dry,
        running=running,
        failed=row.state == "failed",
        word=_word(row),
        percent=100 * row.done / row.rows if row.rows else 100.0,
        done_text=_("%(done)s / %(rows)s 行") % {"done": row.done, "rows": row.rows},
        figures=_figures(row),
        mapping=tuple(
            (header, choices.get(key, key) if key else _("不导入"))
            for header, key in zip(row.headers, row.mapping, strict=False)
        ),
        refused=tuple(
            RefusedLine(str(one.line), one.sentence, " · ".join(cell for cell in one.cells if cell.strip()))
            for one in lines
        ),
        more_refused=max(0, row.refused - len(lines)),
        report_href=f"/customers/import/{row.id}/refused.csv" if row.refused else "",
        carry_href=f"/customers/import/{row.id}/carrying-out" if row.can_carry_out and row.made + row.changed else "",
        carry_text=ngettext("导入这 %(n)s 行", "导入这 %(n)s 行", row.done - row.refused)
        % {"n": row.done - row.refused},
        error=error,
    )


def _figures(row: customers.ImportRunRow) -> tuple[tuple[str, str, str], ...]:
    would = row.dry
    return (
        (_("将新建") if would else pgettext("count", "新建"), str(row.made), "plain"),
        (_("将补充") if would else _("补充"), str(row.changed), "plain"),
        (_("没有变化"), str(row.same), "plain"),
        (_("拒收"), str(row.refused), "late" if row.refused else "plain"),
    )


def _word(row: customers.ImportRunRow) -> str:
    if row.state == "failed":
        return _("失败，文件已不在")
    if row.state == "done":
        return _("试导入完成，什么都没有改动") if row.dry else _("导入完成")
    return _("正在试导入") if row.dry else _("正在导入")
