"""A course as schema.org describes one, for machines that read pages."""

from __future__ import annotations

from markupsafe import Markup

from careers_site.courses import terms
from careers_site.courses.catalogue.derived import NO_LENGTH, days_of
from careers_site.courses.models import Course
from careers_site.platform.web.json_ld import Json, data_block, known

# The words of schema.org for how a course is taken.
MODES = {
    "classroom": "Onsite",
    "online": "Online",
    "work-based": "Onsite",
    "blended": "Blended",
}


def json_ld(course: Course, page_url: str) -> Markup:
    return data_block(course_data(course, page_url))


def course_data(course: Course, page_url: str) -> Json:
    return known(
        {
            "@type": "Course",
            "@id": page_url,
            "url": page_url,
            "name": course.title,
            "description": course.description or course.title,
            "provider": {"@type": "Organization", "name": course.provider},
            "sameAs": course.url,
            "inLanguage": "en-GB",
            "educationalLevel": terms.LEVELS.get(course.level, ""),
            "educationalCredentialAwarded": course.qualification,
            "coursePrerequisites": _confirmed(course, "entry_requirements"),
            "offers": _offer(course),
            "hasCourseInstance": _instance(course),
        }
    )


def _instance(course: Course) -> Json:
    start = course.start_date
    return known(
        {
            "@type": "CourseInstance",
            "courseMode": MODES.get(course.learning_mode, ""),
            "startDate": start.isoformat() if start else "",
            "duration": _duration(course),
            "courseWorkload": f"PT{course.hours:g}H" if course.hours else "",
            "location": _location(course),
        }
    )


def _duration(course: Course) -> str:
    days = days_of(_confirmed(course, "duration"))
    return f"P{days}D" if 0 < days < NO_LENGTH else ""


def _location(course: Course) -> Json:
    if course.learning_mode == "online":
        return {"@type": "VirtualLocation", "url": course.url} if course.url else {}
    if course.national or not (course.town or course.postcode):
        return {}
    address = {
        "@type": "PostalAddress",
        "addressLocality": course.town,
        "postalCode": course.postcode,
        "addressCountry": "GB",
    }
    return known({"@type": "Place", "name": course.venue or course.town, "address": address})


def _offer(course: Course) -> Json:
    if course.cost_pence is None or not _confirmed(course, "cost", "known"):
        return {}
    return {
        "@type": "Offer",
        "price": f"{course.cost_pence / 100:.2f}",
        "priceCurrency": "GBP",
        "category": "Paid" if course.cost_pence else "Free",
    }


def _confirmed(course: Course, column: str, text: str = "") -> str:
    """What the page marks as not confirmed is not told to machines as a fact."""
    if column in course.unconfirmed_fields.split():
        return ""
    return text or str(getattr(course, column))
