"""A made-up catalogue in the form of the open course data: the same for the same size and seed.

`python -m bench.catalogue 20000 FILE` writes one, with the two files that are joined to it.
"""

from __future__ import annotations

import csv
import random
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

from bench.subjects import (
    BODIES,
    ENTRY,
    FORMS,
    REGIONS,
    SENTENCES,
    SUBJECTS,
    VENUES,
)
from careers_site.courses.importing.dfe import COLUMNS

SEED = 20261121
PLACES = Path(__file__).parents[1] / "data" / "places.csv"
COURSES_OF_A_PROVIDER = 60


def write(size: int, folder: Path) -> Path:
    """The catalogue, providers.csv and lars.csv in `folder`; returns the catalogue's file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"courses-{size}.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows([row.get(column, "") for column in COLUMNS] for row in rows(size))
    _write_joins(size, folder)
    return file


def rows(size: int) -> Iterator[dict[str, str]]:
    chance = random.Random(SEED)
    towns = _towns()
    popular = [1 / (place + 1) ** 0.7 for place in range(len(SUBJECTS))]
    for _ in range(size):
        provider = chance.randrange(_providers(size))
        form, level, _often = chance.choices(FORMS, weights=[f[2] for f in FORMS])[0]
        subject = chance.choices(range(len(SUBJECTS)), weights=popular)[0]
        yield {
            "PROVIDER_UKPRN": str(10000000 + provider),
            "COURSE_ID": str(uuid.UUID(int=chance.getrandbits(128))),
            "COURSE_RUN_ID": str(uuid.UUID(int=chance.getrandbits(128))),
            "LEARN_AIM_REF": _aim(form, subject) if level else "",
            "COURSE_NAME": form.format(SUBJECTS[subject]),
            "WHO_THIS_COURSE_IS_FOR": " ".join(chance.sample(SENTENCES, chance.randint(2, 6))),
            "ENTRY_REQUIREMENTS": chance.choice(ENTRY),
            "COURSE_URL": f"https://provider-{provider}.example/courses/{chance.randrange(10**6)}",
            "UPDATED_DATE": f"{chance.randint(1, 28):02}/{chance.randint(1, 11):02}/2026",
            "AWARDING_BODY": chance.choice(BODIES),
            "EDUCATION_LEVEL": "" if level else chance.choice("0123"),
            **_cost(chance),
            **_time(chance),
            **_place(chance, towns[(provider * 7 + chance.randrange(3)) % len(towns)]),
        }


def _cost(chance: random.Random) -> dict[str, str]:
    if chance.random() < 0.25:
        return {"COST_DESCRIPTION": "Free if you are on a low income &amp; aged 19 or over"}
    return {"COST": f"{chance.choice([0, 0, 45, 90, 250, 450, 1200, 2450, 6500]):.2f}"}


def _time(chance: random.Random) -> dict[str, str]:
    unit = chance.choice("122334")
    flexible = chance.random() < 0.3
    day = f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.choice([2026, 2027])}"
    return {
        "FLEXIBLE_STARTDATE": str(flexible),
        "STARTDATE": "" if flexible else day,
        "DURATION_UNIT": unit,
        "DURATION_VALUE": str(chance.randint(1, 4) if unit in "34" else chance.randint(1, 36)),
        "STUDY_MODE": chance.choice("0112223"),
        "ATTENDANCE_PATTERN": chance.choice("011234"),
    }


def _place(chance: random.Random, town: tuple[str, float, float]) -> dict[str, str]:
    mode = chance.choices("1234", weights=[70, 15, 7, 8])[0]
    if mode == "2":
        return {"DELIVER_MODE": mode, "NATIONAL": "False", "REGIONS": "National"}
    if mode == "3":
        national = chance.random() < 0.5
        regions = "" if national else ",".join(chance.sample(REGIONS, 3))
        return {"DELIVER_MODE": mode, "NATIONAL": str(national), "REGIONS": regions}
    name, latitude, longitude = town
    area = "".join(letter for letter in name.upper() if letter.isalpha())[:2] or "ZZ"
    return {
        "DELIVER_MODE": mode,
        "NATIONAL": "False",
        "LOCATION_NAME": f"{name} {chance.choice(VENUES)}",
        "LOCATION_ADDRESS1": f"{chance.randint(1, 99)} Example Road",
        "LOCATION_TOWN": name,
        "LOCATION_LATITUDE": f"{latitude + chance.uniform(-0.03, 0.03):.5f}",
        "LOCATION_LONGITUDE": f"{longitude + chance.uniform(-0.03, 0.03):.5f}",
        "LOCATION_POSTCODE": f"{area}{chance.randint(1, 9)} {chance.randint(1, 9)}ZZ",
    }


def _towns() -> list[tuple[str, float, float]]:
    """The 900 largest places of England, but none whose sea is outside the importer's bounds."""
    with PLACES.open(encoding="utf-8") as text:
        found = [row for row in csv.DictReader(text) if row["nation"] == "England"][:900]
    towns = [(row["place"], float(row["latitude"]), float(row["longitude"])) for row in found]
    return [town for town in towns if town[2] < 1.7]


def _providers(size: int) -> int:
    return max(5, size // COURSES_OF_A_PROVIDER)


def _aim(form: str, subject: int) -> str:
    number = next(place for place, found in enumerate(FORMS) if found[0] == form)
    return f"9{number:03}{subject:04}"


def _write_joins(size: int, folder: Path) -> None:
    chance = random.Random(SEED)
    towns = _towns()
    with (folder / "providers.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["UKPRN", "PROVIDER_NAME"])
        for provider in range(_providers(size)):
            name = f"{towns[provider * 7 % len(towns)][0]} {chance.choice(VENUES)} {provider}"
            writer.writerow([10000000 + provider, name])
    with (folder / "lars.csv").open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["LearnAimRef", "LearnAimRefTitle", "NotionalNVQLevelv2", "AwardOrgCode"])
        for form, level, _ in FORMS:
            for subject, name in enumerate(SUBJECTS):
                writer.writerow([_aim(form, subject), form.format(name), level or "X", "MADEUP"])


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
