"""What a good adviser would say to people whom the site once told something else.

Each case stands for a kind of fault. Plans are from November 2026 unless a case is about time.
"""

from __future__ import annotations

import re
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from careers_site.answers import read
from careers_site.content.parsing import Library
from careers_site.eligibility.month import Month
from careers_site.eligibility.requirements import Verdict
from careers_site.platform.clock import today
from careers_site.quiz.outcome import assessed
from tests.checking import Page, read_page, words

NOV = "2026-11"
# Nothing that helps on any scale that is not named by the case.
NOTHING = {
    **{"degree": "none", "professional": "none", "early_years": "none", "a_levels": "0"},
    **{"experience_0_to_4": "none", "send_experience": "none", "family_work": "none"},
    **{"send_knowledge": "none", "gcses_9_to_4": "0", "gcses_9_to_3": "0"},
    **{"gcse_english": "none", "gcse_maths": "none", "others": "none"},
}
READY = {
    **{"early_years": "level-3", "experience_0_to_4": "2-years", "send_knowledge": "working"},
    **{"family_work": "substantial", "send_experience": "2-years"},
}


class Advice:
    """The pages that one person gets, and what stands where on them."""

    def __init__(self, client: FlaskClient, **answers: str) -> None:
        self._client = client
        self._query = urlencode({"from": NOV, **answers})

    def page(self, path: str = "/routes") -> Page:
        answer = self._client.get(f"{path}?{self._query}")
        assert answer.status_code == 200
        return read_page(answer.text)

    def plan(self, route: str) -> Page:
        return self.page(f"/routes/{route}/plan")

    def best(self) -> str:
        """The panel on top of the result."""
        return words(_classed(self.page(), "pc-best")[0])

    def results(self) -> dict[str, str]:
        """What each way in comes to, by its title; those not needed are "not needed"."""
        page = self.page()
        found = {}
        for row in _classed(page, "pc-way"):
            title = words(next(one for one in row.iter() if one.tag == "h3"))
            chip = next(one for one in row.iter() if "pc-verdict" in one.get("class", ""))
            found[title] = words(chip)
        for item in _classed(page, "pc-not-needed"):
            found[words(item)] = "not needed"
        # Who is ready has nothing to compare: the panel says so.
        if "You look ready to apply" in words(_classed(page, "pc-best")[0]):
            found["Apply directly"] = "You look ready to apply"
        return found

    def steps(self, route: str, section: str = "steps") -> list[str]:
        """The titles of the steps of a plan: "steps", "cheapest" or "quicker"."""
        return [words(h) for h in _within(self.plan(route), section, "pc-path__title")]

    def ends(self, route: str, section: str = "steps") -> str:
        return words(_within(self.plan(route), section, "pc-path__end")[0])

    def text(self, path: str = "/routes") -> str:
        return words(self.page(path).all("main")[0])


def _classed(page: Page, name: str) -> list[Element]:
    return [one for one in page.elements if name in (one.get("class") or "").split()]


def _within(page: Page, section: str, name: str) -> list[Element]:
    """The elements of a class in the section that is labelled so."""
    return [
        one
        for one in _classed(page, name)
        if any(up.get("aria-labelledby") == section for up in page.above(one))
    ]


def has(steps: list[str], words_of_title: str) -> bool:
    return any(words_of_title in step for step in steps)


def test_1_who_is_ready_is_told_what_to_do_this_week(client: FlaskClient) -> None:
    advice = Advice(client, **READY, near="Leeds")
    assert "You look ready to apply" in advice.best()
    week = words(_classed(advice.plan("apply-directly"), "pc-best")[0])
    assert "Do this week" in week
    assert "Leeds" in week
    assert "Early Years SEND Home Visiting Officer" in week
    assert "statement" in week
    assert "criminal record check" in week


def test_2_an_nneb_holder_is_sent_to_no_second_level_3(client: FlaskClient) -> None:
    advice = Advice(client, **{**NOTHING, **READY}, age="24-plus", near="Leeds")
    results = advice.results()
    assert results["Apply directly"] == "You look ready to apply"
    assert results["A college course"] == "not needed"
    assert results["An apprenticeship"] == "not needed"


def test_2_an_nneb_manager_without_family_work_repeats_nothing_either(client: FlaskClient) -> None:
    held = {**NOTHING, **READY, "family_work": "some", "send_experience": "some"}
    advice = Advice(client, **held, age="24-plus", near="Leeds")
    assert advice.results()["A college course"] == "not needed"
    assert "Level 3" not in advice.best()


