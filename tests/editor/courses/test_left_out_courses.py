"""Courses of the open data that lead to no step: listed, chosen, loaded, and remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from careers_site.courses.models import Course
from careers_site.platform.extensions import db
from tests.courses.open_data import open_row
from tests.editor.conftest import Browser, Post
from tests.editor.courses.conftest import as_csv

STEP = "family-hub-work"


def open_data(title: str = "Helping families at home") -> bytes:
    rows = [open_row("x"), open_row("y", COURSE_NAME=title), open_row("z", COURSE_NAME="Welding")]
    return as_csv(*rows, columns=tuple(open_row()))


def loaded() -> dict[str, str]:
    db.session.rollback()
    wanted = select(Course.run_id, Course.step).where(Course.source == "test", ~Course.withdrawn)
    return dict(list(db.session.execute(wanted)))


def test_a_course_without_a_step_is_chosen_loaded_and_remembered_for_the_next_file(
    editor: Browser, checked: Callable[..., str], publish: Any, post: Post
) -> None:
    address = checked(open_data(), form="dfe")
    page = editor.get(address).text
    assert "2 left out: leads to no step of a plan." in page
    left_out = f"{address}/left-out"
    assert "Welding" in editor.get(left_out).text
    assert "Welding" not in editor.get(f"{left_out}?q=families").text

    answer = post(editor, left_out, run_id="y", step=STEP)
    assert answer.status_code == 303
    assert "1 course of this file will be loaded" in editor.get(left_out).text
    assert "1 left out: leads to no step of a plan." in editor.get(address).text
    publish(address)
    assert (loaded()["y"], "z" in loaded()) == (STEP, False)

    again = checked(open_data("Helping families in their home"), form="dfe")
    assert "1 left out: leads to no step of a plan." in editor.get(again).text
    publish(again)
    assert loaded()["y"] == STEP


def test_a_chosen_course_can_be_left_out_again_and_mistakes_keep_the_ticks(
    editor: Browser, checked: Callable[..., str], publish: Any, post: Post
) -> None:
    address = checked(open_data(), form="dfe")
    left_out = f"{address}/left-out"
    without_step = post(editor, left_out, run_id="y", step="")
    assert without_step.status_code == 400
    assert 'value="y" checked' in without_step.text
    assert post(editor, left_out, step=STEP).status_code == 400
    assert post(editor, left_out, run_id="y", step=STEP).status_code == 303
    assert post(editor, left_out, run_id="y", step="none").status_code == 303
    assert "2 left out" in editor.get(address).text
    publish(address)
    assert set(loaded()) == {"x"}
    assert editor.get(left_out).status_code == 404
