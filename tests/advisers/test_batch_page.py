"""`/advisers/batch`: the page, the upload, and all that it refuses; nothing of it is kept."""

from __future__ import annotations

import csv
import io
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from careers_site.advisers import batch_views
from careers_site.advisers.batch_views import MOST_CLIENTS
from careers_site.platform.extensions import limiter
from careers_site.platform.settings import THREADS

PAGE = "/advisers/batch"
GOOD = "reference,gcse_maths,others\nanna,4,none\nbob,unsure,\n"
Send = Callable[..., TestResponse]


@pytest.fixture(autouse=True)
def _unthrottled(site: Flask) -> Iterator[None]:
    limiter.reset()
    yield
    limiter.reset()


def multipart(given: bytes | str, **form: str) -> dict[str, Any]:
    """A form with a file as browsers send it; the test client's own way makes temporary files."""
    parts = [f'name="{key}"\r\n\r\n{value}'.encode() for key, value in form.items()]
    data = given if isinstance(given, bytes) else given.encode()
    parts.append(b'name="clients"; filename="clients.csv"\r\nContent-Type: text/csv\r\n\r\n' + data)
    body = b"".join(b"--b\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts)
    return {"data": body + b"--b--\r\n", "content_type": "multipart/form-data; boundary=b"}


@pytest.fixture
def send(client: FlaskClient) -> Send:
    """Upload `given` as a browser does from this site's page."""

    def send_one(given: bytes | str, headers: dict[str, str] | None = None, **form: str) -> Any:
        return client.post(PAGE, headers=headers, **multipart(given, **form))

    return send_one


def test_the_page_explains_and_offers_the_template(client: FlaskClient) -> None:
    page = client.get(PAGE)
    assert page.status_code == 200
    assert "/advisers/batch/template.csv" in page.text
    assert "gcse_maths" in page.text
    assert "experience_0_to_4" in page.text


def test_the_template_has_every_heading_and_is_read_back(client: FlaskClient, send: Send) -> None:
    answer = client.get(f"{PAGE}/template.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    filled = answer.data + b"anna" + b"," * (answer.text.count(",")) + b"\r\n"
    assert "1 client matched" in send(filled).text


def test_a_summary_counts_clients_by_route_and_result(send: Send) -> None:
    page = send(GOOD, answer="summary")
    assert page.status_code == 200
    assert "2 clients matched" in page.text
    for words in ("You look ready to apply", "Not yet: here is the way", "A college course"):
        assert words in page.text


def test_the_second_button_answers_with_a_csv(send: Send) -> None:
    answer = send(GOOD, answer="csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == 10


def test_rows_with_problems_are_named_and_the_others_answered(send: Send) -> None:
    bad = "reference,gcse_maths\nanna,C\nbob,4\n"
    page = send(bad)
    assert page.status_code == 200
    assert "1 client matched, 1 left out" in page.text
    assert "row 2: gcse_maths: There is no answer" in page.text
    assert "Not matched: gcse_maths" in send(bad, answer="csv").text


def test_many_problems_are_counted_and_not_all_named(send: Send) -> None:
    page = send("reference,age\n" + "x,old\n" * 350)
    assert "and 150 more" in page.text


def test_what_clients_are_called_cannot_change_the_page(send: Send) -> None:
    assert "<script>alert" not in send("age\n<script>alert(1)</script>\n").text


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(send: Send, start: str) -> None:
    answer = send(f"reference,age\n{start}HYPERLINK(1),19-plus\n", answer="csv")
    assert answer.text.splitlines()[1].startswith(f"'{start}HYPERLINK(1),2,")


def test_an_answer_is_kept_by_nobody(send: Send) -> None:
    for answer in (send(GOOD), send(GOOD, answer="csv"), send("")):
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", "The file is empty"),
        (b" \n ", "The file is empty"),
        (b"reference,age\nZo\xeb,\n", "is not UTF-8 text"),
        (b"PK\x03\x04workbook", "This is a spreadsheet, not a CSV file"),
        ("reference,age\n".encode("utf-16"), "UTF-16"),
        (b"gcse_math,age\n4,\n", "did you mean &#34;gcse_maths&#34;?"),
        (b"age,age\n,\n", "is there more than once"),
        (b"name\nAnna\n", "none of the headings is a question"),
        (bytes(range(1, 128)) * 40, "is there more than once|no headings|none of the headings"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(
    send: Send, given: bytes, words: str
) -> None:
    page = send(given)
    assert page.status_code == 400
    assert any(choice in page.text for choice in words.split("|"))
    assert "<title>Error: " in page.text


def test_no_file_is_refused_with_a_sentence(client: FlaskClient) -> None:
    for data in ({}, {"clients": (io.BytesIO(), "")}):
        page = client.post(PAGE, data=data, content_type="multipart/form-data")
        assert page.status_code == 400
        assert "Choose a CSV file." in page.text
    assert client.post(PAGE, data=b"\xff{", content_type="application/json").status_code == 400


def test_an_unknown_kind_of_answer_is_refused(send: Send) -> None:
    page = send(GOOD, answer="cvs")
    assert page.status_code == 400
    assert "did you mean &#34;csv&#34;?" in page.text


def test_fifty_thousand_rows_are_refused_with_the_most_that_are_read(send: Send) -> None:
    page = send("age\n" + "unsure\n" * 50_000)
    assert page.status_code == 400
    assert f"more than {MOST_CLIENTS:,} clients" in page.text


def test_thirty_megabytes_are_refused_with_a_sentence(send: Send) -> None:
    page = send(b"age\n" + b"unsure\n" * 4_300_000)
    assert page.status_code == 413
    assert "larger than 5 MB" in page.text


def test_almost_five_megabytes_are_read(send: Send) -> None:
    wide = "reference,age\n" + (" " * 100_000 + "\n") * 50 + "a,\n"
    assert "1 client matched" in send(wide).text


def test_nothing_reaches_the_disk(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    """Werkzeug writes large uploads to a temporary file; here none can be made."""

    def refuse(*_given: object, **_named: object) -> None:
        raise AssertionError("a temporary file was made")

    for module, name in (
        ("tempfile", "TemporaryFile"),
        ("tempfile", "SpooledTemporaryFile"),
        ("tempfile", "NamedTemporaryFile"),
        ("tempfile", "mkstemp"),
        ("werkzeug.formparser", "SpooledTemporaryFile"),
    ):
        monkeypatch.setattr(f"{module}.{name}", refuse)
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    large = "reference,age\n" + (" " * 100_000 + "\n") * 20 + "a,\n"
    assert "1 client matched" in send(large).text
    assert send(GOOD, answer="csv").status_code == 200


def test_without_our_request_a_large_upload_would_reach_the_disk(
    site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard is needed: elsewhere Werkzeug does make a temporary file."""
    made: list[object] = []

    def note(*_given: object, **_named: object) -> io.BytesIO:
        made.append(_given)
        return io.BytesIO()

    monkeypatch.setattr("werkzeug.formparser.SpooledTemporaryFile", note)
    with site.test_request_context("/elsewhere", method="POST", **multipart(b"x" * 800_000)):
        assert request.files["clients"]
    assert made


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:81"},
        {"Sec-Fetch-Site": "none", "Origin": "https://elsewhere.example"},
    ],
)
def test_a_page_of_another_site_cannot_send_a_file(send: Send, headers: dict[str, str]) -> None:
    page = send(GOOD, headers=headers)
    assert page.status_code == 403
    assert "from a page on another site" in page.text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://localhost"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_page_and_programs_can(send: Send, headers: dict[str, str]) -> None:
    assert send(GOOD, headers=headers).status_code == 200


def test_who_sends_too_often_is_told_when_to_come_back(send: Send, client: FlaskClient) -> None:
    pages = [send(GOOD) for _ in range(11)]
    assert [page.status_code for page in pages] == [200] * 10 + [429]
    assert "Come back in" in pages[-1].text
    assert 1 <= int(pages[-1].headers["Retry-After"]) <= 61
    assert pages[-1].headers["Cache-Control"] == "private, no-store"
    assert client.get(PAGE).status_code == 200


def test_one_sender_does_not_throttle_another(client: FlaskClient) -> None:
    def post(address: str) -> int:
        environ = {"REMOTE_ADDR": address}
        return client.post(PAGE, environ_base=environ, **multipart(GOOD)).status_code

    assert [post("192.0.2.1") for _ in range(11)][-1] == 429
    assert post("192.0.2.2") == 200


def test_nothing_about_clients_is_logged(
    send: Send, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    for _ in range(11):
        send("reference,gcse_maths\nMs Unusual,C\nMs Unusual,4\n")
    assert "Unusual" not in caplog.text + "".join(capfd.readouterr())
    assert "127.0.0.1" not in caplog.text


@pytest.mark.parametrize(
    "head", [",".join(f"h{n}" for n in range(90_000)), ",".join(["age"] * 400_000)]
)
def test_a_row_of_very_many_headings_is_refused(send: Send, head: str) -> None:
    answer = send(f"{head}\n")
    assert answer.status_code == 400
    assert "headings; at most" in answer.text


def test_at_most_twenty_headings_are_named(send: Send) -> None:
    page = send(",".join(f"zz{n}" for n in range(40)) + "\n")
    assert "zz19" in page.text
    assert "zz20" not in page.text
    assert "and 21 more problems" in page.text


def test_lines_that_cannot_be_read_count_as_clients(send: Send) -> None:
    page = send("age\n" + '"a"b\n' * (MOST_CLIENTS + 1))
    assert page.status_code == 400
    assert "more than 10,000 clients" in page.text


def test_a_file_with_very_many_mistakes_is_not_read_to_its_end(send: Send) -> None:
    head = "gcse_maths,gcse_english,age,nation"
    page = send(f"{head}\n" + "x,x,x,x\n" * MOST_CLIENTS)
    assert page.status_code == 400
    assert "right file" in page.text


def test_a_file_that_takes_too_long_is_given_up(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_views, "MOST_SECONDS", 0.0)
    for answer in ("summary", "csv"):
        page = send(GOOD, answer=answer)
        assert page.status_code == 503
        assert "Send less at once" in page.text


def test_batches_take_at_most_a_quarter_of_the_threads(site: Flask) -> None:
    """One is answered, one waits, and whoever comes then is told when to come back."""
    going = batch_views.TURNS.taken()
    statuses: list[tuple[int, str | None]] = []

    def post() -> None:
        environ = {"REMOTE_ADDR": f"192.0.2.{len(threads)}"}
        page = site.test_client().post(PAGE, environ_base=environ, **multipart(GOOD))
        statuses.append((page.status_code, page.headers.get("Retry-After")))

    threads: list[threading.Thread] = []
    with going:
        for _ in range(THREADS):
            threads.append(threading.Thread(target=post))
            threads[-1].start()
        deadline = time.monotonic() + 10
        while len(statuses) < THREADS - 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert [status for status, _ in statuses] == [503] * (THREADS - 1)
        assert {again for _, again in statuses} <= {"5", "30"}
    for thread in threads:
        thread.join(30)
    assert sorted(statuses)[0] == (200, None)
