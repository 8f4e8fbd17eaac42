"""Markdown becomes safe HTML: whatever an editor writes, no script comes out."""

from __future__ import annotations

import re
from threading import Thread
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from hypothesis import example, given, settings
from hypothesis import strategies as st

from careers_site.content.pages.markdown import Rendered, references, render
from careers_site.content.sources import Source
from careers_site.content.store import documents
from careers_site.platform.extensions import db
from tests.checking import read_page, words
from tests.content.conftest import SHIPPED, changed, problems_of

SOURCES = {
    "guide": Source("guide", "A guide", "A council", "https://a.example/", "2020", None, "seen"),
    "table": Source("table", "A table", "A council", None, "2021", None, "seen"),
    "sums": Source(
        "sums", "Worked out by this site", "This site", None, "2026", None, "worked-out"
    ),
}
SCHEMES = {"http", "https", "mailto", "tel"}
TAGS = {
    *("p", "h2", "h3", "h4", "ul", "ol", "li", "strong", "em", "code", "pre", "blockquote"),
    *("a", "sup", "table", "thead", "tbody", "tr", "th", "td", "div", "hr", "br"),
    *("details", "summary", "span"),
}
ATTRIBUTES = {"href", "title", "class", "id", "rel", "role", "aria-label", "tabindex"}
ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/a.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>a</a>",
    "<p onclick=alert(1)>a</p>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>@import '//evil.example/a.css'</style>",
    "<p style='background:url(//evil.example/a)'>a</p>",
    "<base href='//evil.example/'>",
    "<form action='//evil.example/'><input name=a></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example/'>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A;avascript&colon;alert(1))",
    "[a]( javascript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[a][x]\n\n[x]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](//evil.example/a.png)",
    '![a](x "onerror=alert(1)")',
    '[a](x" onmouseover="alert(1))',
    '[a](x "y\\" onclick=\\"alert(1)")',
    "`</code><script>alert(1)</script>`",
    "    </code></pre><script>alert(1)</script>",
    "## <script>alert(1)</script>",
    "## a {: onclick=alert(1) }",
    "a | b\n--- | ---\n<script>alert(1)</script> | c",
    "a[^1]\n\n[^1]: <script>alert(1)</script>",
    "[^guide]\n\n[^guide]: [a](javascript:alert(1))",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "### How we know\n\n<script>alert(1)</script>\n\n<details open ontoggle=alert(1)>a</details>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
]


def all_html(rendered: Rendered) -> str:
    parts = [rendered.opening, rendered.notes]
    for section in rendered.sections:
        parts += [f'<h2 id="{section.id}">{section.title}</h2>', section.html]
    return "\n".join(parts)


def elements(html: str) -> list[Element]:
    """What a browser would make of the HTML."""
    body = read_page(f"<!DOCTYPE html><body>{html}").all("body")[0]
    return [element for element in body.iter() if element is not body]


def assert_safe(html: str) -> None:
    for element in elements(html):
        assert element.tag in TAGS, element.tag
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES, key
            if key == "href":
                # Browsers drop these characters before they look at the scheme.
                plain = re.sub(r"[\t\n\r]|^[\x00-\x20]+", "", value)
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain, re.IGNORECASE)
                assert scheme is None or scheme[1].lower() in SCHEMES, value


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_comes_out_harmless(attack: str) -> None:
    assert_safe(all_html(render(f"{attack}\n\ntext {attack} text\n\n## A\n\n{attack}", SOURCES)))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(ATTACKS),
            st.sampled_from(
                [
                    "\n",
                    "\n\n",
                    "    ",
                    "> ",
                    "- ",
                    "## ",
                    "### How we know\n",
                    "[^guide]",
                    "|",
                    "`",
                    "<",
                    ">",
                ]
            ),
            st.sampled_from(
                ["&", '"', "'", "](", ")", "\\", "javascript:", "onclick=", "\x02", "\0"]
            ),
            st.text(max_size=8),
        ),
        max_size=10,
    ).map("".join)
)
@example("[a](<javascript:alert(1)>)")
def test_no_text_at_all_becomes_script(text: str) -> None:
    assert_safe(all_html(render(text, SOURCES)))


