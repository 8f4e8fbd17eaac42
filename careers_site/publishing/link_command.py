"""`careers-site content links`: asks every address that the site sends its readers to."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from sqlalchemy import select

from careers_site.content.pages.links import Answer, ask_all, links
from careers_site.content.store import documents
from careers_site.courses.models import Course
from careers_site.platform.extensions import db, require_database
from careers_site.publishing import dead_links

# The places of an address that is used often; more would hide the address itself.
MOST_PLACES = 3


@click.command("links")
@click.option("--courses/--no-courses", default=True, help="Those of courses too (the default).")
def links_command(courses: bool) -> None:
    """Ask every outgoing address of the published texts and courses. Needs the internet.

    The overview of the editors shows those that are broken until they are asked again.
    """
    require_database()
    wanted = links(documents.published(), _of_courses() if courses else ())
    dead = []
    doubtful = 0
    for answer in ask_all(wanted):
        if answer.is_broken:
            dead.append(answer)
        if answer.is_broken or answer.words != "200":
            doubtful += not answer.is_broken
            click.echo(_line(answer))
    # Where nothing answers it is this machine that is cut off.
    if len(dead) < len(wanted):
        dead_links.keep(dead)
    click.echo(
        f"{len(wanted)} addresses: {len(dead)} broken, {doubtful} to look at yourself.", err=True
    )
    sys.exit(1 if dead else 0)


def _of_courses() -> Iterator[tuple[str, str]]:
    wanted = select(Course.id, Course.url, Course.source_url).where(Course.withdrawn.is_(False))
    for course, *urls in db.session.execute(wanted):
        yield from ((f"course {course}", url) for url in urls)


def _line(answer: Answer) -> str:
    places = answer.link.places
    shown = ", ".join(places[:MOST_PLACES])
    more = f" and {len(places) - MOST_PLACES} more" if len(places) > MOST_PLACES else ""
    word = "broken" if answer.is_broken else "look"
    return f"{word}: {answer.link.url}: {answer.words}: {shown}{more}"
