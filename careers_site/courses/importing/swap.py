"""The last step of an import: one transaction that compares again, swaps, and writes it down."""

from __future__ import annotations

from dataclasses import replace

from careers_site import audit
from careers_site.courses.changes import recording
from careers_site.courses.changes.models import IMPORT, CatalogueChange
from careers_site.courses.importing.catalogue_merge import ImportReport, Merge
from careers_site.platform.extensions import db


class CatalogueMovedError(Exception):
    """What the file would do is no longer what was seen; `report` says what it would do now."""

    def __init__(self, report: ImportReport) -> None:
        super().__init__("the catalogue was changed meanwhile")
        self.report = report


def swap(
    merge: Merge, *, who: str, title: str, expected: ImportReport
) -> tuple[ImportReport, CatalogueChange | None]:
    """Bring the staged rows into the catalogue. The caller commits.

    Raises CatalogueMovedError, with nothing changed, if somebody else changed what is `expected`.
    No change is written down where only the order of rows is another.
    """
    db.session.rollback()
    change = recording.begin(IMPORT, who=who, source=merge.source, title=title)
    report = merge.report()
    if _seen(report) != _seen(expected):
        db.session.rollback()
        raise CatalogueMovedError(report)
    merge.swap(change, report)
    change.added, change.changed = report.added, report.changed
    change.withdrawn, change.comment = report.withdrawn, str(report)
    if not report.touched:
        db.session.delete(change)
        return report, None
    audit.record("imported courses", f"{merge.source}: {title}", str(report), who)
    return report, change


def _seen(report: ImportReport) -> ImportReport:
    """What a person decides on."""
    return replace(report, moved=0, known=0, settled=0)
