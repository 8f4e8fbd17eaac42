"""The one place where a person is assessed: page, API, batch and print read the same answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from careers_site.eligibility.age import UNDER_16
from careers_site.eligibility.month import Month
from careers_site.eligibility.person import Contradiction, Known, Person, Situation, know
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.planner import NO_PLANS, Planner, Plans
from careers_site.eligibility.posts import CriterionFinding, Post, PostMatch
from careers_site.eligibility.prices import funding_questions
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Option, Route, Rules, Step
from careers_site.eligibility.wording import Kind, Result


@dataclass(frozen=True)
class OptionFinding:
    """How a person stands on an option of a route.

    `next_start` is the first month in which it is offered to them and begins, by which `finding`
    is judged; None where it is not offered, and then `not_for` says why: "age" or "time".
    `repeats` is whether it would only repeat what the person holds.
    """

    option: Option
    finding: Finding
    next_start: Month | None
    not_for: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def step(self) -> Step:
        return self.option.step

    @property
    def offered(self) -> bool:
        return self.next_start is not None

    @property
    def is_open(self) -> bool:
        """Whether the person could take it at its next start, and would learn something new."""
        return self.offered and not self.repeats and self.finding.verdict == Verdict.MET


@dataclass(frozen=True)
class RouteFinding:
    """How a person stands on a route; the goal has `minimum` and `typical` instead of options.

    `nowhere` says what is known where the route has no option in the nation, "" elsewhere.
    """

    route: Route
    verdict: Verdict
    options: tuple[OptionFinding, ...] = ()
    minimum: Finding | None = None
    typical: Finding | None = None
    nowhere: str = ""

    @property
    def standing(self) -> Verdict:
        """The verdict on what would bring something new: to repeat what is held opens nothing."""
        new = (o.finding.verdict for o in self.options if o.offered and not o.repeats)
        return max(new, default=self.verdict)

    def findings(self) -> tuple[Finding, ...]:
        """Every finding that the verdict or the words for it rest on."""
        own = tuple(f for f in (self.minimum, self.typical) if f is not None)
        offered = [option for option in self.options if option.offered]
        new = [option for option in offered if not option.repeats]
        return own + tuple(option.finding for option in new or offered)


@dataclass(frozen=True)
class RouteAssessment:
    """A route for this person: the finding, whether it is needed, its result and its plans.

    `fastest` and `cheapest` hang on nothing but applying; `cheapest` is None where it is the same
    plan or cannot be known. `quicker_if` ends sooner, or is the only way, and hangs on more.
    `asks` are the questions that could still change this route, best first.
    """

    finding: RouteFinding
    needed: bool
    result: Result
    fastest: Plan | None
    cheapest: Plan | None
    quicker_if: Plan | None
    asks: tuple[str, ...]

    @property
    def route(self) -> Route:
        return self.finding.route

    @property
    def open_now(self) -> tuple[OptionFinding, ...]:
        return tuple(option for option in self.finding.options if option.is_open)

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(p for p in (self.fastest, self.cheapest, self.quicker_if) if p is not None)


@dataclass(frozen=True)
class BestStep:
    """What to do first: apply now where `step` is None, else begin the step.

    `sentence` names no course and no service: who knows the catalogue adds them.
    """

    route: Route
    step: Step | None
    starts: Month | None
    apply_by: Month | None
    sentence: str


@dataclass(frozen=True)
class Assessment:
    """Everything that a good adviser would say to this person there and then.

    `asks` are the open questions that can still change a verdict or a plan, best first: "nation"
    and scales; () for who is ready. `price_asks` are the funding questions that can still change
    the price of a plan. `notes` are sentences about what was assumed.
    """

    person: Person
    known: Known
    situation: Situation
    ready: bool
    routes: tuple[RouteAssessment, ...]
    posts: tuple[PostMatch, ...]
    best: BestStep | None
    asks: tuple[str, ...]
    price_asks: tuple[str, ...]
    contradictions: tuple[Contradiction, ...]
    notes: tuple[str, ...]

    @property
    def by_rank(self) -> tuple[RouteAssessment, ...]:
        """The routes for a page: best first, those that are not needed last."""
        return tuple(sorted(self.routes, key=lambda one: one.result.rank))

    def route(self, route_id: str) -> RouteAssessment:
        """Raises KeyError for a route that does not exist."""
        return {one.route.id: one for one in self.routes}[route_id]


def assess(
    person: Person,
    situation: Situation,
    rules: Rules,
    *,
    plans: bool = True,
    cheapest: bool = True,
) -> Assessment:
    """How a person stands on every route, which plans lead to the goal, and what to do first.

    Without `plans` it is quicker, and nothing that rests on them is told. Without `cheapest` it is
    somewhat quicker, and a cheapest plan is told only where its answers still count.
    """
    return _Assessing(person, situation, rules, plans=plans, cheapest=cheapest).assessment()


class _Assessing:
    """Works out one assessment; what several parts of it need is worked out once."""

    def __init__(
        self,
        person: Person,
        situation: Situation,
        rules: Rules,
        *,
        plans: bool,
        cheapest: bool,
    ) -> None:
        self.with_plans, self.with_cheapest = plans, cheapest
        self.person, self.situation, self.rules = person, situation, rules
        self.nation, self.start = situation.planning_nation, situation.start
        self.known = know(person, rules.scales)
        self.planner = Planner(self.known, situation, rules)
        minimum, typical = rules.tiers(self.nation, self.start)
        self.minimum, self.typical = minimum.judge(self.known), typical.judge(self.known)
        self.posts = tuple(self._match(post) for post in rules.posts)
        self.ready = self._is_ready()

    def assessment(self) -> Assessment:
        findings = [self._finding(route) for route in self.rules.routes]
        routes = tuple(self._assessed(finding) for finding in findings)
        return Assessment(
            person=self.person,
            known=self.known,
            situation=self.situation,
            ready=self.ready,
            routes=routes,
            posts=self.posts,
            best=self._best(routes),
            asks=self._asks(routes),
            price_asks=self._price_asks(routes),
            contradictions=self.known.contradictions,
            notes=notes(self.situation, routes, self._age_note()),
        )

    # --- Findings --------------------------------------------------------------------------

    def _is_ready(self) -> bool:
        """Meets the minimum, what is typical, and all that a real post asks and can be judged."""
        goal = min(self.minimum.verdict, self.typical.verdict) == Verdict.MET
        real = [match for match in self.posts if not match.post.general]
        return goal and (not real or any(match.is_fit for match in real))

    def _match(self, post: Post) -> PostMatch:
        found = []
        for number, criterion in enumerate(post.criteria):
            asked = self.rules.criterion(post, number, self.nation, self.start)
            found.append(CriterionFinding(criterion, asked.judge(self.known) if asked else None))
        return PostMatch(post, tuple(found))

    def _finding(self, route: Route) -> RouteFinding:
        if route.is_goal:
            verdict = self.minimum.verdict
            return RouteFinding(route, verdict, (), self.minimum, self.typical)
        options = tuple(
            self._option(route, option) for option in route.options if option.is_in(self.nation)
        )
        # Where nothing is offered, this site does not know what is: "not known" is never "no".
        verdict = max((o.finding.verdict for o in options if o.offered), default=Verdict.UNKNOWN)
        nowhere = "" if options else route.words_for(self.nation)
        return RouteFinding(route, verdict, options, nowhere=nowhere)

    def _option(self, route: Route, option: Option) -> OptionFinding:
        starts = self.planner.next_start(route, option)
        asked = self.rules.required(option.step, self.nation, starts or self.start)
        not_for = () if starts else (self._why_not(option),)
        repeats = not self.planner.is_useful(option.step)
        return OptionFinding(option, asked.judge(self.known), starts, not_for, repeats)

    def _why_not(self, option: Option) -> str:
        ages, start = self.planner.ages, self.start.index
        allowed = option.step.ages
        if ages is not None and allowed is not None and not ages.on(start) & allowed:
            return "age"
        return "time"

    # --- Routes ----------------------------------------------------------------------------

    def _assessed(self, finding: RouteFinding) -> RouteAssessment:
        route = finding.route
        needed = self.planner.is_needed(route)
        plans = self._plans(finding) if needed and self.with_plans else NO_PLANS
        asks = () if self.ready or not needed else self._open_scales(finding, plans)
        return RouteAssessment(
            finding=finding,
            needed=needed,
            result=result(finding, self._count(asks), ready=self.ready, needed=needed),
            fastest=plans.fastest,
            cheapest=plans.cheapest,
            quicker_if=plans.quicker_if,
            asks=asks,
        )

    def _plans(self, finding: RouteFinding) -> Plans:
        # Which answers are still open decides the words for what is not known.
        not_known = Verdict.UNKNOWN in (finding.verdict, finding.standing)
        return self.planner.plans(finding.route, cheapest=self.with_cheapest or not_known)

    def _best(self, routes: tuple[RouteAssessment, ...]) -> BestStep | None:
        if self.ready:
            return BestStep(self.rules.goal_route, None, None, None, APPLY)
        return best_step(self.planner, routes, self.posts)

    # --- Questions -------------------------------------------------------------------------

    def _open_scales(self, finding: RouteFinding, plans: Plans) -> tuple[str, ...]:
        """The questions that can still change the verdict of a route, or its plans."""
        found: Counter[str] = Counter()
        if finding.standing == Verdict.UNKNOWN:
            for one in finding.findings():
                if one.verdict == Verdict.UNKNOWN:
                    found.update(set(unknown_scales(one)))
        elif finding.typical and finding.typical.verdict == Verdict.UNKNOWN:
            found.update(set(unknown_scales(finding.typical)))
        for plan in plans:
            for planned in plan.steps if plan else ():
                found.update(planned.skip_scales)
        open_now = [name for name in self.rules.scales if found[name] and self._is_open(name)]
        return tuple(sorted(open_now, key=lambda name: -found[name]))

    def _count(self, asks: tuple[str, ...]) -> int:
        """How many answers are needed; whether there is any rare certificate is one question."""
        rare = sum(self.rules.scales[name].rare for name in asks)
        return len(asks) - rare + bool(rare)

    def _is_open(self, scale: str) -> bool:
        """Whether a question was not answered, nor answered with "I'm not sure"."""
        others = self.person.no_others and self.rules.scales[scale].rare
        return scale not in self.person.answers and not others

    def _asks(self, routes: tuple[RouteAssessment, ...]) -> tuple[str, ...]:
        """The open questions: where and how old first, since they choose the rules, then degree
        and profession, since they settle most, then what the most routes wait for."""
        if self.ready:
            return ()
        found = Counter(scale for route in routes for scale in route.asks)
        if min(self.minimum.verdict, self.typical.verdict) == Verdict.MET:
            for match in self.posts:
                for gap in match.gaps:
                    found.update(set(unknown_scales(gap.finding)) if gap.finding else ())
        first = [name for name in FIRST if name in self.rules.scales and self._is_open(name)]
        early = [name for name in EARLY if found[name] and self._is_open(name)]
        rest = [
            name
            for name in self.rules.scales
            if found[name] and name not in (*FIRST, *EARLY) and self._is_open(name)
        ]
        rest.sort(key=lambda name: -found[name])
        nation = () if self.situation.nation else ("nation",)
        return (*nation, *first, *early, *rest)

    def _price_asks(self, routes: tuple[RouteAssessment, ...]) -> tuple[str, ...]:
        """The funding questions that can still change what a plan costs."""
        open_rules = {
            name
            for route in routes
            for plan in route.plans
            for planned in plan.steps
            if planned.price.low != planned.price.high
            for name in planned.price.rules
        }
        asked = {
            question
            for rules in self.rules.prices.values()
            for rule in rules
            if rule.id in open_rules
            for question in funding_questions(rule.when)
        }
        given = self.situation.funding
        return tuple(f.id for f in self.rules.funding if f.id in asked and f.id not in given)

    def _age_note(self) -> str:
        ages = self.planner.ages
        if ages is None or ages.ids[ages.high] != UNDER_16:
            return ""
        return "We have assumed that you finish Year 11 next June."


APPLY = "Apply for a post now."
FIRST = ("age",)
EARLY = ("degree", "professional", "early_years")


def unknown_scales(finding: Finding) -> Iterator[str]:
    """The scales of leaves that are not known, under findings that are not known."""
    if finding.verdict != Verdict.UNKNOWN:
        return
    if finding.scale:
        yield finding.scale
    for part in finding.parts:
        yield from unknown_scales(part)


def result(finding: RouteFinding, asks: int, *, ready: bool, needed: bool) -> Result:
    """The result words for a route."""
    if not needed:
        return Result(Kind.NOT_NEEDED)
    standing = finding.standing
    if standing == Verdict.UNMET or (standing == Verdict.UNKNOWN and not asks):
        return Result(Kind.NOT_YET)
    if standing == Verdict.UNKNOWN:
        return Result(Kind.ASK, asks=asks)
    if finding.minimum is not None:
        return Result(Kind.READY if ready else Kind.SOME)
    starts = [option.next_start for option in finding.options if option.is_open]
    if finding.options and not any(option.is_open for option in finding.options):
        return Result(Kind.NOT_YET)
    return Result(Kind.START, when=min((s for s in starts if s), default=None))


def best_step(
    planner: Planner, routes: tuple[RouteAssessment, ...], posts: tuple[PostMatch, ...]
) -> BestStep | None:
    """What a good adviser would start with, by whoever is not ready: the step that the plan with
    the earliest dependable end waits for first."""
    goal = next(one for one in routes if one.route.is_goal)
    plan = goal.fastest or goal.quicker_if
    if plan is not None and not plan.steps:
        return _closing_a_gap(goal, posts, planner)
    whole = [one for one in routes if one.route.leads_to_ready]
    found = [one for one in whole if one.fastest] or [one for one in whole if one.quicker_if]
    best = min(found, key=_earliest, default=None)
    if best is None or (chosen := best.fastest or best.quicker_if) is None:
        return None
    first = planner.opening_step(chosen)
    when = "now" if first.starts == planner.situation.start else f"in {first.starts}"
    apply = f" Apply by {first.apply_by}." if first.apply_by < first.starts else ""
    sentence = f"Start with this: {first.step.title}. You could begin {when}.{apply}"
    return BestStep(best.route, first.step, first.starts, first.apply_by, sentence)


def _earliest(one: RouteAssessment) -> tuple[Month, int, int, bool]:
    plan = one.fastest or one.quicker_if
    if plan is None:
        raise AssertionError("only routes with a plan are compared")
    return plan.ends, len(plan.steps), plan.price.known_high, not one.route.is_goal


def _closing_a_gap(
    goal: RouteAssessment, posts: tuple[PostMatch, ...], planner: Planner
) -> BestStep:
    """The profile is met, and real posts ask more: what the nearest of them lacks."""
    # A post of which nothing can be judged lacks nothing, and says nothing.
    real = [match for match in posts if not match.post.general and match.gaps]
    nearest = min(real, key=lambda match: len(match.gaps), default=None)
    gaps = nearest.gaps if nearest else ()
    criterion = min(gaps, key=lambda gap: not gap.criterion.step).criterion if gaps else None
    if criterion is None:
        return BestStep(goal.route, None, None, None, APPLY)
    offered = planner.compiled.steps.get(criterion.step)
    step = offered.step if offered else None
    starts = planner.first_start(step) if step else None
    sentence = criterion.fill or criterion.words
    return BestStep(goal.route, step if starts else None, starts, starts, sentence)


def notes(
    situation: Situation, routes: tuple[RouteAssessment, ...], age_note: str
) -> tuple[str, ...]:
    """What was assumed, in sentences."""
    found = []
    if situation.nation is None:
        found.append("These plans are for England. Tell us where you live to change that.")
    plans = [plan for route in routes for plan in route.plans]
    if age_note and any(plan.steps for plan in plans):
        found.append(age_note)
    steps = [planned for plan in plans for planned in plan.steps]
    if any(planned.price.estimate or planned.estimate for planned in steps):
        found.append(
            "Some rules and prices for the years ahead are not published yet. "
            "We have used the latest ones."
        )
    return tuple(found)
