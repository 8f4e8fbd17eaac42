"""`careers-site match`, as a terminal and as other programs see it."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from tests.conftest import make_app

PROGRAM = Path(sys.executable).parent / "careers-site"
GOOD = "reference,gcse_maths,others\nanna,4,none\nbob,unsure,\n"
BAD = "reference,gcse_maths,others\nanna,C,none\nbob,5,\n"


def run(app: Flask, given: bytes | str, *words: str) -> Result:
    data = given if isinstance(given, bytes) else given.encode()
    return app.test_cli_runner().invoke(args=["match", *words], input=data)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("words", [(), ("-",)])
def test_standard_input_is_answered_with_a_row_for_each_client_and_route(
    site: Flask, words: tuple[str, ...]
) -> None:
    done = run(site, GOOD, *words)
    assert done.exit_code == 0
    found = rows(done.stdout)
    assert [row["reference"] for row in found] == ["anna"] * 5 + ["bob"] * 5
    assert {row["route"] for row in found} == {
        *("university", "college", "apprenticeship", "volunteering", "apply-directly")
    }


def test_a_file_is_answered_too(site: Flask, tmp_path: Path) -> None:
    (tmp_path / "clients.csv").write_text(GOOD, encoding="utf-8")
    done = run(site, "", str(tmp_path / "clients.csv"))
    assert (done.exit_code, len(rows(done.stdout))) == (0, 10)


def test_the_summary_goes_to_standard_error(site: Flask) -> None:
    done = run(site, GOOD)
    assert "2 clients matched.\n" in done.stderr
    assert "Volunteering: You could start, now or later: 2\n" in done.stderr
    assert "matched" not in done.stdout


def test_a_bad_row_is_named_and_does_not_stop_the_others(site: Flask) -> None:
    done = run(site, BAD)
    assert done.exit_code == 1
    assert {row["reference"] for row in rows(done.stdout)} == {"bob"}
    assert 'row 2: gcse_maths: There is no answer to "gcse_maths" called "C"' in done.stderr
    assert "1 client matched.\n1 row left out.\n" in done.stderr


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("reference,gcse_math\n1,4\n", 'row 1: There is no heading called "gcse_math"'),
        ("name\nAnna\n", "none of the headings is a question"),
        ("", "has no headings"),
        (b"reference,age\nZo\xeb,\n", "not UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    site: Flask, given: bytes | str, words: str
) -> None:
    done = run(site, given)
    assert (done.exit_code, done.stdout) == (1, "")
    assert words in done.stderr
    assert "Nothing was matched." in done.stderr


def test_wrong_use_exits_with_2(site: Flask, tmp_path: Path) -> None:
    assert run(site, "", str(tmp_path / "nothing.csv")).exit_code == 2
    assert run(site, "", "-", "another").exit_code == 2
    assert run(site, "", "--rows").exit_code == 2


def test_a_site_that_was_never_started_has_its_rules_from_the_files(tmp_path: Path) -> None:
    done = run(make_app(tmp_path / "instance"), GOOD)
    assert (done.exit_code, len(rows(done.stdout))) == (0, 10)


def test_answers_that_do_not_fit_together_are_noted_and_no_mistake(site: Flask) -> None:
    done = run(site, "gcses_9_to_4,gcse_maths\n0,5\n")
    assert done.exit_code == 0
    assert "note: row 2: You said" in done.stderr


def test_a_reader_that_goes_away_is_met_with_silence(prepared: Path, tmp_path: Path) -> None:
    """As in `careers-site match clients.csv | head -1`."""
    shutil.copytree(prepared, tmp_path / "instance")
    clients = "reference,gcse_maths\n" + "".join(f"{n},{n % 10 or 'none'}\n" for n in range(40))
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [PROGRAM, "match"],
        input=clients,
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        env={**os.environ, "INSTANCE_PATH": str(tmp_path / "instance")},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
