"""Files and site: each side's changes are kept, and what changed on both is never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from careers_site.content.problems import ContentError
from careers_site.content.store import documents, files
from careers_site.platform.extensions import db
from careers_site.publishing import load_files

# Pages that the site can do without, unlike those that it links to.
HANDBOOK = "content/pages/handbook.md"
PRICES = "content/pages/prices.md"
NEW = "content/pages/new.md"
PAGE = '+++\ntitle = "New"\nsummary = "New."\nchecked = 2026-11-21\nsources = []\n+++\n'
NOTHING = ((), ())

Loaded = tuple[tuple[str, ...], tuple[str, ...]]


@pytest.fixture
def load(app: Flask, folder: Path) -> Callable[..., Loaded]:
    """Load the folder into a site that has the shipped content; paths published and kept."""
    for path in (HANDBOOK, PRICES):
        (folder / path).write_text(PAGE, encoding="utf-8")
    load_files.load(folder)

    def run(**how: bool) -> Loaded:
        done = load_files.load(folder, **how)
        assert done.revision == documents.current_revision()
        return done.published, done.kept

    return run


@pytest.fixture
def on_disk(folder: Path) -> Callable[..., None]:
    """Change a file: `text` is added to it; None deletes it."""

    def change(path: str, text: str | None) -> None:
        file = folder / path
        if text is None:
            file.unlink()
        else:
            old = file.read_text(encoding="utf-8") if file.exists() else PAGE
            file.write_text(old + text, encoding="utf-8")

    return change


@pytest.fixture
def on_site(app: Flask) -> Callable[..., None]:
    """The same on the site, as an editor does."""

    def change(path: str, text: str | None) -> None:
        new = None if text is None else documents.published().get(path, PAGE) + text
        documents.lock()
        documents.publish({path: new}, "editor@site.example", "on the site", {})
        db.session.commit()

    return change


def test_what_was_loaded_is_not_loaded_again(load: Callable[..., Loaded]) -> None:
    before = documents.current_revision()
    assert load() == NOTHING
    assert documents.current_revision() == before


# What happens on each side, in words -> what a load then publishes, keeps or reports.
DISK = {"nothing": (), "changed": ("A word.\n",), "deleted": (None,), "new": ("A word.\n",)}
SITE = {"nothing": (), "changed": ("Another.\n",), "deleted": (None,), "new": ("Another.\n",)}
CASES = [
    (HANDBOOK, "changed", "nothing", "published"),
    (HANDBOOK, "nothing", "changed", "kept"),
    (HANDBOOK, "changed", "changed", "conflict"),
    (HANDBOOK, "deleted", "nothing", "published"),
    (HANDBOOK, "nothing", "deleted", "kept"),
    (HANDBOOK, "deleted", "changed", "conflict"),
    (HANDBOOK, "changed", "deleted", "conflict"),
    (HANDBOOK, "deleted", "deleted", "nothing"),
    (NEW, "new", "nothing", "published"),
    (NEW, "nothing", "new", "kept"),
    (NEW, "new", "new", "conflict"),
]


@pytest.mark.parametrize(("path", "disk", "site", "outcome"), CASES)
def test_the_three_way_rule(
    path: str,
    disk: str,
    site: str,
    outcome: str,
    load: Callable[..., Loaded],
    on_disk: Callable[..., None],
    on_site: Callable[..., None],
    folder: Path,
) -> None:
    for text in DISK[disk]:
        on_disk(path, text)
    for text in SITE[site]:
        on_site(path, text)
    before = documents.published().get(path), documents.current_revision()
    file = folder / path
    if outcome == "conflict":
        with pytest.raises(ContentError) as error:
            load()
        assert error.value.problems == [
            f"{path}: changed both on disk and on the site",
            "decide with --take-files or --keep-site",
        ]
    else:
        expected = {"published": ((path,), ()), "kept": ((), (path,)), "nothing": NOTHING}
        assert load() == expected[outcome]
    if outcome == "published":
        assert documents.published().get(path) == (
            file.read_text(encoding="utf-8") if file.exists() else None
        )
    else:
        assert (documents.published().get(path), documents.current_revision()) == before


@pytest.mark.parametrize("decision", ["take_files", "keep_site"])
@pytest.mark.parametrize(("path", "disk", "site"), [c[:3] for c in CASES if c[3] == "conflict"])
def test_a_decision_holds_once_and_for_all(
    path: str,
    disk: str,
    site: str,
    decision: str,
    load: Callable[..., Loaded],
    on_disk: Callable[..., None],
    on_site: Callable[..., None],
    folder: Path,
) -> None:
    on_disk(path, *DISK[disk])
    on_site(path, *SITE[site])
    wanted, file = documents.published().get(path), folder / path
    takes = decision == "take_files"
    if takes:
        wanted = file.read_text(encoding="utf-8") if file.exists() else None
    assert load(**{decision: True}) == (((path,), ()) if takes else ((), (path,)))
    assert documents.published().get(path) == wanted
    assert load() == (NOTHING if takes else ((), (path,)))
    assert documents.published().get(path) == wanted


def test_a_decision_for_the_site_does_not_hold_back_other_files(
    load: Callable[..., Loaded], on_disk: Callable[..., None], on_site: Callable[..., None]
) -> None:
    on_disk(HANDBOOK, "A word.\n")
    on_disk(PRICES, "A word.\n")
    on_site(HANDBOOK, "Another.\n")
    assert load(keep_site=True) == ((PRICES,), (HANDBOOK,))


def test_taking_the_files_leaves_alone_what_changed_only_on_the_site(
    load: Callable[..., Loaded], on_site: Callable[..., None]
) -> None:
    on_site(HANDBOOK, "Another.\n")
    assert load(take_files=True) == ((), (HANDBOOK,))


def test_the_same_change_on_both_sides_is_no_conflict_now_or_later(
    load: Callable[..., Loaded], on_disk: Callable[..., None], on_site: Callable[..., None]
) -> None:
    on_disk(HANDBOOK, "A word.\n")
    on_site(HANDBOOK, "A word.\n")
    assert load() == NOTHING
    on_disk(HANDBOOK, "One more.\n")
    assert load() == ((HANDBOOK,), ())


def test_one_conflict_holds_back_the_whole_load(
    load: Callable[..., Loaded], on_disk: Callable[..., None], on_site: Callable[..., None]
) -> None:
    on_disk(HANDBOOK, "A word.\n")
    on_disk(PRICES, "A word.\n")
    on_site(HANDBOOK, "Another.\n")
    before = documents.published()
    with pytest.raises(ContentError):
        load()
    assert documents.published() == before


def test_a_broken_file_holds_back_the_whole_load_and_the_next_load_is_free(
    load: Callable[..., Loaded], on_disk: Callable[..., None], folder: Path
) -> None:
    before = documents.published(), documents.current_revision()
    good = (folder / PRICES).read_text(encoding="utf-8")
    on_disk(HANDBOOK, "A word.\n")
    on_disk(PRICES, "A fact.[^nobody]\n")
    with pytest.raises(ContentError, match="nobody"):
        load()
    assert (documents.published(), documents.current_revision()) == before
    (folder / PRICES).write_text(good, encoding="utf-8")
    assert load() == ((HANDBOOK,), ())


def test_a_file_is_checked_together_with_what_was_changed_on_the_site(
    load: Callable[..., Loaded], on_disk: Callable[..., None], on_site: Callable[..., None]
) -> None:
    on_site(
        "content/sources/core.toml",
        '\n[ours]\ntitle = "a"\npublisher = "b"\ndated = "undated"\nconfidence = "seen"\n',
    )
    on_disk(HANDBOOK, "A fact.[^ours]\n")
    assert load() == ((HANDBOOK,), ("content/sources/core.toml",))


def test_export_then_load_changes_nothing(
    load: Callable[..., Loaded],
    on_disk: Callable[..., None],
    on_site: Callable[..., None],
    folder: Path,
) -> None:
    on_site(HANDBOOK, "Another.\n")
    on_site(PRICES, None)
    on_site(NEW, "Another.\n")
    assert files.export(folder) == [HANDBOOK, NEW, PRICES]
    assert files.read(folder) == documents.published()
    assert load() == NOTHING
    assert files.export(folder) == []
    on_disk(HANDBOOK, "A word.\n")
    assert load() == ((HANDBOOK,), ())


def test_a_spreadsheet_s_mark_and_line_ends_are_no_change(
    load: Callable[..., Loaded], folder: Path
) -> None:
    file = folder / "data/salaries.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load() == NOTHING
