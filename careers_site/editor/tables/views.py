"""`/editor/tables`: the rows of the small tables, and the form of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest
from wtforms import Form

from careers_site.accounts.sessions.pending_form import kept
from careers_site.content.store import documents
from careers_site.content.tables import new_source
from careers_site.content.tables import rows as table_rows
from careers_site.content.tables.labels import TABLES, fields_of
from careers_site.content.tables.rows import BrokenTableError, Cells, NoRowError
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.draft_texts import draft_of_address
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.row_labels import WORDS, facts, is_old, is_over
from careers_site.editor.tables.row_editing import Editing
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.pagination import paging

bp = Blueprint("tables", __name__, url_prefix="/editor/tables")

LONGEST_WORDS = 200
ROWS_A_PAGE = 40
ATTENTION = "attention"


@dataclass(frozen=True)
class Listed:
    """A row in a list: its address, its name, and what needs attention."""

    key: str
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
    tables = [(table, _found(table, None, {})) for table in TABLES.values()]
    return render_template("editor/tables.html", tables=tables, words=WORDS)


@bp.get("/<name>")
def rows(name: str) -> ResponseReturnValue:
    table, draft = table_named(name), draft_of_address("q", "show", "page")
    found = _found(table, draft, _asked())
    pages = paging(len(found), ROWS_A_PAGE)
    return render_template(
        "editor/tables_rows.html",
        table=table,
        words=WORDS[name],
        found=found[pages.offset :][: pages.size],
        paging=pages,
        q=_asked().get("q", ""),
        wants_attention="show" in _asked(),
        asked=_asked(),
        draft=draft,
        draft_id=draft.id if draft else None,
    )


@bp.route("/<name>/new", methods=["GET", "POST"])
def new(name: str) -> ResponseReturnValue:
    """`?like=KEY`: a row that is filled as another one."""
    table = table_named(name)
    like = request.args.get("like")
    try:
        return _edit(table, None, _key(table, like) if like else None)
    except NoRowError:
        abort(404)


@bp.post("/<name>/checked")
def checked(name: str) -> ResponseReturnValue:
    """Rows that were ticked in a list, or all that it finds: compared with their source today."""
    table, draft = table_named(name), draft_of_address("q", "show")
    ticked = request.form.getlist("row")
    if request.form.get("all"):
        ticked = [one.key for one in _found(table, draft, _asked())]
    keys = {_key(table, text) for text in ticked}
    if not keys:
        flash("Tick the rows you compared with their sources today.", "notice")
        return redirect(f"{url_for('.rows', name=name)}?{request.query_string.decode()}", 303)
    try:
        with documents.exclusive():
            number = Editing(table, None, draft).check_all_today(keys)
    except NoRowError:
        return _gone(table)
    return redirect(url_for("drafts.review", draft_id=number), 303)


@bp.route("/<name>/rows/<path:key>", methods=["GET", "POST"])
def row(name: str, key: str) -> ResponseReturnValue:
    table = table_named(name)
    try:
        return _edit(table, _key(table, key))
    except NoRowError:
        if request.method == "GET":
            abort(404)
        return _gone(table)


@bp.app_errorhandler(BrokenTableError)
def broken(error: BrokenTableError) -> ResponseReturnValue:
    """A table that no form can show is changed as a text."""
    return render_template("editor/tables_broken.html", error=str(error)), 409


def _asked() -> dict[str, str]:
    """What the address says of the rows that it wants."""
    words = one_line(request.args.get("q"), LONGEST_WORDS)
    show = {"show": ATTENTION} if request.args.get("show") == ATTENTION else {}
    return {**({"q": words} if words else {}), **show}


def _found(table: Table[Any], draft: Draft | None, asked: Mapping[str, str]) -> list[Listed]:
    """The rows that the address wants, as the draft has them or as they are published."""
    wanted = asked.get("q", "").casefold().split()
    found = [
        _listed(table, cells, draft)
        for cells in table_rows.rows(draft_texts.text_of(table.path, draft), table)
        if all(word in " ".join(cells.values()).casefold() for word in wanted)
    ]
    return [one for one in found if "show" not in asked or one.wants_attention]


def _listed(table: Table[Any], cells: Cells, draft: Draft | None) -> Listed:
    key = "/".join(table_rows.key_of(table, cells))
    url = url_for("tables.row", name=table.name, key=key, draft=draft.id if draft else None)
    over = is_over(table, cells, today())
    name = WORDS[table.name].name(cells)
    return Listed(key, url, name, facts(table, cells), is_old(cells, today()), over)


def _edit(
    table: Table[Any], key: table_rows.Key | None, like: table_rows.Key | None = None
) -> ResponseReturnValue:
    draft = draft_of_address("like")
    if request.method == "GET":
        editing = Editing(table, key, draft, like)
        return _show(editing, editing.form())
    with documents.exclusive():
        target, is_closed = draft_texts.draft_of_form()
        editing = Editing(table, key, draft if is_closed else target, like)
        form = editing.form(request.form)
        if is_closed:
            form_problems.add_problem(form, "into", draft_texts.CLOSED)
        number = None if is_closed else _do(editing, form)
        if number is None:
            return _show(editing, form)
    return redirect(url_for("drafts.review", draft_id=number), 303)


def _do(editing: Editing, form: Form) -> int | None:
    wanted = request.form.get("do", "save")
    if wanted == "save":
        return editing.save(form)
    if wanted == "remove" and editing.key is not None:
        return editing.remove()
    if wanted == "checked" and editing.key is not None:
        return editing.check_all_today([editing.key])
    raise BadRequest("This page cannot do that. Open it again.")


def _show(editing: Editing, form: Any) -> ResponseReturnValue:
    form_problems.make_printable(form)
    status = 409 if editing.met else 400 if form_problems.has_problems(form) else 200
    page = render_template(
        "editor/tables_row.html",
        table=editing.table,
        words=WORDS[editing.table.name],
        row=editing.now if editing.key is not None else None,
        row_key="/".join(editing.key or ()),
        names=editing.names,
        fields=fields_of(editing.table),
        source_fields=new_source.FIELDS,
        has_new_source=bool(source_fields.typed_source(form)),
        form=form,
        met=editing.met,
        twin="/".join(editing.twin or ()),
        is_old=is_old(editing.now, today()),
        is_over=is_over(editing.table, editing.now, today()),
        draft_id=editing.draft.id if editing.draft else None,
    )
    return page, status


def _gone(table: Table[Any]) -> ResponseReturnValue:
    return render_template("editor/tables_gone.html", table=table, kept=kept()), 409


def _key(table: Table[Any], text: str) -> table_rows.Key:
    """The key of a row from an address. A spine may hold a stroke; what follows it does not."""
    return tuple(text.rsplit("/", len(table.key) - 1))


def table_named(name: str) -> Table[Any]:
    return TABLES.get(name) or abort(404)