def test_4_nothing_is_done_twice(client: FlaskClient) -> None:
    held = {**NOTHING, "experience_0_to_4": "some", "functional_english": "level-2"}
    steps = Advice(client, **held, age="24-plus", nation="england").steps("college")
    assert has(steps, "diploma for adults")
    assert not has(steps, "Level 3 Diploma in Early Years Education")
    assert len(steps) == len(set(steps))


def test_5_scotland_has_its_own_ways(client: FlaskClient) -> None:
    held = {**NOTHING, "highers": "3", "gcses_9_to_4": "5"}
    advice = Advice(client, **held, age="16-18", nation="scotland")
    assert has(advice.steps("college"), "HNC Childhood Practice")
    assert has(advice.steps("apprenticeship", "quicker"), "SVQ 3")
    everything = advice.text() + advice.text("/routes/university/plan")
    assert "oundation degree" not in everything
    assert "Level 3 Diploma" not in everything


@pytest.mark.parametrize("near", ["Glasgow", "EH1", "G1 1AA"])
def test_6_a_place_in_scotland_tells_the_nation(client: FlaskClient, near: str) -> None:
    advice = Advice(client, **{**NOTHING, "gcses_9_to_4": "5"}, age="24-plus", near=near)
    text = advice.text() + advice.text("/routes/college/plan")
    assert "Scotland" in text
    assert "Newport Pagnell" not in text
    assert "Scotland, from November 2026" in text


def test_6_courses_of_a_plan_are_of_the_nation(client: FlaskClient) -> None:
    held = {**NOTHING, "degree": "related", "highers": "3", "gcses_9_to_4": "5"}
    plan = Advice(client, **held, age="24-plus", near="Glasgow").text("/routes/college/plan")
    assert "Glasgow Clyde College" in plan


def test_7_wales_has_its_own_ways(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "5", "gcse_english": "5", "gcse_maths": "5"}
    advice = Advice(client, **held, age="24-plus", near="Cardiff")
    assert has(advice.steps("college"), "CCPLD")
    assert "ACT Training" in advice.text("/routes/apprenticeship/plan")
    assert "Early Years Education and Care" not in advice.text("/routes/college/plan")


def test_8_nobody_under_16_starts_now(client: FlaskClient) -> None:
    advice = Advice(client, **NOTHING, age="under-16", nation="england")
    assert has(advice.steps("volunteering"), "children under 5")
    plan = advice.text("/routes/volunteering/plan")
    assert "November 2026 to" not in plan
    assert "Year 11" in advice.text()


def test_9_the_fastest_plan_ends_first_and_costs_nothing_under_19(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "5", "gcses_9_to_3": "5", "gcse_english": "5"}
    advice = Advice(
        client, **{**held, "gcse_maths": "5", "from": "2027-01"}, age="16-18", nation="england"
    )
    plan = advice.plan("college")
    assert "cheaper way" not in words(plan.all("main")[0])
    assert "Free" in words(_classed(plan, "pc-figures")[0])


def test_10_a_17_year_old_with_english_5_resits_nothing_first(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "4", "gcses_9_to_3": "5", "gcse_english": "5"}
    advice = Advice(client, **{**held, "gcse_maths": "3"}, age="16-18", near="Stoke-on-Trent")
    steps = advice.steps("college")
    assert has(steps, "Level 3 Diploma")
    assert not has(steps, "GCSE")
    assert _month(advice.ends("college")) <= (2029, 6)
    assert has(advice.steps("apprenticeship", "quicker"), "apprenticeship")


def test_10_a_resit_is_no_year_of_its_own(client: FlaskClient) -> None:
    answers = {**NOTHING, "gcse_english": "5", "gcse_maths": "3", "gcses_9_to_4": "3"}
    best = Advice(client, **answers, age="16-18", near="Stoke-on-Trent").best()
    assert "Start with this: Level 2 Diploma for the Early Years Practitioner." in best


def test_10_the_grades_are_asked(client: FlaskClient, shipped: Library) -> None:
    asked = client.get("/quiz/check-answers?age=16-18&near=Stoke-on-Trent&degree=none").text
    assert "Answer the next question" in asked
    held = {k: v for k, v in NOTHING.items() if not k.startswith("gcse")}
    page = Advice(client, **held, age="16-18", near="Stoke-on-Trent").page("/quiz/check-answers")
    following = [a.get("href", "") for a in page.all("a") if "next question" in words(a)]
    assert "gcse" in following[0].partition("?")[0]


