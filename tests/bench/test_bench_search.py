"""The bench of the course search does what it says, tried at a size that takes seconds."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

from bench import catalogue, report
from bench.asking import KINDS, searches
from bench.search import measure
from careers_site.courses.importing.dfe import COLUMNS, read_row


def test_the_catalogue_is_the_same_each_time_and_has_no_bad_row(tmp_path: Path) -> None:
    first, second = (catalogue.write(150, tmp_path / name) for name in "ab")
    assert first.read_bytes() == second.read_bytes()
    with first.open(encoding="utf-8-sig", newline="") as text:
        rows = list(csv.DictReader(text))
    assert tuple(rows[0]) == COLUMNS
    assert len({row["COURSE_RUN_ID"] for row in rows}) == 150
    assert [problem for row in rows for problem in read_row(row)[1]] == []


def test_searches_are_of_every_kind_and_the_same_each_time() -> None:
    asked = searches(20)
    assert {one.kind for one in asked} == set(KINDS)
    assert asked == searches(20)


def test_a_small_run_finds_what_whoosh_and_fts5_find(prepared: Path, tmp_path: Path) -> None:
    shutil.copytree(prepared, tmp_path / "instance-60")
    found = measure(60, tmp_path, None, count=10, with_web=False)
    assert [engine.name for engine in found.engines][::2] == ["ours", "SQLite FTS5"]
    assert all(len(engine.times) == 10 for engine in found.engines)
    assert found.differing == 0
    assert found.same_total_as_fts5 >= 8
    assert "60 added" in found.loaded.report
    assert "60 unchanged" in found.loaded.again_report
    said = "\n".join(report.lines([found]))
    assert "## 60 courses" in said
    assert "Searches whose ids are not Whoosh’s own: 0." in said
