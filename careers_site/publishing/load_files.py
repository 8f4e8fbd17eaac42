"""Files of content/ and data/ published: what changed on disk becomes one revision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from careers_site import audit
from careers_site.content.library import holder
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.content.store.files import digest, file_states, mark_loaded, read
from careers_site.courses.importing.load import SHIPPED
from careers_site.courses.step_moves import Moves
from careers_site.publishing import publish


@dataclass(frozen=True)
class Loaded:
    """What a load did: paths published, kept as the site has them, and retired."""

    revision: int
    published: tuple[str, ...]
    kept: tuple[str, ...]


def load(
    root: Path,
    *,
    take_files: bool = False,
    keep_site: bool = False,
    moves: Moves | None = None,
) -> Loaded:
    """Publish what changed on disk, as one revision or not at all.

    `moves` says where the courses of steps go that the files take away. Raises ContentError with
    every problem, and for each file that changed on both sides unless `take_files` or `keep_site`
    decides.
    """
    files = read(root)
    with documents.publishing():
        changes, kept = _compare(files, take_files=take_files, keep_site=keep_site)
        if not changes:
            documents.release_lock()
            return Loaded(documents.current_revision(), (), kept)
        number = documents.current_revision()
        found = publish.read(publish.together(documents.published(), changes), number)
        # The shipped courses come with the files: they are imported after these.
        publish.move_courses(found, moves or {}, without_source=SHIPPED)
        hashes = {path: digest(files.get(path)) for path in changes}
        documents.publish(changes, "files", "Loaded from files", hashes)
        audit.record("loaded files", f"revision {number}", ", ".join(sorted(changes)))
    holder().take(found)
    return Loaded(number, tuple(sorted(changes)), kept)


def _compare(
    files: Mapping[str, str], *, take_files: bool, keep_site: bool
) -> tuple[dict[str, str | None], tuple[str, ...]]:
    """What to publish, and what stays as the site has it.

    A text that stays has its file noted as seen, so that the same decision is not asked twice.
    """
    changes: dict[str, str | None] = {}
    kept, refused = [], []
    for one in file_states(files):
        if not one.differ:
            mark_loaded(one.document, one.file)
        elif one.on_disk and one.on_site and not (take_files or keep_site):
            refused.append(f"{one.path}: changed both on disk and on the site")
        elif one.on_disk and not (one.on_site and keep_site):
            changes[one.path] = one.file
        else:
            kept.append(one.path)
            mark_loaded(one.document, one.file)
    if refused:
        raise ContentError([*refused, "decide with --take-files or --keep-site"])
    return changes, tuple(kept)
