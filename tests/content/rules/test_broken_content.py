"""Content with a mistake is refused whole: the file, the place, and what was perhaps meant."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import parse
from tests.content.conftest import SHIPPED, Change, changed, problems_of

JOB = "content/portage-home-visitor"
SCALES, STEPS = f"{JOB}/scales.toml", f"{JOB}/steps.toml"
ROUTES, EQUIVALENCES = f"{JOB}/routes.toml", f"{JOB}/equivalences.toml"
ABOUT, SALARIES, SERVICES = "content/pages/about.md", "data/salaries.csv", "data/services.csv"
CORE = "content/sources/core.toml"
LAST_LINE = SHIPPED[ABOUT].count("\n") + 1
CERTIFICATE = 'id = "level-2-send-certificate"'
CIRCLE = """
[[equivalence]]
holding = { gcse_english = "4" }
counts_as = { functional_english = "level-2" }
words = "The other way round"
sources = ["ncs-profile"]
checked = 2026-11-21
"""
EXAMPLE = """
title = "Nothing yet"
story = "Somebody who has nothing yet."
others = "none"
answers = { experience_0_to_4 = "none", send_knowledge = "none" }
situation = { from = "2026-11", nation = "england" }
results = { %s }
"""

# Path, what is replaced, by what, and the problem.
MISTAKES: dict[str, tuple[Change, str]] = {
    "broken TOML": ((STEPS, "", "\n[[step\n"), f"{STEPS}: is not valid TOML: "),
    "unknown key": (
        (STEPS, CERTIFICATE, f'{CERTIFICATE}\ncolour = "red"'),
        f'{STEPS}: step "level-2-send-certificate": colour: is not a key that is known here',
    ),
    "missing key": (
        (SCALES, 'question = "How old are you?"\n', ""),
        f'{SCALES}: scale "age": question: is missing',
    ),
    "wrong kind": (
        (STEPS, CERTIFICATE, f'{CERTIFICATE}\napply_by = "soon"'),
        f'{STEPS}: step "level-2-send-certificate": apply_by: input should be a valid integer',
    ),
    "unknown scale": (
        (ROUTES, 'send_knowledge = "some"', 'send_knowlege = "some"'),
        f'{ROUTES}: goal: minimum: no scale "send_knowlege" (did you mean "send_knowledge"?)',
    ),
    "unknown level": (
        (ROUTES, 'send_knowledge = "some"', 'send_knowledge = "sme"'),
        f'{ROUTES}: goal: minimum: send_knowledge: no level "sme" (did you mean "some"?)',
    ),
    "a level without quotation marks": (
        (ROUTES, "minimum = { ", "minimum = { gcse_english = 4, "),
        'goal: minimum: gcse_english: write the level in quotation marks: gcse_english = "4"',
    ),
    "unknown scale in what a step gives": (
        (STEPS, 'gcse_english = "4"', 'gcse_englich = "4"'),
        'gives: no scale "gcse_englich" (did you mean "gcse_english"?)',
    ),
    "unknown step": (
        (ROUTES, '"level-3-diploma", "t-level"', '"level-4-diploma", "t-level"'),
        f'{ROUTES}: route "college": no step "level-4-diploma" (did you mean "level-3-diploma"?)',
    ),
    "unknown source of a rule": (
        (EQUIVALENCES, '"pacey-2017"', '"pacey-2071"'),
        f'{EQUIVALENCES}: equivalence number 1: no source "pacey-2071" (did you mean "pacey-2017"',
    ),
    "no source": (
        (
            EQUIVALENCES,
            'sources = ["pacey-2017", "dfe-qualifications", "degree-offers"]',
            "sources = []",
        ),
        f"{EQUIVALENCES}: equivalence number 1: sources: list should have at least 1 item",
    ),
    "two scales of one id": (
        (SCALES, 'id = "driving"', 'id = "age"'),
        f'{SCALES}: scale "age": stands twice',
    ),
    "two levels of one id": (
        (SCALES, 'id = "16-18"', 'id = "under-16"'),
        f'{SCALES}: scale "age": level "under-16": stands twice',
    ),
    "two steps of one id": (
        (STEPS, 'id = "gcse-maths"', 'id = "gcse-english"'),
        f'{STEPS}: step "gcse-english": stands twice',
    ),
    "two routes of one id": (
        (ROUTES, 'id = "volunteering"', 'id = "college"'),
        f'{ROUTES}: route "college": stands twice',
    ),
    "two sources of one id": (
        (
            "content/sources/rules.toml",
            "",
            "\n[ncs-old]\n" + "title = 'a'\npublisher = 'b'\n"
            "dated = 'undated'\nconfidence = 'seen'\n",
        ),
        'content/sources/rules.toml: source "ncs-old": stands in content/sources/core.toml too',
    ),
    "a circle": (
        (EQUIVALENCES, "", CIRCLE),
        f"{EQUIVALENCES}: equivalences go round in a circle: ",
    ),
    "a second goal": (
        (
            ROUTES,
            'options = ["portage-volunteering", "early-years-volunteering", "family-volunteering"]',
            "options = []",
        ),
        f"{ROUTES}: exactly one route, the goal itself, has no options",
    ),
    "an empty choice": (
        (ROUTES, "minimum = { ", "minimum = { any = [], "),
        f"{ROUTES}: goal: minimum: any: is a list of one or more tables",
    ),
    "a date that cannot be": ((CORE, "", '\n[x]\ntitle = "a"\n'), f"{CORE}: source: x: publisher:"),
    "broken TOML in front matter, by its line of the page": (
        (ABOUT, "+++\n", "+++\ntitle = None\n"),
        f"{ABOUT}: is not valid TOML: Invalid value (at line 2, column 9)",
    ),
    "no front matter": (
        (ABOUT, "+++\n", ""),
        f'{ABOUT}: line 1: front matter between two lines "+++" is missing',
    ),
    "front matter without end": (
        (ABOUT, "\n+++\n", "\n"),
        f'{ABOUT}: line 1: front matter between two lines "+++" is missing',
    ),
    "wrong date": (
        (ABOUT, "checked = 2026-", 'checked = "yesterday" # '),
        f'{ABOUT}: checked: input should be a valid date (found "yesterday")',
    ),
    "impossible date": ((ABOUT, "checked = 2026-", "checked = 2026-13-"), f"{ABOUT}: is not valid"),
    "unknown source of a page": (
        (ABOUT, "\nsources = [", '\nsources = ["ncs-profil",'),
        f'{ABOUT}: sources: no source "ncs-profil" (did you mean "ncs-profile"?)',
    ),
    "unknown footnote": (
        (ABOUT, "", "\nA fact.[^ncs-profil]\n"),
        f'{ABOUT}: line {LAST_LINE + 1}: no source "ncs-profil" (did you mean "ncs-profile"?)',
    ),
    "a second title": (
        (ABOUT, "", "\n# Another title\n"),
        f'{ABOUT}: line {LAST_LINE + 1}: a heading begins with "##"; the title is above',
    ),
    "a wrong cell": (
        (SALARIES, ",19000,32000,", ",about 19000,32000,"),
        f'{SALARIES}: row 2: minimum: "about 19000" is not a whole number of pounds',
    ),
    "an unknown source of a row": (
        (SERVICES, ",somerset-portage,", ",somerset-portago,"),
        f'{SERVICES}: row 26: source: no source "somerset-portago" (did you mean "somerset-portage',
    ),
    "a renamed column": (
        (SALARIES, "minimum,", "minimun,"),
        f'{SALARIES}: row 1: unknown column "minimun" (did you mean "minimum"?)',
    ),
}
REQUIRED = [
    *(SCALES, STEPS, ROUTES, EQUIVALENCES, f"{JOB}/profile.md", f"{JOB}/routes/college.md"),
    f"{JOB}/job.toml",
    *(f"data/{name}.csv" for name in ("salaries", "pay_points", "workshops", "services")),
]


def test_the_shipped_content_is_accepted() -> None:
    library = parse(SHIPPED, 7)
    assert library.revision == 7
    assert len(library.pages) >= 13
    assert [route.id for route in library.rules.routes if route.is_goal] == ["apply-directly"]
    assert set(library.route_pages) == {route.id for route in library.rules.routes}
    assert library.salaries
    assert library.pay_points


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_its_place(mistake: str) -> None:
    change, problem = MISTAKES[mistake]
    found = problems_of(changed(change))
    assert any(problem in one for one in found), found
    assert all(one.startswith(("content/", "data/")) for one in found)


def test_mistakes_in_many_files_are_all_named_at_once() -> None:
    names = ["unknown key", "unknown source of a rule", "unknown scale", "no front matter"]
    names += ["a wrong cell", "two sources of one id"]
    found = problems_of(changed(*(MISTAKES[name][0] for name in names)))
    assert [name for name in names if not any(MISTAKES[name][1] in one for one in found)] == []
    assert len(found) == len(names)


def test_several_mistakes_in_one_file_are_all_named() -> None:
    names = ["unknown scale", "unknown step", "two routes of one id"]
    found = problems_of(changed(*(MISTAKES[name][0] for name in names)))
    assert [name for name in names if not any(MISTAKES[name][1] in one for one in found)] == []


@pytest.mark.parametrize("path", REQUIRED)
def test_a_file_that_is_missing_is_named(path: str) -> None:
    texts = {name: text for name, text in SHIPPED.items() if name != path}
    assert any(one.startswith(f"{path}: is missing") for one in problems_of(texts))


@pytest.mark.parametrize(
    "path",
    [
        *("content/pages/notes.txt", "content/pages/Notes.md", "content/pages/a/b.md"),
        *("content/portage-home-visitor/rules.toml", "data/other.csv", "content/../app.md"),
        *("content/pages/.md", "content/pages/a b.md", "content/pages/about.md\n"),
    ],
)
def test_a_file_that_the_site_does_not_know_is_named(path: str) -> None:
    assert f"{path}: is not a file that the site knows" in problems_of({**SHIPPED, path: ""})


def test_words_for_a_route_that_does_not_exist_are_left_over() -> None:
    path = f"{JOB}/routes/collage.md"
    texts = {**SHIPPED, path: SHIPPED[f"{JOB}/routes/college.md"]}
    assert problems_of(texts) == [f'{path}: no route "collage" (did you mean "college"?)']


def test_an_example_that_the_rules_agree_with_is_accepted() -> None:
    text = EXAMPLE % 'volunteering = "You could start now"'
    library = parse({**SHIPPED, "content/examples/nothing.toml": text}, 1)
    assert "Nothing yet" in [example.title for example in library.examples]


@pytest.mark.parametrize(
    ("results", "problem"),
    [
        (
            'volunteering = "Not yet: here is the way"',
            'results: volunteering: the rules say "You could start now", the example says '
            '"Not yet: here is the way"',
        ),
        ('colege = "You could start now"', 'results: no route "colege" (did you mean "college"?)'),
    ],
)
def test_an_example_whose_result_differs_is_a_problem(results: str, problem: str) -> None:
    path = "content/examples/nothing.toml"
    assert problems_of({**SHIPPED, path: EXAMPLE % results}) == [f"{path}: {problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("send_knowledge", "send_knowledg", 'no scale "send_knowledg"'),
        ('experience_0_to_4 = "none"', 'experience_0_to_4 = "nine"', 'no level "nine"'),
        ('others = "none"', 'others = "all"', 'others: "all" is not "none"'),
        ("story = ", "tale = ", "story: is missing"),
    ],
)
def test_an_example_of_nobody_is_a_problem(old: str, new: str, problem: str) -> None:
    text = (EXAMPLE % "").replace(old, new)
    found = problems_of({**SHIPPED, "content/examples/nothing.toml": text})
    assert any(problem in one for one in found), found
