"""Portage workshops among the courses: as soon as an editor enters dates, they can be found."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from flask import current_app
from sqlalchemy import exists, select

from careers_site.content.sources import Source
from careers_site.content.tables.listings import Workshop
from careers_site.courses.importing.course_row import COLUMNS
from careers_site.courses.importing.load import Options, import_courses
from careers_site.courses.importing.native_format import Native
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.places import whereabouts
from careers_site.platform.extensions import db
from careers_site.platform.text.formatting import count_of

SOURCE = WORKSHOPS
STEP = "portage-workshop"
TABLE = "data/workshops.csv"


def import_workshops(workshops: Iterable[Workshop], sources: Mapping[str, Source]) -> None:
    """Replace the courses of the source "workshops" with those of the published table."""
    rows = [_row(workshop, sources) for workshop in workshops]
    if not rows and not db.session.scalar(select(exists().where(Course.source == SOURCE))):
        return
    folder: Path = current_app.config["SETTINGS"].instance
    with tempfile.NamedTemporaryFile(
        "w", dir=folder, suffix=".csv", encoding="utf-8", newline="", delete=False
    ) as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    try:
        # The table says what a workshop is: a change of its course alone would contradict it.
        options = Options(allow_withdrawals=True, replace_edited=True, shown=TABLE)
        import_courses(Path(file.name), SOURCE, Native({STEP}), options)
    finally:
        Path(file.name).unlink()


def course_problems(workshops: Iterable[Workshop], sources: Mapping[str, Source]) -> list[str]:
    """What keeps published workshops from being courses, each with its place."""
    native, blank = Native({STEP}), dict.fromkeys(COLUMNS, "")
    return [
        f'{TABLE}: workshop "{workshop.id}": {problem}'
        for workshop in workshops
        for problem in native.read({**blank, **_row(workshop, sources)}).problems
    ]


def _row(workshop: Workshop, sources: Mapping[str, Source]) -> dict[str, str]:
    place = whereabouts(workshop.postcode or workshop.place).place
    days = (workshop.ends - workshop.starts).days + 1 if workshop.ends else 1
    return {
        "run_id": workshop.id,
        "provider": workshop.host,
        "title": workshop.title,
        "qualification": "Portage workshop",
        "learning_mode": "online" if workshop.online else "classroom",
        "start_date": workshop.starts.isoformat(),
        "duration": count_of(days, "day"),
        "cost": "" if workshop.price is None else str(workshop.price),
        "town": workshop.place,
        "postcode": workshop.postcode,
        "latitude": f"{place.latitude:.4f}" if place else "",
        "longitude": f"{place.longitude:.4f}" if place else "",
        "nation": (place.nation if place else None) or "",
        "national": str(workshop.online).lower(),
        "url": workshop.booking_url,
        "step": STEP,
        "source_url": sources[workshop.source].url or "",
        "as_of": sources[workshop.source].dated,
        "evidence": "page read",
        "checked": workshop.checked.isoformat(),
    }
