"""A table in a page scrolls by itself, so that a narrow window does not have to."""

from __future__ import annotations

from careers_site.content.pages.markdown import render

TABLE = "| A | B |\n|---|---|\n| 1 | 2 |\n"


def test_each_table_is_in_a_box_with_a_name_of_its_own() -> None:
    html = render(f"{TABLE}\nWords\n\n{TABLE}", {}).opening
    assert html.count('<div class="pc-scroll" role="region" aria-label="Table ') == 2
    assert 'aria-label="Table 1" tabindex="0"><table>' in html
    assert 'aria-label="Table 2" tabindex="0"><table>' in html
    assert html.count("</table></div>") == 2


def test_a_table_that_is_only_written_about_is_left_as_it_is() -> None:
    assert "pc-scroll" not in render("`<table>a</table>` and <table>b</table>", {}).opening
