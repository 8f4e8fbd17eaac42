"""The reader of small tables, and the listings that use it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.parsing import Library
from careers_site.content.tables.cells import Slug, Source
from careers_site.content.tables.listings import SERVICES, WORKSHOPS, Workshop
from careers_site.content.tables.tables import Table

TODAY = date(2026, 11, 21)
WORKSHOPS_HEAD = (
    "id,title,starts,ends,place,postcode,online,host,price,booking_url,source,checked\n"
)
SERVICES_HEAD = "id,name,area,nation,ages,visits,as_of,source,checked,note\n"


@dataclass(frozen=True)
class Thing:
    id: Slug
    source: Source
    note: str


@dataclass(frozen=True)
class LongerThing(Thing):
    phone: str = ""


def read(text: str) -> tuple[tuple[Thing, ...], list[str]]:
    return Table("things", Thing, ("id",)).read(text, {"npa"}, TODAY)


def workshops(row: str) -> tuple[tuple[Workshop, ...], list[str]]:
    return WORKSHOPS.read(WORKSHOPS_HEAD + row, {"npa"}, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "id,source,note\na,npa,b\n",
        "\ufeffid,source,note\r\na,npa,b\r\n",
        "note,id,source\nb,a,npa",
        "id,source,note\n\n a , npa , b \n,,\n",
        'id,source,note\n"a","npa","b"\n',
    ],
)
def test_a_table_reads_the_same_from_a_spreadsheet_and_from_an_editor(text: str) -> None:
    assert read(text) == ((Thing("a", "npa", "b"),), [])


def test_a_table_may_be_without_a_column_that_came_later() -> None:
    table = Table("things", LongerThing, ("id",))
    old, problems = table.read("id,source,note\na,npa,b\n", {"npa"}, TODAY)
    assert (old, problems) == ((LongerThing("a", "npa", "b"),), [])
    _, problems = table.read("id,source,phone\na,npa,b\n", {"npa"}, TODAY)
    assert problems == ['data/things.csv: row 1: missing column "note"']


def test_a_table_of_headings_only_is_good_and_empty() -> None:
    assert read("id,source,note\n") == ((), [])


def test_wrong_headings_are_all_named_and_no_row_is_read() -> None:
    assert read("id,sauce,id\nx,npa,y\n") == (
        (),
        [
            'data/things.csv: row 1: unknown column "sauce" (did you mean "source"?)',
            'data/things.csv: row 1: missing column "source"',
            'data/things.csv: row 1: missing column "note"',
            'data/things.csv: row 1: column "id" is there twice',
        ],
    )


def test_an_empty_file_is_missing_every_column() -> None:
    assert len(read("")[1]) == 3


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("a,npa\n", "row 2: has 2 cells, but there are 3 columns"),
        ("a,npa,b,c\n", "row 2: has 4 cells, but there are 3 columns"),
        ("\n\na,npa,b\na,npa,c\n", 'row 5: id: "a" is already in row 4'),
        ("a,npa,b\x00\n", "row 2: note: holds a character that cannot be shown"),
        ("a,ncs,b\n", 'row 2: source: no source "ncs" in content/sources'),
    ],
)
def test_a_wrong_row_is_named_as_a_spreadsheet_numbers_it(rows: str, problem: str) -> None:
    assert read(f"id,source,note\n{rows}")[1] == [f"data/things.csv: {problem}"]


def test_a_quotation_mark_that_is_not_closed_is_named() -> None:
    things, problems = read('id,source,note\na,npa,b\nc,npa,"d\n')
    assert [thing.id for thing in things] == ["a"]
    assert problems[0].startswith("data/things.csv: row 3: cannot be read")


def test_a_cell_may_hold_lines_and_commas() -> None:
    (thing,), problems = read('id,source,note\na,npa,"one,\ntwo"\n')
    assert problems == []
    assert thing.note == "one,\ntwo"


@given(st.text())
def test_no_text_whatever_stops_the_reader(text: str) -> None:
    for table in (text, f"id,source,note\n{text}"):
        things, problems = read(table)
        assert all(problem.startswith("data/things.csv: row ") for problem in problems)
        assert all(thing.source == "npa" for thing in things)


def test_a_workshop_is_read_with_its_days_and_price() -> None:
    row = "a,Workshop,2027-01-12,2027-01-14,Leeds,LS7 4BB,false,NPA,250,https://a.org/b,npa,2026-11-21"
    (workshop,), problems = workshops(row)
    assert problems == []
    assert (workshop.ends, workshop.price, workshop.online) == (date(2027, 1, 14), 250, False)


def test_a_workshop_may_be_online_with_much_unknown() -> None:
    (workshop,), problems = workshops("a,Workshop,2027-01-12,,,,true,NPA,,,npa,2026-11-21")
    assert problems == []
    assert (workshop.ends, workshop.price, workshop.online) == (None, None, True)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "2027-01-12,2027-01-11,Leeds,,false",
            "ends: 11 January 2027 is before it starts, 12 January 2027",
        ),
        ("2027-01-12,,,,false", "place: is blank, but the workshop is not online"),
        ("soon,,Leeds,,false", 'starts: "soon" is not a date such as 2026-11-21'),
        ("2027-01-12,,,LS7 4,true", 'postcode: "LS7 4" is not a postcode such as CV1 or CV1 5RR'),
        (
            "2027-01-12,,,,maybe",
            'online: "maybe" is not one of true, false',
        ),
    ],
)
def test_a_wrong_workshop_is_named_with_its_place(row: str, problem: str) -> None:
    _, problems = workshops(f"a,Workshop,{row},NPA,,,npa,2026-11-21")
    assert problems == [f"data/workshops.csv: row 2: {problem}"]


def test_a_booking_address_that_runs_a_script_is_refused() -> None:
    _, problems = workshops("a,W,2027-01-12,,,,true,NPA,,javascript:alert(1),npa,2026-11-21")
    assert problems == [
        'data/workshops.csv: row 2: booking_url: "javascript:alert(1)" is not '
        "a web address that begins https://"
    ]


def test_a_service_needs_a_nation_and_may_be_undated() -> None:
    row = "a,Portage,Leeds,{},,,,npa,2026-11-21,"
    (service,), _ = SERVICES.read(SERVICES_HEAD + row.format("Wales"), {"npa"}, TODAY)
    assert service.dated == "undated"
    _, problems = SERVICES.read(SERVICES_HEAD + row.format("Walse"), {"npa"}, TODAY)
    assert problems == [
        'data/services.csv: row 2: nation: "Walse" is not one of '
        'England, Scotland, Wales, Northern Ireland, UK (did you mean "Wales"?)'
    ]


@pytest.mark.parametrize("phone", ["1603 704049", "01603-704049", "0800", "ask"])
def test_a_phone_number_is_written_as_people_dial_it(phone: str) -> None:
    head = SERVICES_HEAD.replace("note\n", "note,phone\n")
    row = f"a,A,Leeds,England,,,,npa,2026-11-21,,{phone}\n"
    _, problems = SERVICES.read(head + row, {"npa"}, TODAY)
    assert problems == [
        f'data/services.csv: row 2: phone: "{phone}" is not a phone number such as 01603 704049'
    ]


def test_the_shipped_services_give_the_ages_that_their_own_pages_give(
    shipped: Library,
) -> None:
    ages = {service.id: service.ages for service in shipped.services}
    wanted = {
        "barnsley": "0 to 4",
        "cornwall": "To 28 months",
        "hampshire": "0 to 4",
        "hounslow": "From 6 months until nursery",
        "leeds": "0 to 3",
        "northumberland": "Under 3½ or 0 to 4",
        "redcar-cleveland": "0 to 3",
        "stoke": "0 to 5",
    }
    assert {id: ages[id] for id in wanted} == wanted
    assert {"lancashire", "lincoln", "wigan"} <= ages.keys()
    (portsmouth,) = (one for one in shipped.services if one.id == "portsmouth")
    assert portsmouth.visits == "Portage Plus: 12 visits"