def test_11_five_grade_5s_at_16_lead_to_level_3_at_once(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "5", "gcses_9_to_3": "5", "gcse_english": "5"}
    steps = Advice(client, **{**held, "gcse_maths": "5"}, age="16-18", nation="england").steps(
        "college"
    )
    assert has(steps, "Level 3 Diploma") or has(steps, "T Level")
    assert not has(steps, "Level 2 Diploma")


def test_12_an_adult_with_level_2_needs_no_maths_for_the_apprenticeship(
    client: FlaskClient,
) -> None:
    held = {**NOTHING, "early_years": "level-2", "gcse_english": "5", "gcses_9_to_4": "1"}
    one_year = Advice(client, **{**held, "experience_0_to_4": "1-year"}, age="24-plus")
    assert one_year.results()["An apprenticeship"] == "You could start now"
    # With two years some posts take level 2 and experience, so that it need not be taken at all.
    two_years = Advice(client, **{**held, "experience_0_to_4": "2-years"}, age="24-plus")
    assert two_years.results()["An apprenticeship"] in ("You could start now", "not needed")


@pytest.mark.parametrize("route", ["apply-directly", "college", "university"])
def test_13_a_teacher_is_sent_to_no_gcses(client: FlaskClient, route: str) -> None:
    advice = Advice(client, professional="qualified", age="24-plus", nation="england")
    plan = advice.text(f"/routes/{route}/plan").partition("Why, and where")[0]
    assert "GCSE" not in plan
    assert "Access to" not in plan


def test_14_a_graduate_is_sent_to_level_3_or_teacher_training(client: FlaskClient) -> None:
    held = {**NOTHING, "degree": "other", "gcses_9_to_4": "5", "gcse_english": "6"}
    advice = Advice(client, **{**held, "gcse_maths": "6"}, age="24-plus", nation="england")
    steps = advice.steps("college")
    assert not has(steps, "Level 1")
    assert not has(steps, "Level 2 Diploma")
    university = advice.text("/routes/university/plan")
    assert "teacher training" in university
    assert not has(advice.steps("university"), "Degree in early childhood")


def test_15_only_the_subject_that_is_missing_is_studied(client: FlaskClient) -> None:
    held = {**NOTHING, "gcse_english": "5", "gcses_9_to_4": "4", "gcses_9_to_3": "4"}
    advice = Advice(client, **{**held, "a_levels": "2"}, age="24-plus", nation="england")
    text = advice.text("/routes/university/plan").partition("Why, and where")[0]
    assert "English and maths together" not in text


def test_16_the_size_of_a_certificate_is_asked_and_counts(
    client: FlaskClient, shipped: Library
) -> None:
    """A level 3 early years diploma can be as large as 3 A levels: the holder says how large."""
    name = "CACHE Level 3 Diploma in Childcare and Education (Early Years Educator)"
    found = client.get(f"/quiz/certificates?{urlencode({'q': name, 'a_levels': '0'})}").text
    shown = words(read_page(found).all("main")[0])
    assert "look at the size or the UCAS points on the certificate" in shown
    assert [one.get("value") for one in read_page(found).all("option")][:3] == [
        *("one", "two", "three")
    ]

    def enters(**size: str) -> Verdict:
        held = {**NOTHING, "early_years": "level-3", "gcses_9_to_4": "5", "gcses_9_to_3": "5"}
        del held["others"]
        held |= {"gcse_english": "5", "gcse_maths": "5"} | size
        args = MultiDict({**held, "age": "24-plus", "nation": "england", "from": NOV})
        known = assessed(read(args, shipped.rules), shipped.rules).known
        degree = shipped.rules.steps["degree"]
        return shipped.rules.required(degree, "england", Month.parse(NOV)).judge(known).verdict

    # Without A levels the degree is not refused before the size is known.
    assert enters() == Verdict.UNKNOWN
    assert enters(level_3="three") == Verdict.MET
    assert enters(level_3="one", others="none") == Verdict.UNMET


def test_17_the_profile_alone_is_not_ready(client: FlaskClient) -> None:
    held = {"professional": "qualified", "experience_0_to_4": "some", "send_knowledge": "some"}
    advice = Advice(client, **{**NOTHING, **held}, age="24-plus", nation="england")
    assert advice.results()["Apply directly"] == "Some employers would consider you"
    assert "essential points" in advice.text()


