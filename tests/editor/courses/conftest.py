"""Files of courses to upload, and the worker that does what the pages ask for."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from threading import Event
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from careers_site.courses.importing.course_row import COLUMNS
from careers_site.jobs.worker import Worker
from tests.courses.conftest import Row, course_row
from tests.editor.conftest import Browser, read_csrf

NEW = "/editor/imports/new"
Upload = Callable[..., TestResponse]


@pytest.fixture
def row() -> Callable[..., Row]:
    return course_row


def as_csv(*rows: Row, columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode()


@pytest.fixture
def work(app: Flask) -> Callable[[], None]:
    """Do every job that waits."""

    def do() -> None:
        worker = Worker(app, Event())
        while worker.work_once():
            pass

    return do


@pytest.fixture
def upload(editor: Browser) -> Upload:
    """upload(content, source="test", …): sends the form; `then="read"` follows it."""

    def send(content: bytes, **fields: Any) -> TestResponse:
        page = editor.get(NEW).text
        token = re.search(r'name="token" value="([^"]+)"', page)
        assert token
        given = {
            "csrf_token": read_csrf(editor, NEW),
            "token": token[1],
            "courses": (io.BytesIO(content), "courses.csv"),
            "form": "native",
            "source": "new",
            "new_source": "test",
            "extent": "whole",
        }
        return editor.post(NEW, data={**given, **fields}, content_type="multipart/form-data")

    return send


@pytest.fixture
def checked(editor: Browser, upload: Upload, work: Callable[[], None]) -> Callable[..., str]:
    """checked(content, …): uploads a file and has it checked; the address of its page."""

    def send(content: bytes, **fields: Any) -> str:
        answer = upload(content, **fields)
        assert answer.status_code == 303, answer.text
        work()
        return str(answer.location)

    return send


@pytest.fixture
def publish(editor: Browser, work: Callable[[], None]) -> Callable[..., TestResponse]:
    """publish(address, …): presses the button of the page and lets the worker work."""

    def send(address: str, **fields: Any) -> TestResponse:
        answer = press(editor, address, "publish", **fields)
        work()
        return answer

    return send


def press(browser: Browser, address: str, button: str, **fields: Any) -> TestResponse:
    page = browser.get(address).text
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    given = {"csrf_token": read_csrf(browser, address), "seen": seen[1] if seen else ""}
    return browser.post(f"{address}/{button}", data={**given, **fields})
