"""The four nations, and the nation of a postcode: those on a border are in no one nation.

Source: general knowledge of the postcode areas of Royal Mail and of the borders.
"""

from __future__ import annotations

import re

NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
}
_AREAS = {
    "Scotland": "AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE",
    "Wales": "CF LD LL NP NPT SA",
    "Northern Ireland": "BT",
}
# Districts of areas that are mostly in England.
_DISTRICTS = {"Wales": "CH5 CH6 CH7 CH8 SY16 SY17 SY18 SY19 SY20 SY23 SY24 SY25"}
_BORDER = (
    "CA6 DG14 DG16 TD5 TD8 TD9 TD12 "
    "CH1 CH4 GL16 HR2 HR3 HR5 LD7 LD8 LL12 LL13 LL14 NP7 NP16 NP25 "
    "SY5 SY10 SY13 SY14 SY15 SY21 SY22"
)
# Berwick-upon-Tweed has a Scottish area and is in England.
_BY_DISTRICT: dict[str, str | None] = {
    **{district: nation for nation, names in _DISTRICTS.items() for district in names.split()},
    **dict.fromkeys(_BORDER.split()),
    "TD15": "England",
}
_BY_AREA = {area: nation for nation, areas in _AREAS.items() for area in areas.split()}
# Areas that are in Greater London as a whole; others cross its border.
_LONDON = frozenset(["EC", "N", "NW", "SE", "SW", "W", "WC"])


def nation_id(name: str) -> str:
    """The id in addresses of a nation by its name: "northern-ireland" of "Northern Ireland"."""
    return name.strip().lower().replace(" ", "-")


def nation_of_district(district: str) -> str | None:
    """The nation of a district such as CV1; None on a border."""
    if district in _BY_DISTRICT:
        return _BY_DISTRICT[district]
    return _BY_AREA.get(area_of(district), "England")


def is_london(district: str) -> bool:
    """Whether the district is in London for certain."""
    return area_of(district) in _LONDON


def area_of(district: str) -> str:
    """The letters that a postcode begins with."""
    found = re.match("[A-Z]+", district)
    return found[0] if found else ""
