"""The one place where a person is assessed: page, API, batch and print read the same answer."""

from __future__ import annotations

from collections import Counter

from careers_site.eligibility.assumptions import notes
from careers_site.eligibility.findings import (
    Assessment,
    BestStep,
    OptionFinding,
    RouteAssessment,
    RouteFinding,
    unknown_scales,
)
from careers_site.eligibility.opening_advice import APPLY, best_step
from careers_site.eligibility.person import Person, Situation, know
from careers_site.eligibility.plan import PlannedStep
from careers_site.eligibility.planner import NO_PLANS, Planner, Plans
from careers_site.eligibility.posts import CriterionFinding, Post, PostMatch
from careers_site.eligibility.price_conditions import funding_questions
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import Option, Route, Rules
from careers_site.eligibility.wording import Kind, Result


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
        self.at_school = self.planner.ages is not None and self.planner.ages.are_under_16
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
            notes=notes(self.planner, routes),
        )

    # --- Findings --------------------------------------------------------------------------

    def _is_ready(self) -> bool:
        """Meets the minimum, what is typical, and all that a real post asks and can be judged."""
        if self.at_school:
            return False
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
        plan = plans.fastest or plans.quicker_if
        opening = self.planner.opening_step(plan) if plan and plan.steps else None
        return RouteAssessment(
            finding=finding,
            needed=needed,
            result=self._result(finding, self._count(asks), opening, needed=needed),
            fastest=plans.fastest,
            cheapest=plans.cheapest,
            quicker_if=plans.quicker_if,
            opening=opening,
            asks=asks,
        )

    def _result(
        self, finding: RouteFinding, asks: int, opening: PlannedStep | None, *, needed: bool
    ) -> Result:
        """The result words for a route. What is open starts when its plan does: what else could
        begin sooner is no help to this person."""
        if not needed:
            return Result(Kind.NOT_NEEDED)
        standing = finding.standing
        if standing == Verdict.UNMET or (standing == Verdict.UNKNOWN and not asks):
            return Result(Kind.NOT_YET)
        # The job itself is closed to them whatever they hold: no requirement says so.
        if self.at_school and finding.minimum is not None:
            return Result(Kind.NOT_YET)
        if standing == Verdict.UNKNOWN:
            return Result(Kind.ASK, asks=asks)
        if finding.minimum is not None:
            return Result(Kind.READY if self.ready else Kind.SOME)
        starts = (option.next_start for option in finding.options if option.is_open)
        when = opening.starts if opening else min((s for s in starts if s), default=None)
        return Result.starting(when, self.start)

    def _plans(self, finding: RouteFinding) -> Plans:
        # Which answers are still open decides the words for what is not known.
        not_known = Verdict.UNKNOWN in (finding.verdict, finding.standing)
        return self.planner.plans(finding.route, cheapest=self.with_cheapest or not_known)

    def _best(self, routes: tuple[RouteAssessment, ...]) -> BestStep | None:
        if self.ready:
            return BestStep(self.rules.goal_route, None, None, None, APPLY)
        # Nobody can advise a person of whom nothing is known.
        if not self.person.answers and not self.person.no_others:
            return None
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


FIRST = ("age",)
EARLY = ("degree", "professional", "early_years")
