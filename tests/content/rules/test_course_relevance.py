"""Which step a course serves, by the shipped rules and by rules of any kind."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import Library
from careers_site.content.problems import Problems
from careers_site.content.rules.course_relevance import PATH, parse_relevance

GIVEN = 'sources = ["known"]\nchecked = 2026-11-21\n'


@pytest.mark.parametrize(
    ("title", "level", "step"),
    [
        ("Early Years Educator Level 3", "", "level-3-diploma"),
        ("Diploma for the Early Years Workforce (Early Years Educator)", "3", "level-3-diploma"),
        ("Early Years Educator Award", "3", ""),
        ("Diploma for the Early Years Practitioner", "2", "level-2-early-years"),
        ("CACHE Level 2 Certificate in Understanding Autism", "", "level-2-send-certificate"),
        ("Sending parcels", "2", ""),
        ("GCSE English Language", "2", "gcse-english"),
        ("GCSE English Literature", "2", ""),
        ("GCSE Mathematics (evening)", "", "gcse-maths"),
        ("GCSE English and Maths", "2", "gcse-english-and-maths"),
        ("Functional Skills Maths Level 2", "", "functional-maths"),
        ("Functional Skills Maths Level 1", "", ""),
        ("T Level in Education and Early Years", "3", "t-level"),
        ("Access to Higher Education Diploma (Social Work)", "3", "access-to-he"),
        ("Foundation Degree in Early Years", "5", "foundation-degree"),
        ("BA (Hons) Early Childhood Studies", "6", "degree"),
        ("Early Childhood Studies (Top-Up) BA (Hons)", "6", ""),
        ("Portage basic workshop", "", "portage-workshop"),
        ("Boat building", "3", ""),
    ],
)
def test_the_shipped_rules_find_the_step(
    shipped: Library, title: str, level: str, step: str
) -> None:
    assert shipped.relevance.step(title=title, level=level) == step


def test_an_aim_decides_before_words_and_a_sector_narrows() -> None:
    text = """
    rule = [
        { step = "words", words = ["early years"], sectors = ["Education"], %s },
        { step = "aim", aims = ["601"], %s },
        { step = "sector", sectors = ["care"], %s },
    ]
    """.replace("%s", GIVEN.strip().replace("\n", ", "))
    rules = parse_relevance({PATH: text}, None, ["known"], Problems())
    assert rules.step(title="Early Years", sector="EDUCATION") == "words"
    assert rules.step(title="Early Years", sector="EDUCATION", aim="601") == "aim"
    assert rules.step(title="Early Years", sector="Health") == ""
    assert rules.step(title="Anything", sector="Care") == "sector"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            'step = "degre"\nwords = ["a"]',
            'no step "degre" (did you mean "degree"?)',
        ),
        ('step = "degree"', 'rule 1 ("degree"): needs words, sectors or aims'),
        ('step = "degree"\nwords = ["a"]\nlevels = ["9"]', 'levels: no level "9"'),
        ('step = "degree"\nwords = ["a"]\nword = 1', "is not a key that is known here"),
        ('step = "degree"\naims = ["1", "1"]', 'aims: "1" stands in rule 1 ("degree") too'),
    ],
)
def test_a_rule_that_cannot_be_is_refused_with_its_place(rule: str, said: str) -> None:
    problems = Problems()
    parse_relevance({PATH: f"[[rule]]\n{rule}\n{GIVEN}"}, ["degree"], ["known"], problems)
    assert len(problems) == 1
    assert problems[0].startswith(PATH)
    assert said in problems[0]


def test_a_source_that_is_not_there_is_refused() -> None:
    problems = Problems()
    text = f'[[rule]]\nstep = "degree"\nwords = ["a"]\n{GIVEN}'
    parse_relevance({PATH: text}, ["degree"], ["unknown"], problems)
    assert 'no source "known"' in problems[0]
