"""Files on disk and documents in the database: loaded, written back, and never overwritten.

The database keeps the hash of each file as it was last loaded. A file that changed only on disk
is published, one that changed only on the site is kept, and one that changed on both is reported.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from careers_site.content.parsing import DOCUMENT
from careers_site.content.problems import ContentError
from careers_site.content.store.documents import Document, DocumentRevision
from careers_site.content.tables.labels import TABLES
from careers_site.platform.extensions import db


def read(root: Path) -> dict[str, str]:
    """Every document file below `root`, path -> text.

    Raises ContentError for files that are not UTF-8 or that the site does not know.
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    for path, file in _files(root):
        if not DOCUMENT.fullmatch(path):
            problems.append(f"{path}: is not a file that the site knows")
            continue
        try:
            found[path] = file.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            problems.append(f"{path}: is not UTF-8 (byte {error.start + 1})")
    if problems:
        raise ContentError(problems)
    return found


def digest(text: str | None) -> str | None:
    """The hash of a text; None for one that is not there."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class FileState:
    """A document and its file: both texts, and which of them changed since the last load.

    `file` is None where there is no file, `document` None where nothing was published.
    """

    path: str
    file: str | None
    document: Document | None
    on_disk: bool
    on_site: bool

    @property
    def site(self) -> str | None:
        return self.document.text if self.document else None

    @property
    def differ(self) -> bool:
        return self.file != self.site


def file_states(files: Mapping[str, str]) -> list[FileState]:
    """Every document and every file (path -> text), sorted by path."""
    known = {document.path: document for document in db.session.scalars(select(Document))}
    found = []
    for path in sorted(files.keys() | known.keys()):
        document, text = known.get(path), files.get(path)
        loaded = document.file_hash if document else None
        on_site = document is not None and loaded != digest(document.text)
        found.append(FileState(path, text, document, digest(text) != loaded, on_site))
    return found


def unloaded(root: Path) -> list[FileState]:
    """Files that changed on disk, differ from the site and were not loaded; `on_site` tells
    those that changed on both sides. Nothing where this machine has no files."""
    if not (root / "content").is_dir():
        return []
    # A deleted file is no text that could be lost.
    found = [one for one in file_states(_readable(root)) if one.file is not None]
    return [one for one in found if one.differ and one.on_disk]


def conflicts(root: Path) -> list[str]:
    """The documents that changed both on disk and on the site: somebody has to decide."""
    return [one.path for one in unloaded(root) if one.on_site]


def last_loaded(path: str, loaded: str | None) -> tuple[str | None, int]:
    """The published text with this hash and its revision, newest first; (None, 0) if none has."""
    rows = db.session.execute(
        select(DocumentRevision.text, DocumentRevision.revision)
        .where(DocumentRevision.path == path)
        .order_by(DocumentRevision.revision.desc())
    )
    return next(((text, number) for text, number in rows if digest(text) == loaded), (None, 0))


def _readable(root: Path) -> dict[str, str]:
    """The files as `read` gives them, without those that cannot be read."""
    known = ((path, file) for path, file in _files(root) if DOCUMENT.fullmatch(path))
    return {path: file.read_text("utf-8-sig", "replace") for path, file in known}


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    """Every file below `root` that could be a document; hidden ones are passed over."""
    files = [*sorted((root / "content").rglob("*"))]
    files += [root / table.path for table in TABLES.values()]
    for file in files:
        if file.is_file() and not file.name.startswith("."):
            yield file.relative_to(root).as_posix(), file


def mark_loaded(document: Document | None, text: str | None) -> None:
    """Record that the file has been dealt with as it is: editors are not asked about it again."""
    if document is not None:
        document.file_hash = digest(text)


def export(root: Path, overwrite: Collection[str] = ()) -> list[str]:
    """Write the site's texts to the files; returns the paths that changed.

    Raises ContentError, with nothing written, for files that changed on disk and were not loaded,
    but for those in `overwrite`.
    """
    lost = [one.path for one in unloaded(root) if one.path not in overwrite]
    if lost:
        raise ContentError(
            [f"{path}: changed on disk and was not loaded" for path in lost]
            + ["load the files first, or give up each by its name with --overwrite"]
        )
    on_disk = _readable(root)
    written = []
    for document in db.session.scalars(select(Document).order_by(Document.path)):
        if document.text != on_disk.get(document.path):
            _write(root / document.path, document.text)
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
