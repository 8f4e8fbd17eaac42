"""The words that readers see follow the guide to the site's voice: answer first, then what to do.

Each file is listed once its words are done; phrases that the guide rules out then fail here.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

JOB = "content/portage-home-visitor"
PAGES = [
    f"{JOB}/profile.md",
    *(
        f"{JOB}/routes/{route}.md"
        for route in ("apply-directly", "apprenticeship", "college", "university", "volunteering")
    ),
    *(
        f"content/pages/{page}.md"
        for page in (
            *("what-is-portage", "checks", "finding-jobs", "nations", "salary", "study-costs"),
            *("apprenticeships", "workshops", "services", "about", "privacy", "accessibility"),
            "sources",
        )
    ),
]
OTHERS = [
    f"{JOB}/job.toml",
    *(
        f"careers_site/templates/{name}.html"
        for name in (
            *("pages/home", "pages/profile", "pages/route", "pages/article", "pages/page"),
            *("components/hero", "components/job", "components/salary_bars"),
            *("pages/salary", "pages/services", "pages/sources", "pages/workshops", "pages/about"),
            *("errors/400", "errors/404", "errors/500", "errors/other", "errors/page"),
            *("components/site_footer", "components/site_header", "components/page_foot"),
            "components/source",
        )
    ),
]
# What not to write, and a text that holds it, so that each pattern is tried.
BANNED = {
    # The page talks about its own research.
    r"we (could not|cannot|did not) (read|find|see|tell)": "We could not read the page.",
    r"we (found|know of|have found|read of) (no|none|nothing)": "We found no date.",
    r"that we (found|read|could read|know)": "The posts that we read ask for it.",
    r"\b(our|the) sources (do not agree|disagree)": "The sources do not agree.",
    r"as general guidance": "As general guidance, ask.",
    r"an older profile says": "An older profile says 35 hours.",
    r"our reading is": "Our reading is that it comes later.",
    r"what our rules use": "The figures are what our rules use.",
    r"the facts we have": "The facts we have are about England.",
    # Sentences that nobody would say.
    r"hard on the feelings": "The work can be hard on the feelings.",
    r"stood behind it": "504 members stood behind it.",
    r"tells you more": "Our page tells you more.",
    r"which is of\b": "It is a list, which is of 2010.",
    r"[^a-z]the like\b": "There are nurseries or the like.",
    r"\bof these\b": "One of these will do.",
    r"and the rest\b": "Who opens it sees your grades and the rest.",
    r"used as a short way to say": "It is used as a short way to say level 3.",
    r"\bif nothing else pays": "If nothing else pays, a loan may.",
    r"more than the least": "Many pay more than the least.",
    r"no reason to (leave|give)": "It is no reason to leave a job alone.",
    r"who may know": "Send it only to people who may know.",
    r"is told (on|about)": "How we use them is told on our page.",
    r"to the end, the fastest": "To the end, the fastest way that we know.",
    r"tell us more to be sure": "Tell us more to be sure.",
    r"opens nothing more": "That alone opens nothing more.",
    r"not known: tell us": "(not known: tell us)",
    r"being lent out": "Being lent out.",
    r"\brepriced\b(?!\")": "Repriced",
    r"\brests? on\b": "The page rests on this.",
    # One name for each thing, and how numbers are written.
    r"\b(usual|often asked)\b": "This is usual.",
    r"\bis common\b": "A visit a week is common.",
    r"\b1 (GCSEs|A levels|courses|years|months|providers|weeks|days)\b": "You need 1 A levels.",
    r"£[\d,]+ ?[-–] ?£?\d": "Pay is £27,700-35,200.",
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten) "
    r"(year|month|week|GCSE|A level|famil|visit)": "It takes two years.",
}
# These pages explain how sure a fact can be, so they name general knowledge.
EXPLAIN = ["content/pages/about.md", "content/pages/sources.md"]
EVIDENCE = re.compile(r"^### How we know\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)


def words_of(path: Path) -> str:
    """The words of a file without addresses, comments and what only the program reads."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}|^sources = .*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"\]\([^)]*\)|\[\^[^\]]*\]", "]", text)


def banned_in(text: str) -> list[str]:
    return [found[0] for rule in BANNED for found in re.finditer(rule, text, re.IGNORECASE)]


def body_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8").split("+++\n", 2)[2]


@pytest.mark.parametrize("path", [*PAGES, *OTHERS])
def test_a_file_holds_no_phrase_that_the_guide_rules_out(path: str) -> None:
    assert banned_in(words_of(ROOT / path)) == []


@pytest.mark.parametrize(("rule", "bad"), BANNED.items())
def test_each_rule_finds_what_it_is_for(rule: str, bad: str) -> None:
    assert re.search(rule, bad, re.IGNORECASE)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_each_of_its_sections_answer_first_in_one_bold_line(path: str) -> None:
    opening, *sections = re.split(r"^## ", body_of(path), flags=re.MULTILINE)
    answers = {"the opening": opening.lstrip()}
    answers |= {
        title: rest.lstrip() for title, _, rest in (one.partition("\n") for one in sections)
    }
    if path == f"{JOB}/profile.md":
        # Programs read its opening as the overview of the job: plain sentences.
        del answers["the opening"]
    assert [
        title for title, text in answers.items() if not re.match(r"\*\*[^*\n]+\*\*\n", text)
    ] == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_ends_with_what_to_do_next_and_links_to_it(path: str) -> None:
    last = re.split(r"^## ", body_of(path), flags=re.MULTILINE)[-1]
    assert last.startswith("What to do next\n")
    assert re.findall(r"\]\(/[a-z]", last)
    assert "### How we know" not in last


@pytest.mark.parametrize("path", [path for path in PAGES if path not in EXPLAIN])
def test_general_knowledge_is_named_only_under_how_we_know(path: str) -> None:
    assert "general" not in EVIDENCE.sub("", body_of(path)).lower()


@pytest.mark.parametrize("path", PAGES)
def test_readers_hear_of_ways_in_and_never_of_routes(path: str) -> None:
    assert re.findall(r"\broutes?\b", words_of(ROOT / path), re.IGNORECASE) == []
