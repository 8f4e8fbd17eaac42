"""Readers are sent to pages of the public web only, and never with somebody's password."""

from __future__ import annotations

import pytest

from careers_site.content.tables.listings import _web_address
from careers_site.courses.importing.course_cells import _address as course_address
from careers_site.platform.text.web_addresses import is_web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a?b=c#d",
        "https://bücher.example/ü",
        "https://example.org/@name",
        "https://8.8.8.8/x",
    ],
)
def test_pages_of_the_web_are_taken(address: str) -> None:
    assert is_web_address(address)
    assert course_address(address) == _web_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "https://user:pw@example.org/",
        "https://bank.example@evil.example/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433.1/",
        "http://0x7f.1/",
        "http://[::1]/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest",
        "http://localhost/",
        "http://x.localhost/",
        "http://printer.local/",
        "http://nothing/",
        "javascript:alert(1)",
        "ftp://example.org",
        "https://example.org:0/",
        "https://[bad",
        "https://exa mple.org/",
    ],
)
def test_what_is_no_page_of_the_web_is_refused(address: str) -> None:
    for check in (course_address, _web_address):
        with pytest.raises(ValueError, match="is not a web address"):
            check(address)
