"""The outcome of answers with the addresses that the pages of the quiz lead to."""

from __future__ import annotations

from functools import cache

from flask import abort, current_app

from careers_site.answers import Answers
from careers_site.eligibility.rules import Rules
from careers_site.quiz.given_answers import question_url
from careers_site.quiz.nearby import courses_link
from careers_site.quiz.outcome import Links, Outcome, ShownRoute, outcome


def linked_outcome(answers: Answers, rules: Rules) -> Outcome:
    links = Links(
        # The same few questions stand behind many reasons.
        question=cache(lambda scale: question_url(scale, answers)),
        courses=courses_link(answers),
    )
    return outcome(answers, rules, links)


def way_in(route_id: str, found: Outcome) -> ShownRoute:
    """One way in of an outcome. Raises NotFound."""
    shown = next((route for route in found.routes if route.route.id == route_id), None)
    return shown or abort(404)


def address_of(path: str, answers: Answers) -> str:
    """The whole address of a page with these answers, to hand over."""
    return f"{current_app.config['SETTINGS'].site_url}{path}{answers.query()}"
