"""The profile, the pay and the scales: the published content, in the shapes of the API."""

from __future__ import annotations

from flask.testing import FlaskClient

from careers_site.content.parsing import Library


def test_the_profile_has_the_official_figures_with_their_source_and_date(
    client: FlaskClient,
) -> None:
    profile = client.get("/api/v1/profile").get_json()
    figures = {
        **{"Title": "Portage home visitor", "Soc": "3233", "ONetOccupationalCode": "25-2052.00"},
        **{"SalaryStarter": "19000", "SalaryExperienced": "32000", "SalaryAsOf": "2020-11"},
        **{"MinimumHours": 36.0, "MaximumHours": 38.0, "WorkingHoursDetails": "a week"},
        **{"WorkingPattern": "evenings / weekends", "AlternativeTitle": "Portage worker"},
        "WorkingPatternDetails": "attending events or appointments",
        "Url": "http://localhost/portage-home-visitor",
    }
    assert {name: profile[name] for name in figures} == figures
    assert profile["SalarySource"].startswith("National Careers Service: ")
    assert profile["LastUpdatedDate"].endswith("T00:00:00Z")


def test_the_profile_is_nested_as_that_of_the_national_careers_service(
    client: FlaskClient,
) -> None:
    profile = client.get("/api/v1/profile").get_json()
    common = {
        *("RelevantSubjects", "FurtherInformation", "EntryRequirementPreface"),
        *("EntryRequirements", "AdditionalInformation"),
    }
    routes = profile["HowToBecome"]["EntryRoutes"]
    assert all(routes[name].keys() == common for name in ("University", "College"))
    for place, names in {
        "HowToBecome": "EntryRouteSummary EntryRoutes MoreInformation",
        "HowToBecome.EntryRoutes": "University College Apprenticeship Work Volunteering "
        "DirectApplication OtherRoutes",
        "HowToBecome.MoreInformation": "Registrations CareerTips ProfessionalAndIndustryBodies "
        "FurtherInformation",
        "WhatItTakes": "DigitalSkillsLevel Skills RestrictionsAndRequirements",
        "WhatItTakes.Skills.0": "Description ONetAttributeType ONetRank ONetElementId",
        "WhatYouWillDo.WorkingEnvironment": "Location Environment Uniform",
    }.items():
        found = profile
        for key in place.split("."):
            found = found[int(key) if key.isdigit() else key]
        assert found.keys() == set(names.split())


def test_the_profile_has_the_words_of_the_page_as_plain_text(client: FlaskClient) -> None:
    profile = client.get("/api/v1/profile").get_json()
    done = profile["WhatYouWillDo"]
    assert "play with children and watch what they can already do" in done["WYDDayToDayTasks"]
    assert done["WorkingEnvironment"] == {
        "Location": "You will work in families' homes, with some time in an office.",
        "Environment": "You will travel a lot, and some days will be upsetting.",
        "Uniform": "",
    }
    checks = profile["WhatItTakes"]["RestrictionsAndRequirements"]
    assert "Disclosure and Barring Service" in checks["RelatedRestrictions"][0]
    assert "drive" in checks["OtherRequirements"][0]
    assert "senior visitor" in profile["CareerPathAndProgression"]["CareerPathAndProgression"][0]
    assert profile["RelatedCareers"] == [{"Title": "Family support worker", "Url": None}]


def test_no_text_of_the_profile_holds_markup(client: FlaskClient) -> None:
    text = client.get("/api/v1/profile").text
    assert not any(sign in text for sign in ("<", "&amp;", "[^", "](", "**"))


def test_the_entry_requirements_are_those_of_the_rules(
    client: FlaskClient, shipped: Library
) -> None:
    routes = client.get("/api/v1/profile").get_json()["HowToBecome"]["EntryRoutes"]
    college = shipped.rules.route("college")
    assert routes["College"]["RelevantSubjects"] == [one.step.title for one in college.options]
    assert routes["College"]["EntryRequirements"][0] == (
        "Level 2 Certificate in Special Educational Needs and Disability: "
        "One of: 2 or more GCSEs at grades 9 to 3 (A* to D); "
        "or GCSE English at grade 3 or above and GCSE maths at grade 3 or above"
    )


def test_every_band_and_pay_point_has_its_source_date_and_confidence(
    client: FlaskClient, shipped: Library
) -> None:
    answer = client.get("/api/v1/salaries").get_json()
    assert [band["id"] for band in answer["bands"]] == [band.id for band in shipped.salaries]
    assert len(answer["pay_points"]) == len(shipped.pay_points)
    for figure in (*answer["bands"], *answer["pay_points"]):
        assert figure["as_of"]
        assert figure["source"]["id"] in shipped.sources
        assert figure["confidence"] in {"seen", "worked-out", "general"}
    official = answer["bands"][0]
    assert (official["kind"], official["minimum"], official["maximum"]) == (
        "official",
        19000,
        32000,
    )


def test_the_scales_are_those_of_the_quiz_lowest_level_first(
    client: FlaskClient, shipped: Library
) -> None:
    answer = client.get("/api/v1/scales").get_json()
    assert list(answer) == ["scales"]
    assert [one["id"] for one in answer["scales"]] == list(shipped.rules.scales)
    maths = next(one for one in answer["scales"] if one["id"] == "functional_maths")
    scale = shipped.rules.scales["functional_maths"]
    assert maths == {
        **{name: getattr(scale, name) for name in ("id", "label", "question", "rare")},
        "levels": [{"id": level.id, "label": level.label} for level in scale.levels],
    }
    assert [level["id"] for level in maths["levels"]] == ["none", "level-1", "level-2"]
