"""Files on disk and documents in the database: loaded, written back, and never overwritten.

The database keeps the hash of each file as it was last loaded. A file that changed only on disk
is published, one that changed only on the site is kept, and one that changed on both is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from careers_site import audit
from careers_site.content import documents, publishing
from careers_site.content.documents import Document
from careers_site.content.parsing import DOCUMENT
from careers_site.content.problems import ContentError
from careers_site.extensions import db

TABLES = ("salaries", "pay_points", "workshops", "services")


@dataclass(frozen=True)
class Loaded:
    """What a load did: paths published, kept as the site has them, and retired."""

    revision: int
    published: tuple[str, ...]
    kept: tuple[str, ...]


def read(root: Path) -> dict[str, str]:
    """Every document file below `root`, path -> text.

    Raises ContentError for files that are not UTF-8 or that the site does not know.
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    files = [f for f in sorted((root / "content").rglob("*")) if f.is_file()]
    files += [root / "data" / f"{name}.csv" for name in TABLES]
    for file in files:
        path = file.relative_to(root).as_posix()
        if file.name.startswith(".") or not file.is_file():
            continue
        if not DOCUMENT.fullmatch(path):
            problems.append(f"{path}: is not a file that the site knows")
            continue
        try:
            found[path] = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            problems.append(f"{path}: is not UTF-8 (byte {error.start + 1})")
    if problems:
        raise ContentError(problems)
    return found


def digest(text: str | None) -> str | None:
    """The hash of a text; None for one that is not there."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def load(root: Path, *, take_files: bool = False, keep_site: bool = False) -> Loaded:
    """Publish what changed on disk, as one revision or not at all.

    Raises ContentError with every problem, and for each file that changed on both sides unless
    `take_files` or `keep_site` decides.
    """
    files = read(root)
    documents.lock()
    try:
        changes, kept = _compare(files, take_files=take_files, keep_site=keep_site)
        if not changes:
            documents.give_back()
            db.session.commit()
            return Loaded(documents.current_revision(), (), kept)
        together = {**documents.published(), **changes}
        number = documents.current_revision()
        publishing.read({path: text for path, text in together.items() if text is not None}, number)
        hashes = {path: digest(files.get(path)) for path in changes}
        documents.publish(changes, "files", "Loaded from files", hashes)
        audit.record("loaded files", f"revision {number}", ", ".join(sorted(changes)))
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    return Loaded(number, tuple(sorted(changes)), kept)


def _compare(
    files: Mapping[str, str], *, take_files: bool, keep_site: bool
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """What to publish, and what stays as the site has it.

    A text that stays has its file noted as seen, so that the same decision is not asked twice.
    """
    known = {document.path: document for document in db.session.scalars(select(Document))}
    changes: dict[str, str | None] = {}
    kept, conflicts = [], []
    for path in sorted(files.keys() | known.keys()):
        text = files.get(path)
        document = known.get(path)
        on_disk = digest(text) != (document.file_hash if document else None)
        on_site = document is not None and document.file_hash != digest(document.text)
        if text == (document.text if document else None):
            _note(document, text)
            continue
        if on_disk and on_site and not (take_files or keep_site):
            conflicts.append(f"{path}: changed both on disk and on the site")
        elif on_disk and not (on_site and keep_site):
            changes[path] = text
        else:
            kept.append(path)
            _note(document, text)
    if conflicts:
        raise ContentError([*conflicts, "decide with --take-files or --keep-site"])
    return changes, tuple(kept)


def _note(document: Document | None, text: str | None) -> None:
    """The file of a document was seen with this text."""
    if document is not None:
        document.file_hash = digest(text)


def export(root: Path) -> list[str]:
    """Write the site's texts to the files; returns the paths that changed."""
    written = []
    for document in db.session.scalars(select(Document).order_by(Document.path)):
        file = root / document.path
        old = file.read_text(encoding="utf-8") if file.is_file() else None
        if document.text != old:
            _write(file, document.text)
            written.append(document.path)
        document.file_hash = digest(document.text)
    db.session.commit()
    return written


def _write(file: Path, text: str | None) -> None:
    """Replace a file in one step, so that a crash leaves the old one or the new one."""
    if text is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    # A hidden file is passed over by `read`, if a crash leaves it there.
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(file)