@pytest.mark.parametrize("attack", [one for one in ATTACKS if one.startswith("[a](")])
def test_no_link_that_would_be_dropped_passes_unnoticed(attack: str) -> None:
    found = render(attack, {})
    if re.search(r"<a(?![^>]*href)", found.opening):
        assert found.refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[a](javascript:alert(1))", '"javascript:alert(1)" is no link to a page here, http'),
        ("[a](&#106;avascript:b)", '"javascript:b" is no link to'),
        ("[a](data:text/html,b)", '"data:text/html,b" is no link to'),
        ("[a](vbscript:b)", '"vbscript:b" is no link to'),
        ("[a][x]\n[x]: file:///etc/passwd", '"file:///etc/passwd" is no link to'),
        ("![a](/a.png)", '"/a.png" is a picture: pages show none'),
        ("word\n" * 20_000, "the text has 100,012 characters; a page holds 24,000 at most"),
        ("[" * 40, "30 brackets are open: close them"),
        ("[a](" * 40, "30 brackets are open: close them"),
    ],
)
def test_a_page_that_cannot_be_shown_as_written_is_refused_with_its_line(
    text: str, said: str
) -> None:
    path = "content/pages/bad.md"
    page = '+++\ntitle = "a"\nsummary = "b"\nchecked = 2026-11-21\nsources = []\n+++\n'
    found = problems_of({**SHIPPED, path: f"{page}Good line.\n\n{text}"})
    assert any(problem.startswith(f"{path}: line ") and said in problem for problem in found), found


def test_a_text_nested_beyond_reason_is_a_problem_and_no_crash() -> None:
    path, deep = "content/pages/bad.md", "- " * 4_000 + "x"
    page = '+++\ntitle = "a"\nsummary = "b"\nchecked = 2026-11-21\nsources = []\n+++\n'
    assert "nested too deeply" in problems_of({**SHIPPED, path: page + deep})[0]
    assert (
        "nested too deeply" in problems_of({**SHIPPED, path: f"+++\na = {'[' * 9_000}\n+++\n"})[0]
    )


def test_tags_that_somebody_wrote_are_shown_as_written() -> None:
    html = render('<div class="pc-hero">Big</div>\n\nThe <b>bold</b> one', {}).opening
    assert '<div class="pc-hero">Big</div>' in "".join(elements(html)[0].itertext())
    assert "<b>" in "".join(elements(html)[1].itertext())


def test_the_text_is_divided_at_its_headings() -> None:
    found = render("First.\n\n## How *long*\n\nA year.\n\n### More\n\n## Cost\n\nFree.", {})
    assert found.opening == "<p>First.</p>"
    assert [(s.id, s.title) for s in found.sections] == [
        ("how-long", "How <em>long</em>"),
        ("cost", "Cost"),
    ]
    assert found.sections[0].html == '<p>A year.</p>\n<h3 id="more">More</h3>'


def test_a_reference_becomes_a_note_with_source_date_and_how_sure_it_is() -> None:
    found = render("A.[^guide] B.[^table][^sums] C.[^guide]", SOURCES)
    notes = [words(item) for item in elements(found.notes) if item.tag == "li"]
    assert [note.partition(" ↩")[0].strip() for note in notes] == [
        "A guide, A council, 2020.",
        "A table, A council, 2021.",
        "Worked out by this site.",
    ]
    links = [e.attrib["href"] for e in elements(found.notes) if e.tag == "a"]
    assert "https://a.example/" in links
    ids = {e.attrib.get("id") for e in elements(all_html(found))}
    assert {link[1:] for link in links if link.startswith("#")} <= ids


def test_each_part_under_a_third_heading_is_closed_and_has_the_name_of_its_heading() -> None:
    found = render(
        "## Pay\n\n**A lot.**\n\n### 5 questions\n\nHow much?\n\n"
        "### How we know\n\nA guide says so.[^guide]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "## Hours\n\n### How we know\n\nA table.[^table]",
        SOURCES,
    )
    pay, hours = found.sections
    assert pay.html.startswith("<p><strong>A lot.</strong></p>\n<details")
    opened = [e for e in elements(pay.html) if e.tag == "details"]
    assert [words(one) for one in opened] == [
        "5 questions How much?",
        "How we know: Pay A guide says so.1 a b 1 2",
    ]
    assert 'id="5-questions"' in pay.html
    assert 'class="pc-scroll"' in pay.html
    assert [e.tag for e in elements(hours.html)][:2] == ["details", "summary"]
    assert "A guide" in found.notes
    assert "A table" in found.notes
    assert "details" not in found.notes


