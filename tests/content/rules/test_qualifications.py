"""The list of certificates: what is shipped, and each mistake that an editor can make in it."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import Library, parse
from careers_site.content.rules.qualifications import PATH
from careers_site.eligibility.month import Month
from tests.content.conftest import SHIPPED, Change, changed, problems_of

NNEB = 'id = "nneb"\n'
PLACE = f'{PATH}: qualification "nneb"'
LEVEL = 'gives = { early_years = "level-3" }\nnote = "Coventry'

# What is replaced, by what, and the problem.
MISTAKES: dict[str, tuple[str, str, str]] = {
    "unknown source": (
        'sources = ["dfe-list-2024", "coventry-jd"]',
        'sources = ["dfe-list-2042"]',
        f'{PLACE}: no source "dfe-list-2042" (did you mean "dfe-list-2024"?)',
    ),
    "unknown scale": (
        LEVEL,
        LEVEL.replace("early_years", "early_year"),
        f'{PLACE}: gives: no scale "early_year" (did you mean "early_years"?)',
    ),
    "unknown level": (
        LEVEL,
        LEVEL.replace("level-3", "level-33"),
        f'{PLACE}: gives: early_years: no level "level-33" (did you mean "level-3"?)',
    ),
    "the lowest level": (
        LEVEL,
        LEVEL.replace("level-3", "none"),
        f'{PLACE}: gives: early_years: "none" is the lowest level: it is none',
    ),
    "a sum": (
        LEVEL,
        LEVEL.replace('early_years = "level-3"', 'gcses_9_to_4 = "+1"'),
        f'{PLACE}: gives: gcses_9_to_4: is a level, never a sum ("+1")',
    ),
    "known and unknown": (
        NNEB,
        f'{NNEB}unknown = true\nadvice = "Ask."\n',
        f"{PLACE}: either gives levels or has unknown = true, not both",
    ),
    "neither known nor unknown": (
        LEVEL,
        'note = "Coventry',
        f"{PLACE}: either gives levels or has unknown = true, not both",
    ),
    "unknown without advice": (
        LEVEL,
        'unknown = true\nnote = "Coventry',
        f"{PLACE}: is unknown, so it needs advice",
    ),
    "a level picked on another scale": (
        NNEB,
        f'{NNEB}asks = "a_levels"\n',
        f'{PLACE}: asks: no scale in gives "a_levels"',
    ),
    "years the wrong way round": (
        "awarded = { to = 2014 }",
        "awarded = { from = 2015, to = 2014 }",
        f"{PLACE}: awarded: from 2015 is after to 2014",
    ),
    "begun the wrong way round": (
        NNEB,
        f'{NNEB}began_from = "2014-09"\nbegan_until = "2014-08"\n',
        f"{PLACE}: began_from: is after began_until, 2014-08",
    ),
    "a number that is none": (
        NNEB,
        f'{NNEB}numbers = ["601/2147"]\n',
        f"{PLACE}: numbers number 1: ",
    ),
    "the same number twice": (
        NNEB,
        f'{NNEB}numbers = ["601/2147/6"]\n',
        f'{PATH}: qualification "eye-nfce-eyec": number 601/2147/6 stands twice',
    ),
    "the same id twice": (
        'id = "nneb-cache"',
        'id = "nneb"',
        f"{PLACE}: stands twice",
    ),
    "an unknown key": (NNEB, f'{NNEB}nmae = "x"\n', f"{PLACE}: nmae: is not a key that is known"),
    "an unknown nation": (NNEB, f'{NNEB}nation = "ireland"\n', f"{PLACE}: nation: "),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_in_a_certificate_is_refused_with_its_place(mistake: str) -> None:
    old, new, problem = MISTAKES[mistake]
    change: Change = (PATH, old, new)
    assert any(one.startswith(problem) for one in problems_of(changed(change)))


def test_mistakes_in_several_certificates_are_all_named() -> None:
    found = problems_of(
        changed((PATH, LEVEL, LEVEL.replace("level-3", "x")), (PATH, 'id = "dpp"', 'id = "nneb"'))
    )
    assert len(found) >= 2


def test_at_least_eighty_certificates_are_shipped_each_with_its_own_id() -> None:
    library = parse(SHIPPED, 1)
    ids = [one.id for one in library.qualifications]
    assert len(set(ids)) == len(ids) >= 80


def test_every_certificate_counts_as_something_or_says_what_to_do(shipped: Library) -> None:
    for one in shipped.qualifications:
        assert one.sources, one.id
        assert bool(one.gives) != bool(one.advice), one.id
        assert one.confidence == "general" or "general-knowledge" not in one.sources, one.id


def test_a_certificate_from_outside_the_uk_never_counts_as_none_and_never_as_one_from_here(
    shipped: Library,
) -> None:
    abroad = {one.id: one for one in shipped.qualifications if one.id.startswith("overseas-")}
    assert len(abroad) >= 4
    for one in abroad.values():
        levels = [leaf.scale.level_ids[leaf.level] for leaf in one.gives]
        assert levels in ([], ["overseas"]), one.id
    assert abroad["overseas-early-years"].gives
    assert "ENIC" in abroad["overseas-early-years"].note
    assert abroad["overseas-teacher"].gives


def test_a_certificate_knows_its_numbers_and_when_it_must_have_been_begun(
    shipped: Library,
) -> None:
    by_id = {one.id: one for one in shipped.qualifications}
    assert "601/2147/6" in by_id["eye-nfce-eyec"].numbers
    assistant = by_id["ta-nvq-3"]
    assert assistant.began.last == Month(2014, 8)
    assert assistant.last == 2014
    assert not by_id["ta-3"].gives


def test_every_nation_has_certificates_of_its_own(shipped: Library) -> None:
    nations = {one.nation for one in shipped.qualifications}
    assert nations == {None, "england", "scotland", "wales", "northern-ireland"}
