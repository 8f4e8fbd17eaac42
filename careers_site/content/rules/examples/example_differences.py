"""Example people whom the rules tell something else than their documents say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from careers_site.content.rules.examples.examples import Example, assessed, plain
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.wording import Kind


@dataclass(frozen=True)
class Changed:
    """An example person whom the rules now say something else.

    `route` is the route whose result words differ, or what else was expected, such as
    "fastest_ends: college".
    """

    example: Example
    route: str
    said: str
    says: str


def differing(people: Iterable[Example], rules: Rules) -> list[Changed]:
    """Everything that an example person should be told and that the rules do not say."""
    return [changed for example in people for changed in _differing(example, rules)]


def _differing(example: Example, rules: Rules) -> Iterator[Changed]:
    found = assessed(example, rules)
    words = {one.route.id: one.result.words for one in found.routes}
    for route, said in example.results.items():
        if route in words and not _same(said, words[route]):
            yield Changed(example, route, said, words[route])
    for name, said in example.expects.items():
        says = _told(name, found)
        if says is not None and says != said:
            yield Changed(example, name, said, says)


def _same(said: str, says: str) -> bool:
    """Result words are the same however many answers they ask for."""
    try:
        return Kind.of(said) == Kind.of(says)
    except ValueError:
        return False


def _told(name: str, found: Assessment) -> str | None:
    """What the assessment says about something that is expected; None for an unknown route."""
    kind, _, route_id = name.partition(": ")
    if kind == "ready":
        return plain(found.ready)
    if kind == "best_step":
        step = found.best.step if found.best else None
        return step.id if step else "none"
    route = next((one for one in found.routes if one.route.id == route_id), None)
    if route is None:
        return None
    if kind == "needed":
        return plain(route.needed)
    if route.fastest is None:
        return "none"
    if kind == "fastest_ends":
        return route.fastest.ends.id
    return "unknown" if route.fastest.price.high is None else str(route.fastest.price.high)


def sentences(changed: Iterable[Changed]) -> tuple[str, ...]:
    """Each difference as a problem with its place."""
    return tuple(
        f'{one.example.path}: {_place(one)}: the rules say "{one.says}", '
        f'the example says "{one.said}"'
        for one in changed
    )


def _place(changed: Changed) -> str:
    """Where in the example it stands."""
    is_result = changed.route in changed.example.results
    return f"results: {changed.route}" if is_result else f"expects: {changed.route}"
