"""`/editor/tables`: the rows of the small tables, and the form of one."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from careers_site.accounts import guard
from careers_site.accounts.kept import kept
from careers_site.content import new_source, table_rows
from careers_site.content.library import library
from careers_site.content.table_rows import BrokenTableError, Cells, NoRowError
from careers_site.content.table_words import TABLES, fields_of
from careers_site.content.tables import Table
from careers_site.editor import row_drafts, row_forms
from careers_site.editor.drafts import Draft
from careers_site.editor.row_editing import Editing, today
from careers_site.editor.row_words import WORDS, facts, is_old, is_over
from careers_site.errors import refuse_unknown
from careers_site.spelling import printable

bp = Blueprint("tables", __name__, url_prefix="/editor/tables")

ROWS_A_PAGE = 40
LONGEST_WORDS = 200


@dataclass(frozen=True)
class Listed:
    """A row in a list: its address, its name, and what needs attention."""

    url: str
    name: str
    facts: list[tuple[str, str]]
    is_old: bool
    is_over: bool

    @property
    def wants_attention(self) -> bool:
        return self.is_old or self.is_over


@bp.get("")
def overview() -> ResponseReturnValue:
    listed = [(table, _listed(table, None)) for table in TABLES.values()]
    return render_template("editor/tables.html", listed=listed, words=WORDS)


@bp.get("/<name>")
def rows(name: str) -> ResponseReturnValue:
    table, draft = _table(name), _draft("q", "show", "page")
    words = printable(request.args.get("q", ""))[:LONGEST_WORDS].strip()
    wants_attention = request.args.get("show") == "attention"
    found = [
        one for one in _listed(table, draft, words) if not wants_attention or one.wants_attention
    ]
    page, last = _page(len(found))
    asked: dict[str, Any] = {"q": words or None, "show": request.args.get("show") or None}
    asked["draft"] = _number(draft)
    return render_template(
        "editor/tables_rows.html",
        table=table,
        words=WORDS[name],
        found=found[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE],
        total=len(found),
        page=page,
        last=last,
        q=words,
        wants_attention=wants_attention,
        draft=draft,
        draft_id=_number(draft),
        page_url=lambda page: url_for(".rows", name=name, page=page, **asked),
    )


@bp.route("/<name>/new", methods=["GET", "POST"])
def new(name: str) -> ResponseReturnValue:
    return _edit(_table(name), None)


@bp.route("/<name>/rows/<path:key>", methods=["GET", "POST"])
def row(name: str, key: str) -> ResponseReturnValue:
    table = _table(name)
    try:
        return _edit(table, tuple(key.rsplit("/", len(table.key) - 1)))
    except NoRowError:
        if request.method == "GET":
            abort(404)
        return render_template("editor/tables_gone.html", table=table, kept=kept()), 409


@bp.errorhandler(BrokenTableError)
def broken(error: BrokenTableError) -> ResponseReturnValue:
    return render_template("editor/tables_broken.html", error=str(error)), 409


def _edit(table: Table[Any], key: table_rows.Key | None) -> ResponseReturnValue:
    draft, points, who = _draft(), library().pay_points, guard.who()
    if request.method == "GET":
        editing = Editing(table, key, draft, points)
        return _show(editing, editing.form(who))
    with row_drafts.one_at_a_time():
        into = request.form.get("into", row_drafts.NEW)
        target = row_drafts.open_draft(into)
        is_closed = into != row_drafts.NEW and target is None
        editing = Editing(table, key, draft if is_closed else target, points)
        form = editing.form(who, request.form)
        if is_closed:
            row_forms.tell(form, "into", "That draft is not open any more. Choose another")
        number = None if is_closed else _do(editing, form, who)
        if number is None:
            return _show(editing, form)
    return redirect(url_for("drafts.review", draft_id=number), 303)


def _do(editing: Editing, form: Any, who: str) -> int | None:
    wanted = request.form.get("do", "save")
    if wanted == "save":
        return editing.save(form, who)
    if wanted in {"checked", "remove"} and editing.key is not None:
        return editing.check_today(who) if wanted == "checked" else editing.remove(who)
    raise BadRequest("The form asks for something that this page cannot do.")


def _show(editing: Editing, form: Any) -> ResponseReturnValue:
    row_forms.make_printable(form)
    status = 409 if editing.met else 400 if row_forms.has_problems(form) else 200
    page = render_template(
        "editor/tables_row.html",
        table=editing.table,
        words=WORDS[editing.table.name],
        row=editing.now if editing.key is not None else None,
        names=editing.names,
        fields=fields_of(editing.table),
        source_fields=new_source.FIELDS,
        has_new_source=bool(row_forms.typed_source(form)),
        form=form,
        met=editing.met,
        is_old=is_old(editing.now, today()),
        is_over=is_over(editing.table, editing.now, today()),
        draft_id=_number(editing.draft),
    )
    return page, status


def _listed(table: Table[Any], draft: Draft | None, words: str = "") -> list[Listed]:
    text = row_drafts.text_of(table.path, draft)
    wanted = words.casefold().split()
    return [
        _one(table, cells, draft)
        for cells in table_rows.rows(text, table)
        if all(word in " ".join(cells.values()).casefold() for word in wanted)
    ]


def _one(table: Table[Any], cells: Cells, draft: Draft | None) -> Listed:
    key = "/".join(table_rows.key_of(table, cells))
    url = url_for(".row", name=table.name, key=key, draft=_number(draft))
    over = is_over(table, cells, today())
    name = WORDS[table.name].name(cells)
    return Listed(url, name, facts(table, cells), is_old(cells, today()), over)


def _table(name: str) -> Table[Any]:
    return TABLES.get(name) or abort(404)


def _draft(*others: str) -> Draft | None:
    """The open draft of the address, if it names one."""
    for key in request.args:
        if key not in {"draft", *others}:
            raise refuse_unknown("part of this address", key, ["draft", *others])
    if "draft" not in request.args:
        return None
    return row_drafts.open_draft(request.args["draft"]) or abort(404)


def _number(draft: Draft | None) -> int | None:
    return draft.id if draft else None


def _page(total: int) -> tuple[int, int]:
    """The page of the address, and the last one there is."""
    last = max(1, ceil(total / ROWS_A_PAGE))
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 7 and 1 <= int(asked) <= last):
        abort(404)
    return int(asked), last