def test_18_who_is_ready_needs_no_apprenticeship(client: FlaskClient) -> None:
    advice = Advice(client, **{**NOTHING, **READY}, age="24-plus", nation="england")
    assert advice.results()["An apprenticeship"] == "not needed"


def test_19_a_teacher_from_abroad_is_told_of_recognition(client: FlaskClient) -> None:
    held = {**NOTHING, "professional": "overseas", "experience_0_to_4": "2-years"}
    advice = Advice(client, **{**held, "send_knowledge": "some"}, age="24-plus", near="Bristol")
    assert advice.results()["Apply directly"] != "You look ready to apply"
    text = advice.best() + advice.text("/routes/apply-directly/plan")
    assert "Recognition" in text
    assert "apprenticeship" not in advice.best()


def test_20_a_preschool_teacher_from_abroad_asks_enic_first(client: FlaskClient) -> None:
    held = {**NOTHING, "early_years": "overseas", "experience_0_to_4": "2-years"}
    held |= {"send_experience": "1-year", "send_knowledge": "some"}
    advice = Advice(client, **held, age="24-plus", nation="england")
    assert "Early Years Statement" in advice.best()
    assert not has(advice.steps("apply-directly"), "apprenticeship")


def test_who_has_the_experience_of_a_real_post_applies_now_without_a_certificate(
    client: FlaskClient,
) -> None:
    held = {**NOTHING, "experience_0_to_4": "2-years", "send_experience": "2-years"}
    held |= {"send_knowledge": "working", "family_work": "substantial", "gcse_english": "5"}
    foster_carer = Advice(client, **held, age="24-plus", near="Ludlow")
    assert "You look ready to apply" in foster_carer.best()
    assert "in a post of Coventry City Council and of Leeds City Council" in foster_carer.best()


def test_at_level_2_a_year_with_special_needs_comes_next_and_level_3_stays_open(
    client: FlaskClient,
) -> None:
    held = {**NOTHING, "early_years": "level-2", "experience_0_to_4": "2-years"}
    held |= {"send_experience": "some", "send_knowledge": "some"}
    advice = Advice(client, **held, age="19-23", near="Nottingham")
    assert "Paid work with young children who have special needs" in advice.best()
    assert advice.results()["An apprenticeship"] != "not needed"
    assert has(advice.steps("apply-directly"), "Paid work with young children")
    assert "StartVolunteer with families at home" in " ".join(advice.text().split())


def test_english_at_school_is_asked_for_before_english_is_studied(client: FlaskClient) -> None:
    """A level 2 apprentice of 18, without Functional Skills: the GCSE would do as well."""
    answers = {"age": "16-18", "early_years": "level-2", "experience_0_to_4": "1-year"}
    answers |= {"send_experience": "some", "family_work": "none", "near": "London"}
    answers |= {name: NOTHING[name] for name in ("degree", "professional", "a_levels", "others")}
    plan = Advice(client, **answers).text("/routes/college/plan")
    assert "Skip this step if you already have GCSE English at grade 4." in plan
    asked = Advice(client, **answers).page("/quiz/check-answers")
    following = [a.get("href", "") for a in asked.all("a") if "next question" in words(a)]
    assert "/quiz/gcse_english" in following[0]


def test_whoever_some_employers_would_consider_is_led_to_posts_as_well(client: FlaskClient) -> None:
    """A retired social worker with families, and little with special needs."""
    told = {"professional": "qualified", "experience_0_to_4": "2-years", "others": "none"}
    told |= {"family_work": "substantial", "send_experience": "some", "send_knowledge": "some"}
    best = Advice(client, age="24-plus", near="Truro", **told).best()
    assert "Some employers would consider you now. Look for posts as well" in best


def test_nobody_at_school_is_told_that_an_employer_would_consider_them(
    client: FlaskClient,
) -> None:
    held = {**NOTHING, "experience_0_to_4": "some", "send_experience": "some"}
    advice = Advice(client, **held, age="under-16", near="Norwich")
    assert advice.results()["Apply directly"] not in {
        "Some employers would consider you",
        "You look ready to apply",
    }
    assert "Nobody under 16 can do this job" in advice.text()


def test_21_far_from_colleges_no_course_is_days_away(client: FlaskClient) -> None:
    held = {**NOTHING, "driving": "none", "experience_0_to_4": "some"}
    advice = Advice(client, **held, age="24-plus", near="Kirkby Stephen")
    text = advice.text() + advice.text("/routes/college/plan")
    assert not re.search(r"\b(?:[7-9]\d|\d{3}) miles away", text)
    assert has(advice.steps("college"), "Functional Skills English")


