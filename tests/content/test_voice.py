"""What readers see follows the guide to the site's voice: answer first, then what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from careers_site.content.pages import copied_text
from careers_site.content.pages.advice import advice
from careers_site.content.pages.voice import PHRASES, found_in
from careers_site.content.problems import Problems
from careers_site.content.sources import parse_sources
from tests.conftest import ROOT
from tests.content.conftest import SHIPPED

SOURCES = parse_sources(SHIPPED, Problems())
JOB = "content/portage-home-visitor"
PAGES = sorted(path for path in SHIPPED if path.endswith(".md"))
# What an editor, an adviser or an operator reads, and the templates around every page.
TEMPLATES = ROOT / "careers_site/templates"
OTHERS = [
    f"{JOB}/job.toml",
    "README.md",
    *(str(file.relative_to(ROOT)) for file in sorted((ROOT / "docs").glob("*.md"))),
    *(
        str(file.relative_to(ROOT))
        for room in ("accounts", "components", "courses", "editor", "errors", "pages")
        for file in sorted((TEMPLATES / room).rglob("*.html"))
        if file.name not in ("stones.html", "timeline.html")
    ),
]
# Rooms whose messages, labels and hints are read on a page.
ROOMS = ("accounts", "content/tables", "courses", "editor")
# For each rule, a text that it must find.
BAD = [
    "We could not read the page.",
    "We found no date.",
    "The posts that we read ask for it.",
    "The sources do not agree.",
    "As general guidance, ask.",
    "An older profile says 35 hours.",
    "Our reading is that it comes later.",
    "The figures are what our rules use.",
    "The facts we have are about England.",
    "The work can be hard on the feelings.",
    "504 members stood behind it.",
    "Our page tells you more.",
    "It is a list, which is of 2010.",
    "There are nurseries or the like.",
    "One of these will do.",
    "Who opens it sees your grades and the rest.",
    "It is used as a short way to say level 3.",
    "If nothing else pays, a loan may.",
    "Many pay more than the least.",
    "It is no reason to leave a job alone.",
    "Send it only to people who may know.",
    "How we use them is told on our page.",
    "To the end, the fastest way that we know.",
    "Tell us more to be sure.",
    "That alone opens nothing more.",
    "(not known: tell us)",
    "Being lent out.",
    "Repriced",
    "The page rests on this.",
    "This is usual.",
    "A visit a week is common.",
    "You need 1 A levels.",
    "Use the route finder.",
    "Enter your e-mail address.",
    "Pay is £27,700-35,200.",
    "It takes two years.",
]
# These pages explain how sure a fact can be, so they name general knowledge.
EXPLAIN = ["content/pages/about.md", "content/pages/sources.md"]
EVIDENCE = re.compile(r"^### How we know\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def words_of(path: Path) -> str:
    """The words of a file without addresses, comments and what only the program reads."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|^sources = .*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\]\([^)]*\)|\[\^[^\]]*\]", "]", text)


def banned_in(text: str) -> list[str]:
    return [said for said, _ in found_in(text)]


def body_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8").split("+++\n", 2)[2]


@pytest.mark.parametrize("path", OTHERS)
def test_a_file_holds_no_phrase_that_the_guide_rules_out(path: str) -> None:
    assert banned_in(words_of(ROOT / path)) == []


def messages(source: str) -> list[str]:
    """The texts of a Python file: strings of several words that are not docstrings."""
    tree = ast.parse(source)
    docs = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and " " in node.value
        and id(node) not in docs
    ]


@pytest.mark.parametrize("room", ROOMS)
def test_what_a_room_says_holds_no_phrase_that_the_guide_rules_out(room: str) -> None:
    files = sorted((ROOT / "careers_site" / room).rglob("*.py"))
    said = {
        str(file.relative_to(ROOT)): messages(file.read_text(encoding="utf-8")) for file in files
    }
    assert len(said) > 5
    assert {
        file: found for file, texts in said.items() if (found := banned_in("\n".join(texts)))
    } == {}


def test_messages_are_read_and_docstrings_are_not() -> None:
    source = '"""The usual."""\ndef say(n):\n    return f"The usual {n}", "Hello there", "id"\n'
    assert sorted(messages(source)) == ["Hello there", "The usual "]


@pytest.mark.parametrize(("phrase", "bad"), list(zip(PHRASES, BAD, strict=True)))
def test_each_rule_finds_what_it_is_for(phrase: str, bad: str) -> None:
    assert phrase in [rule for _, rule in found_in(bad)]


@pytest.mark.parametrize("path", PAGES)
def test_the_words_of_a_page_need_no_advice(path: str) -> None:
    assert advice(path, SHIPPED[path], SOURCES, copied_text.read(ROOT)) == []


@pytest.mark.parametrize("path", [path for path in PAGES if path not in EXPLAIN])
def test_general_knowledge_is_named_only_under_how_we_know(path: str) -> None:
    assert "general" not in EVIDENCE.sub("", body_of(path)).lower()


@pytest.mark.parametrize("path", PAGES)
def test_readers_hear_of_ways_in_and_never_of_routes(path: str) -> None:
    assert re.findall(r"\broutes?\b", words_of(ROOT / path), re.IGNORECASE) == []
