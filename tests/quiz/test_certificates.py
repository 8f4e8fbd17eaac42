"""Certificates are found by what people remember of their names."""

from __future__ import annotations

import pytest

from careers_site.content.parsing import Library
from careers_site.quiz.certificate_names import asked, words_of
from careers_site.quiz.certificate_search import Finder, finder

# What is typed, and a certificate that must be the first found.
FIRST = {
    "NNEB": "nneb",
    "nneb diploma": "nneb",
    "nnbe": "nneb",
    "BTEC National Diploma in Early Years, 2008": "btec-nd-early-years",
    "early years national diploma btec": "btec-nd-early-years",
    "nvq level 3 child care": "nvq-3-cce",
    "NVQ3 childcare": "nvq-3-cce",
    "higher english": "higher-english",
    "HNC childhood practice": "hnc-childhood-practice",
    "access to higher education": "access-to-he",
    "QTS": "qts",
    "RMN": "nurse-mental-health",
    "nursing": "nurse",
    "DipSW": "social-work-old",
    "O-level maths, 1979": "o-level-maths",
    "GCSE English grade C": "gcse-english-c",
    "english gcse c": "gcse-english-c",
    "GCSE maths A*": "gcse-maths-a",
    "GCSE English 6": "gcse-english",
    "A levels": "a-level",
    "a levle english": "a-level-english",
    "a-levels biology": "a-level",
    "National 5 mathematics": "national-5-maths",
    "T level": "t-level-other",
    "montesori": "montessori",
    "nurcery nursing": "nneb",
    "functional skills maths level two": "fs-maths-2",
    "CCPLD level 3": "ccpld-3-practice",
    "Baccalaureat": "overseas-school",
    "foundation degree": "foundation-degree",
    "CSE": "cse-1",
    "highers": "higher",
    "driving license": "driving-licence",
    "nurse trained in Nigeria": "overseas-nurse",
    "nurse from India": "overseas-nurse",
    "RN Philippines": "overseas-nurse",
    "trained abroad nurse": "overseas-nurse",
    "teaching degree from Syria": "overseas-teacher",
    "GCSE Welsh": "gcse-welsh",
    "BSL": "bsl",
    "BSL teacher": "bsl",
    "600/5933/3": "btec-cpld-2012",
    "BTEC National Children's Play Learning and Development 2013": "btec-cpld-2012",
    "BTEC CPLD 2018": "eye-btec-diploma",
}


@pytest.fixture(scope="module")
def certificates(shipped: Library) -> Finder:
    return finder(shipped.qualifications)


def ids(found: Finder, text: str) -> list[str]:
    return [one.id for one in found.find(text)]


@pytest.mark.parametrize("text", FIRST)
def test_the_certificate_that_was_meant_comes_first(certificates: Finder, text: str) -> None:
    assert ids(certificates, text)[:1] == [FIRST[text]]


@pytest.mark.parametrize("text", ["CCLD", "ccld diploma"])
def test_an_abbreviation_that_several_nations_use_finds_more_than_one(
    certificates: Finder, text: str
) -> None:
    assert {"ccld-3-ni", "ccld-3-wales"} <= set(ids(certificates, text))


@pytest.mark.parametrize("text", ["CACHE level 3", "cashe level 3", "cashe"])
def test_an_awarding_body_finds_its_certificates_even_misspelt(
    certificates: Finder, text: str
) -> None:
    found = certificates.find(text)
    assert len(found) >= 4
    assert all("CACHE" in " ".join(one.names) for one in found)


def test_a_title_finds_its_own_certificate_first(certificates: Finder, shipped: Library) -> None:
    for one in shipped.qualifications:
        assert one in certificates.find(one.title)[:2], one.title


def test_every_name_finds_its_certificate(certificates: Finder, shipped: Library) -> None:
    missed = [
        name
        for one in shipped.qualifications
        for name in one.names
        if one not in certificates.find(name)
    ]
    assert missed == []


def test_a_year_chooses_between_an_old_certificate_and_a_new_one(certificates: Finder) -> None:
    name = "Level 3 Diploma in Childcare and Education"
    assert ids(certificates, f"{name} 2005")[0] == "cache-dce-3"
    assert ids(certificates, f"{name}, awarded 2021")[0] == "eye-cache-cce"


def test_words_that_no_certificate_has_do_not_hide_it(certificates: Finder) -> None:
    assert ids(certificates, "my NNEB from Brighton college 1984")[0] == "nneb"


@pytest.mark.parametrize("text", ["", " ", "?!", "qwertz", "the of and", "2008", "💛", "\x00"])
def test_nothing_is_found_for_what_names_nothing(certificates: Finder, text: str) -> None:
    assert certificates.find(text) == ()


def test_names_are_compared_in_one_way_of_writing() -> None:
    assert words_of("NVQ Level Three") == words_of("nvq3") == ("nvq", "3")
    assert words_of("Children’s Child Care & Pre-School") == ("childrens", "childcare", "preschool")
    assert words_of("an O level, an A-level") == ("olevel", "alevel")
    assert asked("BTEC, 2008").year == 2008


def test_an_empty_list_finds_nothing() -> None:
    assert Finder(()).find("NNEB") == ()
