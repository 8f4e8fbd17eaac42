"""The Portage services near somebody, nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from careers_site.content.tables.listings import Service
from careers_site.places import Place, miles, whereabouts

# Whoever visits families lives within reach of them.
SERVICE_MILES = 40
# Nations in which no Portage service is known.
WITHOUT_SERVICES = ("Scotland", "Northern Ireland")


@dataclass(frozen=True)
class NearService:
    """A Portage service, and how far the middle of its area is."""

    service: Service
    miles: float

    @property
    def distance(self) -> str:
        return distance_words(self.miles)

    @property
    def is_near(self) -> bool:
        return self.miles <= SERVICE_MILES


def by_distance(here: Place, services: Iterable[Service]) -> list[NearService]:
    """Services whose area can be found, nearest first."""
    named = [(one, whereabouts(one.town or one.area).place) for one in services]
    placed = [(service, there) for service, there in named if there is not None]
    latitudes = [there.latitude for _, there in placed]
    longitudes = [there.longitude for _, there in placed]
    # All at once: one by one it takes a tenth of a page.
    far = miles(here.latitude, here.longitude, latitudes, longitudes).tolist()
    found = [NearService(service, to) for (service, _), to in zip(placed, far, strict=True)]
    return sorted(found, key=lambda one: one.miles)


def miles_between(here: Place, there: Place) -> float:
    return float(miles(here.latitude, here.longitude, [there.latitude], [there.longitude])[0])


def distance_words(far: float) -> str:
    rounded = max(1, round(far))
    return f"about {rounded} mile{'' if rounded == 1 else 's'} away"
