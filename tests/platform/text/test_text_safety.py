"""What somebody wrote is shown and kept without what no page and no database can hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.platform.text.text_safety import ODD, one_line, showable


@pytest.mark.parametrize(
    "odd", ["\0", "\x1b", "\x7f", "\x85", "\ud800", "\ufdd0", "\uffff", "\U0010ffff"]
)
def test_what_no_page_can_hold_is_left_out_and_the_rest_stays(odd: str) -> None:
    assert showable(f"ﬁrst {odd}line\r\n\tsecond\N{NO-BREAK SPACE}line 👩‍🏫") == (
        "ﬁrst line\r\n\tsecond\N{NO-BREAK SPACE}line 👩‍🏫"
    )


def test_a_line_has_single_spaces_and_no_more_than_so_many_letters() -> None:
    assert one_line(" two\r\n lines\0of\N{NO-BREAK SPACE}text ") == "two lines of text"
    assert one_line("ab cd", 3) == "ab"
    assert one_line(None) == ""


@given(st.text())
def test_a_line_can_be_shown_and_stays_as_it_is_when_it_is_read_again(text: str) -> None:
    line = one_line(text, 20)
    assert line.isprintable()
    assert not ODD.search(line)
    assert one_line(line, 20) == line
