"""`careers-site content …` and the first start, as an operator sees them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from careers_site.content.store import documents, files
from careers_site.platform.extensions import db
from tests.conftest import ROOT, make_app
from tests.processes import CAREERS_SITE, Program

STEP = 'content/portage-home-visitor/routes.toml: route "college": no step "level-4-diploma"'
PAY = 'data/salaries.csv: row 2: minimum: "lots" is not a whole number of pounds'


def spoil(folder: Path) -> None:
    """Two mistakes in two files."""
    for name, old, new in (
        (
            "content/portage-home-visitor/routes.toml",
            '"level-3-diploma", "t-level"',
            '"level-4-diploma", "t-level"',
        ),
        ("data/salaries.csv", ",19000,32000,", ",lots,32000,"),
    ):
        file = folder / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")


def run(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["content", *words])


@pytest.fixture
def own(folder: Path, tmp_path: Path) -> Flask:
    """A site that was never started, with files of its own."""
    return make_app(tmp_path / "instance", root=folder)


@pytest.fixture
def whole(folder: Path) -> None:
    """With every example person: the check asks that one of them tries each rule."""
    shutil.copytree(ROOT / "content", folder / "content", dirs_exist_ok=True)


@pytest.mark.usefixtures("whole")
def test_content_without_problems_is_said_to_be_so(own: Flask, folder: Path) -> None:
    done = run(own, "check")
    *ages, said = done.output.splitlines()
    assert (done.exit_code, said) == (0, "The content has no problems.")
    pages = len(list(folder.glob("content/**/*.md")))
    assert len(ages) == pages
    assert all(re.fullmatch(r"reading age +\d+\.\d  content/\S+\.md", one) for one in ages)


@pytest.mark.usefixtures("whole")
def test_check_names_the_words_to_mend_and_load_publishes_them_all_the_same(
    own: Flask, folder: Path
) -> None:
    page = folder / "content/pages/about.md"
    page.write_text(page.read_text("utf-8") + "\nThe usual pay.\n", "utf-8")
    done = run(own, "check")
    assert done.exit_code == 1
    assert 'the guide to our voice leaves out "usual". Say "typical".' in done.output
    assert done.stderr == "1 problem; nothing was changed.\n"
    assert run(own, "load").exit_code == 0


@pytest.mark.usefixtures("whole")
def test_sentences_of_a_source_document_are_found_once_their_hashes_are_kept(
    own: Flask, folder: Path, tmp_path: Path
) -> None:
    said = "Somebody else wrote this very sentence about the job in a guide of theirs."
    page = folder / "content/pages/about.md"
    page.write_text(page.read_text("utf-8") + f"\n{said}\n", "utf-8")
    assert run(own, "check").exit_code == 0
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides/one.txt").write_text(said, "utf-8")
    done = run(own, "hash-sources", str(tmp_path / "guides"))
    assert done.output == "7 runs of 8 words kept in data/source_runs.txt.\n"
    assert "stands in a source document in the same words" in run(own, "check").output


def test_a_folder_without_documents_keeps_the_hashes_that_there_are(
    own: Flask, folder: Path, tmp_path: Path
) -> None:
    before = (folder / "data/source_runs.txt").read_bytes()
    (tmp_path / "empty").mkdir()
    assert run(own, "hash-sources", str(tmp_path / "empty")).exit_code == 2
    assert (folder / "data/source_runs.txt").read_bytes() == before


def test_check_lists_every_problem_and_exits_with_1(own: Flask, folder: Path) -> None:
    spoil(folder)
    done = run(own, "check")
    assert done.exit_code == 1
    listed = [one for one in done.stdout.splitlines() if not one.startswith("reading age")]
    assert listed == [f'{STEP} (did you mean "level-3-diploma"?)', PAY]
    assert done.stderr == "2 problems; nothing was changed.\n"


def test_check_lists_files_that_it_does_not_know_or_cannot_read(own: Flask, folder: Path) -> None:
    (folder / "content/pages/notes.txt").write_text("mine")
    (folder / "content/pages/about.md").write_bytes(b'+++\ntitle = "\xff"\n+++\n')
    (folder / "content/pages/.about.md.new").write_text("left by an export that crash")
    done = run(own, "check")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "content/pages/about.md: is not UTF-8 (byte 14)",
        "content/pages/notes.txt: is not a file that the site knows",
    ]


def test_load_publishes_the_files_once(own: Flask) -> None:
    first, second = run(own, "load"), run(own, "load")
    assert first.exit_code == second.exit_code == 0
    assert first.stdout.endswith(" documents published, revision 1.\n")
    assert second.stdout == "0 documents published, revision 1.\n"


@pytest.mark.usefixtures("whole")
def test_load_refuses_broken_files_and_keeps_what_there_is(own: Flask, folder: Path) -> None:
    run(own, "load")
    spoil(folder)
    done = run(own, "load")
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 2
    spoilt = [line.partition(": ")[0] for line in lines]
    assert run(own, "export", *(f"--overwrite={path}" for path in spoilt)).exit_code == 0
    assert run(own, "check").exit_code == 0


def test_the_two_ways_to_decide_exclude_each_other(own: Flask) -> None:
    done = run(own, "load", "--take-files", "--keep-site")
    assert done.exit_code == 2
    assert "exclude each other" in done.output


def test_a_first_start_with_broken_content_is_refused_with_every_problem(
    folder: Path, tmp_path: Path
) -> None:
    spoil(folder)
    instance = tmp_path / "instance"
    environ = {"INSTANCE_PATH": str(instance), "FILES_PATH": str(folder)}
    code, said = Program("-c", CAREERS_SITE, "serve", environ=environ).ended()
    assert code == 1
    assert f'{STEP} (did you mean "level-3-diploma"?)' in said
    assert PAY in said
    assert "Traceback" not in said
    assert "Portage Careers is at" not in said


def test_export_names_the_edits_that_it_would_overwrite_and_writes_nothing(
    own: Flask, folder: Path
) -> None:
    run(own, "load")
    about, checks = (folder / f"content/pages/{name}.md" for name in ("about", "checks"))
    for file in (about, checks):
        file.write_text(file.read_text(encoding="utf-8") + "Typed here.\n", encoding="utf-8")
    (folder / "content/pages/privacy.md").unlink()
    done = run(own, "export", "--overwrite", "content/pages/about.md")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "content/pages/checks.md: changed on disk and was not loaded",
        "load the files first, or give up each by its name with --overwrite",
    ]
    assert "Typed here." in about.read_text(encoding="utf-8")
    assert not (folder / "content/pages/privacy.md").exists()
    both = ["--overwrite", "content/pages/about.md", "--overwrite", "content/pages/checks.md"]
    assert run(own, "export", *both).stdout == "3 files written.\n"
    assert "Typed here." not in about.read_text(encoding="utf-8")


def test_a_machine_without_files_has_no_conflicts(own: Flask, tmp_path: Path) -> None:
    run(own, "load")
    with own.app_context():
        assert files.conflicts(tmp_path / "nowhere") == []
        assert files.unloaded(tmp_path / "nowhere") == []


def test_conflicts_are_the_documents_that_changed_on_both_sides(own: Flask, folder: Path) -> None:
    run(own, "load")
    about, checks = "content/pages/about.md", "content/pages/checks.md"
    for path in (about, checks):
        file = folder / path
        file.write_text(file.read_text(encoding="utf-8") + "On disk.\n", encoding="utf-8")
    with own.app_context():
        documents.lock()
        documents.publish({about: documents.published()[about] + "On site.\n"}, "ada", "why", {})
        db.session.commit()
        assert files.conflicts(folder) == [about]
        assert [one.path for one in files.unloaded(folder)] == [about, checks]
        (folder / "content/pages/odd.md").write_bytes(b"\xff")
        assert files.conflicts(folder) == [about]
