"""One sender has a share of what is computed, counted by all processes; nobody else notices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from careers_site.platform.extensions import limiter
from careers_site.platform.web.rate_limits import SIZE, SharedMemory, network_of
from tests.conftest import ROOT, make_app

COMPUTED = "/courses?q=early"


@pytest.fixture
def limited(prepared: Path, tmp_path: Path) -> FlaskClient:
    """A site that takes 3 requests a minute for computed pages, on the data of all tests."""
    client = make_app(prepared, rate_limit=3).test_client()
    limiter.reset()
    return client


def ask(client: FlaskClient, count: int, address: str, path: str = COMPUTED) -> list[int]:
    environ = {"REMOTE_ADDR": address}
    return [client.get(path, environ_base=environ).status_code for _ in range(count)]


@pytest.mark.parametrize(
    "path",
    [
        COMPUTED,
        "/routes?gcse_maths=4",
        "/quiz/age?age=16-18",
        "/api/v1/routes?age=16-18",
        "/courses?page=2",
    ],
)
def test_computed_pages_are_limited_for_one_sender_and_no_other(
    limited: FlaskClient, path: str
) -> None:
    assert ask(limited, 4, "192.0.2.1", path)[-1] == 429
    assert ask(limited, 1, "192.0.2.2", path) != [429]
    assert ask(limited, 4, "192.0.2.1", "/portage-home-visitor") == [200] * 4


def test_who_is_refused_is_told_when_to_come_back(limited: FlaskClient) -> None:
    ask(limited, 3, "127.0.0.1")
    page = limited.get(COMPUTED)
    assert page.status_code == 429
    assert 1 <= int(page.headers["Retry-After"]) <= 61
    assert "Please try again in a moment" in page.text
    assert "Set-Cookie" not in page.headers
    answer = limited.get("/api/v1/routes?age=16-18")
    assert answer.status_code == 429
    assert "very many requests" in answer.get_json()["error"]


def test_a_household_with_ipv6_is_one_sender(limited: FlaskClient) -> None:
    found = [ask(limited, 1, f"2001:db8:1:2::{n}")[0] for n in range(1, 5)]
    assert found == [200, 200, 200, 429]
    assert ask(limited, 1, "2001:db8:1:3::1") == [200]
    assert network_of("::ffff:192.0.2.1") == "192.0.2.1"


def test_without_a_limit_nobody_is_refused(prepared: Path) -> None:
    client = make_app(prepared, rate_limit=0).test_client()
    assert ask(client, 20, "192.0.2.1") == [200] * 20


def test_processes_count_together_and_keep_no_address(tmp_path: Path) -> None:
    uri = f"shared-memory://{tmp_path / 'rates'}"
    here = SharedMemory(uri, "a secret")
    script = (
        "import sys\n"
        "from careers_site.platform.web.rate_limits import SharedMemory\n"
        "print(SharedMemory(sys.argv[1], 'a secret').incr('192.0.2.77', 60))\n"
    )
    for number in (1, 3):
        found = subprocess.run(
            [sys.executable, "-c", script, uri], cwd=ROOT, capture_output=True, check=True
        )
        assert int(found.stdout) == number
        assert here.incr("192.0.2.77", 60) == number + 1
    kept = (tmp_path / "rates").read_bytes()
    assert len(kept) == SIZE
    assert b"192.0.2" not in kept


def test_a_count_is_over_with_its_time(tmp_path: Path) -> None:
    counts = SharedMemory(f"shared-memory://{tmp_path / 'rates'}", "a secret")
    assert [counts.incr("a", 60) for _ in range(3)] == [1, 2, 3]
    assert counts.incr("b", 0) == 1
    assert counts.incr("b", 0) == 1
    assert counts.get("b") == 0
    counts.clear("a")
    assert counts.get("a") == 0
