"""What the end of a plan gives to do: services to ask, posts to search for, an interview."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.content.parsing import Library
from careers_site.content.rules.web_searches import JobSite
from careers_site.eligibility.posts import Post, PostMatch
from careers_site.quiz.nearby import services_near
from careers_site.services.nearest import NearService, place_words

# What an interviewer asks about a criterion, by its area; a certificate is only to be shown.
QUESTIONS = {
    "experience": "What experience do you have of this?",
    "knowledge": "What do you know about this, and how have you used it?",
    "skills": "Tell us about a time when you did this. What changed?",
}


@dataclass(frozen=True)
class Interview:
    """Questions made from the essential points of a post: each with the points that it is about."""

    post: Post
    questions: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class ThisWeek:
    """`searches` are sites that list posts, each with what to look for and the link that does."""

    services: tuple[NearService, ...]
    searches: tuple[tuple[JobSite, tuple[tuple[str, str], ...]], ...]
    interview: Interview | None


def this_week(answers: Answers, posts: Iterable[PostMatch], library: Library) -> ThisWeek:
    place = place_words(answers.near, answers.whereabouts)
    searches = library.web_searches
    nation = answers.situation.planning_nation
    return ThisWeek(
        services=services_near(answers, library.services),
        searches=tuple(
            (site, tuple((title, site.link(title, place)) for title in searches.titles_in(nation)))
            for site in searches.job_sites(nation)
        ),
        interview=interview([match.post for match in posts]),
    )


def interview(posts: Iterable[Post]) -> Interview | None:
    """Questions from the post that says most about what it asks for; None where none says it."""
    asking = [(post, found) for post in posts if (found := _questions(post))]
    if not asking:
        return None
    most = max(asking, key=lambda one: sum(len(points) for _, points in one[1]))
    return Interview(*most)


def _questions(post: Post) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = (
        (question, tuple(c.words for c in post.criteria if c.is_essential and c.area == area))
        for area, question in QUESTIONS.items()
    )
    return tuple((question, points) for question, points in found if points)
