"""The job as schema.org describes an occupation: what it is, what it pays and what it asks for."""

from __future__ import annotations

from markupsafe import Markup

from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import pay_now
from careers_site.platform.web.json_ld import Json, data_block, known


def occupation(library: Library, url: str) -> Markup:
    page, goal = library.profile, library.rules.goal
    return data_block(
        known(
            {
                "@type": "Occupation",
                "name": page.title,
                "description": page.summary,
                "mainEntityOfPage": url,
                "occupationalCategory": f"SOC 2020 {library.job.codes.soc}",
                "occupationLocation": {"@type": "Country", "name": "United Kingdom"},
                "educationRequirements": str(goal.minimum),
                "qualifications": str(goal.typical),
                "estimatedSalary": _salary(library),
            }
        )
    )


def _salary(library: Library) -> Json:
    """The range that the page shows, from the lowest figure to the highest."""
    bands = pay_now(library.salaries)
    if not bands:
        return {}
    return {
        "@type": "MonetaryAmount",
        "name": "Full-time pay a year, from adverts",
        "currency": "GBP",
        "validFrom": max(band.as_of for band in bands),
        "value": {
            "@type": "QuantitativeValue",
            "minValue": min(band.minimum for band in bands),
            "maxValue": max((band.maximum for band in bands if band.maximum), default=None),
            "unitText": "YEAR",
        },
    }