def test_21_knowing_more_never_makes_it_longer(client: FlaskClient) -> None:
    less = Advice(client, **NOTHING, age="24-plus", near="Carlisle")
    more = Advice(client, **{**NOTHING, "send_knowledge": "some"}, age="24-plus", near="Carlisle")
    assert _month(more.ends("college")) <= _month(less.ends("college"))


def test_22_entry_requirements_met_counts_age_and_nation(client: FlaskClient) -> None:
    held = {"gcses_9_to_4": "5", "gcse_english": "5", "gcse_maths": "5", "gcses_9_to_3": "5"}
    query = urlencode({**held, "near": "Coventry", "within": "75", "entry": "met"})
    adult = client.get(f"/courses?age=24-plus&{query}").text
    assert "T Level" not in _hits(adult)
    assert "T Level" in _hits(client.get(f"/courses?age=16-18&{query}").text)
    scots = client.get(f"/courses?age=16-18&{urlencode(held)}&nation=scotland&entry=met").text
    assert "England" not in _hits(scots)


def test_23_what_runs_alongside_does_not_wait(client: FlaskClient) -> None:
    held = {**NOTHING, "early_years": "level-3", "gcses_9_to_4": "5", "gcses_9_to_3": "5"}
    advice = Advice(client, **held, age="24-plus", nation="england")
    assert _month(advice.ends("apply-directly")) <= (2027, 5)


def test_24_an_adult_without_gcses_can_take_the_distance_certificate(client: FlaskClient) -> None:
    advice = Advice(client, **NOTHING, age="24-plus", nation="england")
    why = words(advice.page().all("main")[0])
    assert "Level 2 SEND certificate by distance learning" in why
    assert advice.results()["A college course"] == "You could start now"


def test_25_a_what_if_shows_only_what_opens_something(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "3", "gcses_9_to_3": "3", "gcse_english": "4"}
    page = Advice(client, **held, age="16-18", nation="england").page()
    wishes = [item for wish in _classed(page, "pc-wishes") for item in wish]
    assert wishes
    for one in wishes:
        assert re.search("you could start|some employers|you look ready", words(one).lower())
    assert "opens nothing" not in words(page.all("main")[0])


def test_26_a_september_course_is_not_started_now(client: FlaskClient) -> None:
    held = {**NOTHING, "gcses_9_to_4": "5", "gcses_9_to_3": "5", "gcse_english": "5"}
    advice = Advice(client, **{**held, "gcse_maths": "5"}, age="16-18", nation="england")
    plan = advice.text("/routes/college/plan")
    assert "September 2027 to" in plan
    assert "start now" not in plan.lower().replace("you could start now", "")


def _hits(html: str) -> str:
    page = read_page(html)
    return " ".join(words(one) for one in _classed(page, "pc-course"))


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def _month(text: str) -> tuple[int, int]:
    """The first month that is named: (2027, 9)."""
    found = re.search(rf"({'|'.join(MONTHS)}) (\d{{4}})", text)
    assert found, text
    return int(found[2]), MONTHS.index(found[1]) + 1


def test_a_17_year_old_whose_course_begins_next_autumn_is_told_what_to_do_meanwhile(
    client: FlaskClient,
) -> None:
    grades = {"gcse_english": "5", "gcse_maths": "3", "gcses_9_to_4": "4"}
    advice = Advice(client, **{**NOTHING, **grades}, age="16-18", near="Stoke-on-Trent")
    best = advice.best()
    assert "Level 3 Diploma" in best
    assert "Meanwhile, from November 2026: volunteer or work with children under 5" in best
    links = {one.get("href") for one in _classed(advice.page(), "pc-best")[0].iter("a")}
    assert "/portage-home-visitor/routes/volunteering" in links
    assert advice.results()["A college course"] == "You could start in September 2027"
    for row in _classed(advice.page(), "pc-way"):
        facts = {words(one[0]): words(one[1]) for one in row.iter("div") if len(one) == 2}
        now = any("You could start now" in words(one) for one in row.iter("strong"))
        assert facts["Start"].startswith("November 2026") or not now


def test_what_to_do_this_week_stands_before_the_steps(client: FlaskClient) -> None:
    page = Advice(client, **NOTHING, age="24-plus", near="Leeds").plan("college")
    headings = [words(one) for one in page.all("h2")]
    assert headings.index("Do this week") < headings.index("Step by step")


