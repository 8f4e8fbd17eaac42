"""Varied people, and how long the result takes for them."""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask

from careers_site.app import create_app
from careers_site.content.library import library
from careers_site.content.parsing import parse
from careers_site.content.store.files import read
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Person, Situation, know
from careers_site.eligibility.planner import Planner
from careers_site.eligibility.rules import Option, Route, Rules, Step
from careers_site.platform import settings
from careers_site.serving import prepare

PEOPLE = 300


def varied(rules: Rules, draw: random.Random) -> dict[str, str]:
    """Answers of somebody made up: each scale answered, left open or not sure."""
    answers = {}
    for scale in rules.scales.values():
        if draw.random() < 0.75:
            answers[scale.id] = draw.choice([*scale.level_ids, "unsure"])
    return answers


def measure_result_page(draw: random.Random) -> tuple[int, list[float], list[float]]:
    """Milliseconds of GET /routes for each person, with nothing remembered and again."""
    with tempfile.TemporaryDirectory() as folder:
        environ = {"INSTANCE_PATH": folder, "SITE_URL": "http://localhost"}
        app = create_app(settings.read(environ))
        with app.app_context():
            prepare()
            rules = library().rules
        addresses = [
            "/routes?" + urlencode(sorted(varied(rules, draw).items())) for _ in range(PEOPLE)
        ]
        app.test_client().get("/routes")
        first = _times(app, addresses)
        return len(addresses), first, _times(app, addresses)


def _times(app: Flask, addresses: list[str]) -> list[float]:
    client = app.test_client()
    found = []
    for address in addresses:
        start = time.perf_counter()
        status = client.get(address).status_code
        found.append((time.perf_counter() - start) * 1000)
        if status != 200:
            raise RuntimeError(f"{address} answered {status}")
    return found


def measure_many_steps(draw: random.Random) -> tuple[int, list[float]]:
    """Milliseconds for all plans of a person where the content holds 80 steps."""
    rules = _grown(parse(read(Path.cwd()), 0).rules, 80)
    found = []
    for _ in range(60):
        levels = {
            scale.id: draw.randrange(len(scale.levels))
            for scale in rules.scales.values()
            if draw.random() < 0.75
        }
        known = know(Person(levels), rules.scales)
        start = time.perf_counter()
        planner = Planner(known, Situation(Month(2026, 11), nation="england"), rules)
        for route in rules.routes:
            planner.plans(route)
        found.append((time.perf_counter() - start) * 1000)
    return len(rules.steps), found


def _grown(rules: Rules, many: int) -> Rules:
    """The rules with variants of their own steps, longer, until there are `many`."""
    steps: dict[str, Step] = dict(rules.steps)
    twins: dict[str, Step] = {}
    originals = list(rules.steps.values())
    for number in range(many - len(steps)):
        step = originals[number % len(originals)]
        twin = replace(step, id=f"{step.id}-{number}", months=step.months + 1 + number % 3)
        steps[twin.id] = twins[step.id] = twin
    routes = tuple(_with_twins(route, twins) for route in rules.routes)
    prices = {**rules.prices, **{t.id: rules.prices[name] for name, t in twins.items()}}
    return replace(rules, steps=steps, routes=routes, prices=prices)


def _with_twins(route: Route, twins: dict[str, Step]) -> Route:
    options = tuple(Option(twins[o.step.id]) for o in route.options if o.step.id in twins)
    others = tuple(Option(twins[o.step.id]) for o in route.with_options if o.step.id in twins)
    return replace(route, options=route.options + options, with_options=route.with_options + others)
