"""What a draft leaves to be changed elsewhere: links, figures in prose, worked-out salaries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from rapidfuzz import fuzz, process

from careers_site.content.library import library
from careers_site.content.pages.redirects import FIXED, ROUTES_AT
from careers_site.content.parsing import Library
from careers_site.content.store import documents
from careers_site.content.tables import rows, worked_out
from careers_site.content.tables.labels import fields_of
from careers_site.content.tables.salary_bands import SALARIES, SalaryBand
from careers_site.content.tables.worked_out import NewYear, Outdated, Pay
from careers_site.editor.drafts import document_info, preview
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.follow_up import FollowUp, in_line
from careers_site.editor.drafts.review.pay_in_prose import Texts, figures
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import new_id
from careers_site.publishing.publish import Findings

_LINK = re.compile(r"\]\((/[^\s)#?]*)([^\s)]*)\)")
# How near a page's address is before it is offered in the place of one that does not exist.
NEAR = 70


def follow_ups(draft: Draft, found: Findings) -> list[FollowUp]:
    """Everything to change with the draft, in the order of the documents."""
    if found.library is None:
        return []
    published = documents.published()
    texts = {path: text for path, text in {**published, **draft.texts()}.items() if text}
    wanted = [
        *_links(found.library, found, texts),
        *figures(found, published, texts),
        *_salaries(library(), found.library),
    ]
    names = {one.path: document_info.title(one.path, texts[one.path]) for one in wanted}
    return [replace(one, title=names[one.path]) for one in wanted]


def _links(here: Library, found: Findings, texts: Texts) -> Iterator[FollowUp]:
    """Links to pages that do not exist, in what changes and to what is retired."""
    ways = (f"{ROUTES_AT}{slug}" for slug in here.route_pages)
    known = [*FIXED, *(f"/{slug}" for slug in here.pages), *ways]
    answers: dict[str, bool] = dict.fromkeys(known, True)
    gone = (path for path, text in found.changes.items() if text is None)
    retired = {document_info.pages_of(path, here)[0].address for path in gone}
    for path, number, line, address, query in _inner_links(texts):
        if path not in found.changes and address not in retired:
            continue
        asked = f"{address}{query.partition('#')[0]}"
        if asked not in answers:
            answers[asked] = preview.answers(asked, here)
        if not answers[asked]:
            yield _broken(path, number, line, address, known)


def _inner_links(texts: Texts) -> Iterator[tuple[str, int, str, str, str]]:
    """Each link to a page of the site: its document, line, address and what follows it."""
    for path, text in texts.items():
        for number, line in enumerate(text.split("\n"), start=1) if path.endswith(".md") else ():
            for address, query in _LINK.findall(line):
                yield path, number, line, address, query


def _broken(path: str, number: int, line: str, address: str, known: list[str]) -> FollowUp:
    said = f"There is no page at {address}."
    near = process.extractOne(address, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    if not near:
        return FollowUp(path, number, said, line, None)
    old = re.compile(re.escape(f"]({address}") + r"(?=[)#?])")
    mend = partial(in_line, number, old, f"]({near[0]}")
    return FollowUp(path, number, f"{said} Link to {near[0]} instead.", line, mend)


def _salaries(now: Library, then: Library) -> Iterator[FollowUp]:
    """Worked-out salaries that do not follow their advert or the pay points."""
    before, after = Pay(now.salaries, now.pay_points), Pay(then.salaries, then.pay_points)
    for one in worked_out.outdated(before, after):
        said = f"{_name(one.band)}: its pay points pay something else now. {_words(one)}"
        yield FollowUp(SALARIES.path, None, said, "", partial(_changed_row, one))
    for new in worked_out.missing(before, after):
        said = f"{_name(new.band)}: add what its pay points pay in {new.year}. {_words(new)}"
        yield FollowUp(SALARIES.path, None, said, "", partial(_added_row, new))


def _name(band: SalaryBand) -> str:
    return f"{band.employer}, {band.title}, {band.dated}"


def _words(one: Outdated | NewYear) -> str:
    """Each column that changes, from old to new."""
    was = {name: getattr(one.band, name) for name in one.cells}
    return " ".join(
        f"{fields_of(SALARIES)[name].label}: {_said(was[name])} becomes {_said(now)}."
        for name, now in one.cells.items()
        if now != was[name]
    )


def _said(cell: str | int | None) -> str:
    return f"£{cell:,}" if isinstance(cell, int) else cell or "blank"


def _changed_row(one: Outdated, text: str) -> str:
    key = (one.band.id,)
    row = {**rows.find(text, SALARIES, key), **_cells(one)}
    return rows.change(text, SALARIES, key, row)


def _added_row(one: NewYear, text: str) -> str:
    first = one.year[:4]
    taken = {row["id"] for row in rows.rows(text, SALARIES)}
    row = {
        **rows.find(text, SALARIES, (one.band.id,)),
        **_cells(one),
        "id": new_id(f"{one.band.employer} {one.year}", taken),
        "as_of": f"{first}-04",
        "kind": "repriced",
        "confidence": "worked-out",
        "note": f"What the same pay points pay from April {first}. It is not a new advert.",
    }
    return rows.add(text, SALARIES, row)


def _cells(one: Outdated | NewYear) -> dict[str, str]:
    pay = {name: str(pay) for name, pay in one.cells.items()}
    return {**pay, "checked": today().isoformat()}
