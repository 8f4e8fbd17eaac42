"""A rule that decides nothing for any example person is named by the check, with its place."""

from __future__ import annotations

from careers_site.content.parsing import Library, parse
from careers_site.content.rules.common import EQUIVALENCES, PRICES, STEPS
from careers_site.content.rules.examples.coverage import WHAT_TO_DO, uncovered
from tests.content.conftest import changed

STEP = """
[[step]]
id = "swimming"
title = "A swimming course"
gives = { send_knowledge = "some" }
months = 9
months_note = "A made-up length."
track = "main"
from = "2031-01"
courses = false
sources = ["ncs-profile"]
checked = 2026-11-21
"""
SWIMMERS_PRICE = """
[[price]]
id = "swimming"
steps = ["swimming"]
pounds = 0
by = "free"
reason = "A made-up price."
sources = ["ncs-profile"]
checked = 2026-11-21
"""
# Before the price that is there: it would decide for whoever has a plan for their education.
NEVER_PAID = """
[[price]]
id = "for-other-nations"
steps = ["degree"]
nations = ["scotland"]
pounds = 1
by = "fee"
reason = "A made-up price."
sources = ["ncs-profile"]
checked = 2026-11-21
"""
EQUIVALENCE = """
[[equivalence]]
holding = { gcse_maths = "9" }
counts_as = { a_levels = "1" }
for = ["foundation-degree"]
words = "A 9 in maths counts as an A level"
sources = ["ncs-profile"]
checked = 2026-11-21
"""
SWIMMER = """
title = "A swimmer"
story = "She waits until 2030, and holds a 9 in maths."
others = "none"
answers = { age = "24-plus", gcse_maths = "9", gcse_english = "5", a_levels = "0" }
situation = { from = "2030-12", nation = "england" }
results = { university = "You could start now" }
"""


def test_the_shipped_examples_try_every_rule(shipped: Library) -> None:
    assert uncovered(shipped.examples, shipped.rules) == []


def test_a_rule_that_nobody_tries_is_named_with_what_to_do() -> None:
    rules = (
        (STEPS, "", STEP),
        (PRICES, "", SWIMMERS_PRICE + NEVER_PAID),
        (EQUIVALENCES, "", EQUIVALENCE),
    )
    found = parse(changed(*rules), 0, examples_may_differ=True)
    places = {
        f'{STEPS}: step "swimming"',
        f'{PRICES}: price "swimming" ("A made-up price.")',
        f'{PRICES}: price "for-other-nations" ("A made-up price.")',
        f'{EQUIVALENCES}: "A 9 in maths counts as an A level"',
    }
    named = set(uncovered(found.examples[:10], found.rules))
    assert {f"{one}: {WHAT_TO_DO}" for one in places} <= named
    assert "add an example person for whom it decides" in WHAT_TO_DO


def test_an_example_person_for_whom_it_decides_mends_it() -> None:
    path = "content/examples/swimmer.toml"
    texts = changed((EQUIVALENCES, "", EQUIVALENCE)) | {path: SWIMMER}
    found = parse(texts, 0, examples_may_differ=True)
    (swimmer,) = (one for one in found.examples if one.path == path)
    said = "A 9 in maths counts as an A level"
    assert any(said in one for one in uncovered([], found.rules))
    assert not any(said in one for one in uncovered([swimmer], found.rules))


def test_each_example_of_a_rule_is_missed_once_they_have_all_gone(shipped: Library) -> None:
    found = uncovered([], shipped.rules)
    steps = [place for place in found if place.startswith(STEPS)]
    assert len(steps) == len(shipped.rules.steps)
    periods = [place for place in found if f'{PRICES}: price "low-income-level-3"' in place]
    assert len(periods) == 2, "each period of a price is a rule of its own"
