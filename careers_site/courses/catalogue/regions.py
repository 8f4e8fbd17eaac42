"""The regions of England: of a venue by its postcode area, of others by the areas they name.

A postcode area that crosses a border counts as the region that most of it is in. Source: general
knowledge of English regions and their councils; near a border it may be the next region.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

REGIONS: Mapping[str, str] = {
    "north-east": "North East",
    "north-west": "North West",
    "yorkshire": "Yorkshire and the Humber",
    "east-midlands": "East Midlands",
    "west-midlands": "West Midlands",
    "east": "East of England",
    "london": "London",
    "south-east": "South East",
    "south-west": "South West",
}
BITS = {region: 1 << place for place, region in enumerate(REGIONS)}
ALL = (1 << len(REGIONS)) - 1

_POSTCODES = {
    "north-east": "DH DL NE SR TS",
    "north-west": "BB BL CA CH CW FY L LA M OL PR SK WA WN",
    "yorkshire": "BD DN HD HG HU HX LS S WF YO",
    "east-midlands": "DE LE LN NG NN",
    "west-midlands": "B CV DY HR ST SY TF WR WS WV",
    "east": "AL CB CM CO IP LU NR PE SG SS WD",
    "london": "BR CR E EC EN HA IG KT N NW RM SE SM SW TW UB W WC",
    "south-east": "BN CT DA GU HP ME MK OX PO RG RH SL SO TN",
    "south-west": "BA BH BS DT EX GL PL SN SP TA TQ TR",
}
# Counties and councils as course files name them.
_AREAS = {
    "north-east": "county durham|darlington|gateshead|hartlepool|middlesbrough|newcastle upon tyne|"
    "north tyneside|northumberland|redcar and cleveland|south tyneside|stockton-on-tees|sunderland|"
    "tyne and wear|tees valley",
    "north-west": "blackburn with darwen|blackpool|bolton|bury|cheshire|cheshire east|"
    "cheshire west and chester|cumbria|cumberland|greater manchester|halton|knowsley|lancashire|"
    "liverpool|manchester|merseyside|oldham|rochdale|salford|sefton|st helens|st. helens|stockport|"
    "tameside|trafford|warrington|westmorland and furness|wigan|wirral",
    "yorkshire": "barnsley|bradford|calderdale|city of kingston upon hull|doncaster|"
    "east riding of yorkshire|kingston upon hull|kirklees|leeds|north east lincolnshire|"
    "north lincolnshire|north yorkshire|rotherham|sheffield|south yorkshire|wakefield|"
    "west yorkshire|york",
    "east-midlands": "derby|derbyshire|leicester|leicestershire|lincolnshire|"
    "north northamptonshire|northamptonshire|nottingham|nottinghamshire|rutland|"
    "west northamptonshire",
    "west-midlands": "birmingham|coventry|dudley|herefordshire|sandwell|shropshire|solihull|"
    "staffordshire|stoke-on-trent|telford and wrekin|walsall|warwickshire|wolverhampton|"
    "worcestershire",
    "east": "bedford|bedfordshire|cambridgeshire|central bedfordshire|essex|hertfordshire|luton|"
    "norfolk|peterborough|southend-on-sea|suffolk|thurrock",
    "london": "greater london|inner london|outer london|city of london|barking and dagenham|barnet|"
    "bexley|brent|bromley|camden|croydon|ealing|enfield|greenwich|hackney|hammersmith and fulham|"
    "haringey|harrow|havering|hillingdon|hounslow|islington|kensington and chelsea|"
    "kingston upon thames|lambeth|lewisham|merton|newham|redbridge|richmond upon thames|southwark|"
    "sutton|tower hamlets|waltham forest|wandsworth|westminster",
    "south-east": "bracknell forest|brighton and hove|buckinghamshire|east sussex|hampshire|"
    "isle of wight|kent|medway|milton keynes|oxfordshire|portsmouth|reading|slough|southampton|"
    "surrey|west berkshire|west sussex|windsor and maidenhead|wokingham",
    "south-west": "bath and north east somerset|bournemouth|bournemouth, christchurch and poole|"
    "bristol|city of bristol|cornwall|devon|dorset|gloucestershire|isles of scilly|north somerset|"
    "plymouth|poole|somerset|south gloucestershire|swindon|torbay|wiltshire",
}
_OF_POSTCODE = {
    area: BITS[region] for region, areas in _POSTCODES.items() for area in areas.split()
}
_OF_AREA = {
    **{area: BITS[region] for region, areas in _AREAS.items() for area in areas.split("|")},
    **{label.lower(): BITS[region] for region, label in REGIONS.items()},
    "national": ALL,
}


def bits(*, national: bool, regions: str, postcode: str, nation: str) -> int:
    """The regions in which a course is offered, one bit each; 0 where that is not known."""
    if nation not in {"", "England", "UK"}:
        return 0
    if regions:
        return _named(regions)
    if national:
        return ALL
    found = re.match("[A-Za-z]{1,2}(?=[0-9])", postcode)
    return _OF_POSTCODE.get(found[0].upper(), 0) if found else 0


@lru_cache(maxsize=20_000)
def _named(regions: str) -> int:
    found = 0
    for name in re.split(r"[,;\n]", regions.lower()):
        found |= _OF_AREA.get(name.strip(), 0)
    return found