def test_a_closed_part_never_takes_the_address_of_a_heading_or_of_another_part() -> None:
    text = "## A\n\n### Pay\n\na\n\n### Pay\n\nb\n\n## Pay\n\nc"
    found = render(text, {})
    assert [section.id for section in found.sections] == ["a", "pay"]
    parts = [e.attrib["id"] for e in elements(all_html(found)) if e.tag == "details"]
    assert parts == ["pay_1", "pay_2"]


def test_the_number_of_a_note_has_the_name_of_its_source() -> None:
    named = Source("guide", "A “guide” & more", "Somebody", None, "2026", None, "seen")
    found = render("## One\n\nSo.[^guide]", {"guide": named})
    assert 'aria-label="Source 1: A “guide” &amp; more">1</a>' in found.sections[0].html


@pytest.mark.parametrize(
    "text", ["> ### How we know\n>\n> a", "### How we know", "#### How we know\n\na", "How we know"]
)
def test_only_a_heading_of_its_own_with_words_below_closes_something(text: str) -> None:
    assert "<details" not in all_html(render(f"## A\n\n{text}", {}))


def test_each_table_is_in_a_box_with_a_name_of_its_own() -> None:
    table = "| A | B |\n|---|---|\n| 1 | 2 |\n"
    html = render(f"{table}\nWords\n\n{table}", {}).opening
    assert html.count('<div class="pc-scroll" role="region" aria-label="Table ') == 2
    assert 'aria-label="Table 1" tabindex="0"><table>' in html
    assert 'aria-label="Table 2" tabindex="0"><table>' in html
    assert html.count("</table></div>") == 2


def test_a_table_that_is_only_written_about_is_left_as_it_is() -> None:
    assert "pc-scroll" not in render("`<table>a</table>` and <table>b</table>", {}).opening


def test_references_are_found_with_their_lines() -> None:
    assert references("a\nb[^x] c[^y]\n\n[^x]") == [(2, "x"), (2, "y"), (4, "x")]


def test_a_page_of_attacks_published_on_the_site_is_still_a_good_page(app: Flask) -> None:
    title = '<script>alert(1)</script> & \\"quoted\\"'
    attacks = "\n\n".join(
        attack
        for attack in ATTACKS
        # Links of another kind and pictures are refused at once.
        if "## " not in attack and "[^" not in attack and not render(attack, {}).refused
    )
    page = (
        f'+++\ntitle = "{title}"\nsummary = "{title}"\nchecked = 2026-11-21\n'
        f'sources = ["ncs-profile"]\n+++\n{attacks}\n'
    )
    note = changed(("data/salaries.csv", ",Starter to ", ",<script>alert(2)</script> Starter to "))
    documents.lock()
    changes = {"content/pages/attack.md": page, "data/salaries.csv": note["data/salaries.csv"]}
    documents.publish(changes, "somebody", "bad", {})
    db.session.commit()
    client = app.test_client()
    # The client refuses scripts, styles, other hosts, handlers and bad addresses.
    shown = read_page(client.get("/attack").text)
    assert words(shown.all("h1")[0]) == '<script>alert(1)</script> & "quoted"'
    assert "<script>alert(2)</script> Starter" in words(read_page(client.get("/salary").text).tree)


def test_threads_that_render_at_once_get_their_own_texts() -> None:
    texts = [f"## Heading {n}\n\nText {n}.[^guide]\n" * 20 for n in range(40)]
    found: dict[int, Rendered] = {}

    def work(first: int) -> None:
        for n in range(first, len(texts), 4):
            found[n] = render(texts[n], SOURCES)

    threads = [Thread(target=work, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for n in range(len(texts)):
        assert {section.title for section in found[n].sections} == {f"Heading {n}"}


def test_every_shipped_text_comes_out_safe() -> None:
    for path, text in SHIPPED.items():
        if path.endswith(".md"):
            assert_safe(all_html(render(text.split("+++\n", 2)[2], SOURCES)))