def test_a_degree_from_abroad_is_no_english_for_a_level_3(client: FlaskClient) -> None:
    """Without level 2 English the holder of a level 3 counts at level 2 in a nursery."""
    answers = {**NOTHING, "degree": "overseas", "experience_0_to_4": "2-years", "age": "24-plus"}
    graduate = Advice(client, **answers, functional_english="level-1", near="Leicester")
    assert has(graduate.steps("college"), "Functional Skills English, level 2")
    assert not has(graduate.steps("college"), "Statement of Comparability")


def test_posts_are_searched_for_by_the_words_of_the_nation(client: FlaskClient) -> None:
    ready = {**NOTHING, **READY, "age": "24-plus"}
    welsh = Advice(client, **ready, near="Cardiff").text("/routes/apply-directly/plan")
    assert "additional learning needs on Find a job" in welsh
    assert "early years SEND on Find a job" not in welsh


def test_what_is_not_known_is_looked_for_before_a_course_is_begun(client: FlaskClient) -> None:
    """A look at a certificate takes minutes, the course a year."""
    grades = {"gcses_9_to_4": "4", "gcse_english": "4", "experience_0_to_4": "2-years"}
    answers = {**NOTHING, **grades, "early_years": "unsure", "near": "Newcastle upon Tyne"}
    best = Advice(client, **answers, age="24-plus").best()
    assert "First check whether you have an early years qualification at level 3. If not," in best
    assert "Look up your certificate" in best


def test_what_stands_on_no_certificate_is_not_looked_up(client: FlaskClient) -> None:
    answers = {**NOTHING, "early_years": "level-3", "experience_0_to_4": "unsure"}
    best = Advice(client, **answers, near="Leeds", age="24-plus").best()
    assert "First check whether" not in best
    assert "Look up your certificate" not in best


def test_either_english_certificate_makes_the_course_needless(client: FlaskClient) -> None:
    best = Advice(client, age="24-plus").best()
    assert (
        "First check whether you have Functional Skills English at level 2, or "
        "GCSE English at grade 4"
    ) in best


def test_nobody_is_advised_before_the_first_answer(client: FlaskClient) -> None:
    page = Advice(client).page()
    assert not _classed(page, "pc-best")
    assert "You have not told us anything yet" in words(page.tree)


def test_a_pupil_of_year_10_can_say_when_year_11_ends(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careers_site.answers.this_month", lambda: Month.parse(NOV))
    grades = {"gcses_9_to_4": "5", "gcses_9_to_3": "5", "gcse_english": "5", "gcse_maths": "5"}
    pupil = {**NOTHING, **grades, "age": "under-16", "near": "Leicester"}
    assert "finish Year 11 in June 2027" in Advice(client, **pupil).text()
    later = {**pupil, "from": "2028-07"}
    assert "finish Year 11 in June 2028" in Advice(client, **later).text()
    assert "September 2028" in Advice(client, **later).best()
    assert f"July {today().year + 5}" in client.get(f"/routes?{urlencode(pupil)}").text


def test_who_trained_abroad_is_told_to_check_what_a_visa_allows(client: FlaskClient) -> None:
    nurse = {**NOTHING, "professional": "overseas", "age": "24-plus", "near": "London"}
    for path in ("/routes", "/routes/apprenticeship/plan", "/advisers/print"):
        assert "If you are here on a visa" in Advice(client, **nurse).text(path), path
    assert "visa" not in Advice(client, **NOTHING, age="24-plus", near="London").text()


def test_in_northern_ireland_the_jobs_are_not_the_councils(client: FlaskClient) -> None:
    ready = {**NOTHING, **READY, "age": "24-plus", "near": "Derry"}
    for path in ("/routes/apply-directly/plan", "/advisers/print"):
        text = Advice(client, **ready).text(path)
        assert "the jobs pages of the Education Authority" in text, path
        assert "your council’s jobs page" not in text, path


def test_of_two_towns_the_one_in_the_nation_that_was_chosen_is_meant(client: FlaskClient) -> None:
    there = Advice(client, **NOTHING, near="Bangor", nation="wales")
    assert "more than one place" not in there.text()
    found = client.get("/courses?near=Bangor&nation=wales&within=60").text
    assert "more than one place" not in found
    assert "Not used: near" not in found
    assert "more than one place" in client.get("/courses?near=Bangor").text
