"""The peers: SQLite FTS5 and PostgreSQL full text, with the rows of our catalogue, asked the same.

Each answers a search with the total, the ids of the first twenty by score, and three facets (a
count of each value of one filter among what the others leave), as our finder does.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from bench.asking import TOWNS, Asked

FACETS = ("level", "mode", "study")
TEXTS = ("title", "qualification", "provider", "town", "venue", "description")
WEIGHTS = (4, 2, 2, 2, 1, 1)
MILES = "miles({latitude}, {longitude}, latitude, longitude) <= {within}"


@dataclass(frozen=True)
class Answer:
    total: int
    first: tuple[int, ...]
    facets: tuple[tuple[tuple[str, int], ...], ...]


class Peer(Protocol):
    name: str

    def answer(self, asked: Asked) -> Answer: ...


def rows(site: Path) -> Iterator[tuple[Any, ...]]:
    """The courses of an instance, as peers keep them."""
    with closing(sqlite3.connect(f"file:{site}?mode=ro", uri=True)) as database:
        yield from database.execute(
            "SELECT id, level, learning_mode, study_time, "
            "CASE WHEN learning_mode = 'online' OR national THEN NULL ELSE latitude END, "
            "CASE WHEN learning_mode = 'online' OR national THEN NULL ELSE longitude END, "
            f"{', '.join(TEXTS)} FROM course WHERE NOT withdrawn"
        )


class Fts5:
    """One table with an index a filter, and one FTS5 table with the porter stemmer."""

    name = "SQLite FTS5"

    def __init__(self, file: Path) -> None:
        self._database = sqlite3.connect(file, check_same_thread=False)
        self._database.create_function("miles", 4, _miles, deterministic=True)

    @classmethod
    def build(cls, file: Path, site: Path) -> Fts5:
        database = sqlite3.connect(file)
        database.executescript(
            "CREATE TABLE course (id INTEGER PRIMARY KEY, level, mode, study, latitude, longitude);"
            f"CREATE VIRTUAL TABLE words USING fts5({', '.join(TEXTS)}, content='',"
            " prefix='3 4', tokenize='porter unicode61');"
        )
        for row in rows(site):
            database.execute("INSERT INTO course VALUES (?, ?, ?, ?, ?, ?)", row[:6])
            texts = f"INSERT INTO words(rowid, {', '.join(TEXTS)}) VALUES (?, ?, ?, ?, ?, ?, ?)"
            database.execute(texts, (row[0], *row[6:]))
        for column in FACETS:
            database.execute(f"CREATE INDEX by_{column} ON course ({column})")
        database.commit()
        database.execute("INSERT INTO words(words) VALUES ('optimize')")
        database.commit()
        database.execute("ANALYZE")
        database.commit()
        database.close()
        return cls(file)

    def close(self) -> None:
        self._database.close()

    def answer(self, asked: Asked) -> Answer:
        conditions = {"words": "words MATCH :match", **_conditions(asked)}
        values = {"match": asked.words, **{f"wanted_{key}": value for key, value in asked.filters}}
        source = "FROM words JOIN course ON course.id = words.rowid WHERE "
        where = source + " AND ".join(conditions.values())
        total = self._database.execute(f"SELECT count(*) {where}", values).fetchone()[0]
        weights = ", ".join(map(str, WEIGHTS))
        first = self._database.execute(
            f"SELECT course.id {where} ORDER BY bm25(words, {weights}) LIMIT 20", values
        )
        return Answer(
            total,
            tuple(row[0] for row in first),
            tuple(self._facet(column, conditions, source, values) for column in FACETS),
        )

    def rows(self, ids: tuple[int, ...]) -> list[tuple[Any, ...]]:
        """The courses of a page, for the bare page."""
        marks = ", ".join("?" * len(ids))
        wanted = f"SELECT id, level, mode, study FROM course WHERE id IN ({marks})"
        return self._database.execute(wanted, ids).fetchall()

    def _facet(
        self, column: str, conditions: dict[str, str], source: str, values: dict[str, str]
    ) -> tuple[tuple[str, int], ...]:
        others = [text for key, text in conditions.items() if key != column]
        found = self._database.execute(
            f"SELECT {column}, count(*) {source} {' AND '.join(others)} GROUP BY {column}", values
        )
        return tuple(sorted((value, count) for value, count in found if value))


class Postgres:
    """The same table with a weighted tsvector under a GIN index."""

    name = "PostgreSQL"

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    @classmethod
    def build(cls, connection: Any, site: Path) -> Postgres:
        connection.execute("DROP TABLE IF EXISTS course")
        connection.execute(
            "CREATE TABLE course (id int PRIMARY KEY, level text, mode text, study text,"
            " latitude float, longitude float, words tsvector)"
        )
        connection.execute(MILES_IN_POSTGRES)
        connection.execute(
            "CREATE TEMP TABLE given (id int, level text, mode text, study text, latitude float,"
            f" longitude float, {', '.join(f'{name} text' for name in TEXTS)})"
        )
        with connection.cursor().copy("COPY given FROM STDIN") as copy:
            for row in rows(site):
                copy.write_row(row)
        weighted = " || ".join(
            f"setweight(to_tsvector('english', {name}), '{weight}')"
            for name, weight in zip(TEXTS, "ABBBDD", strict=True)
        )
        connection.execute(
            "INSERT INTO course SELECT id, level, mode, study, latitude, longitude, "
            f"{weighted} FROM given"
        )
        connection.execute("CREATE INDEX by_words ON course USING gin (words)")
        for column in FACETS:
            connection.execute(f"CREATE INDEX by_{column} ON course ({column})")
        connection.execute("ANALYZE course")
        return cls(connection)

    def close(self) -> None:
        self._connection.close()

    def answer(self, asked: Asked) -> Answer:
        conditions = {
            "words": "words @@ to_tsquery('english', :match)",
            **_conditions(asked),
        }
        values = {"match": _tsquery(asked.words)}
        values |= {f"wanted_{key}": value for key, value in asked.filters}
        where = "FROM course WHERE " + " AND ".join(conditions.values())
        rank = "ts_rank('{0.25,0.25,0.5,1}', words, to_tsquery('english', :match))"
        total = self._run(f"SELECT count(*) {where}", values)[0][0]
        first = self._run(f"SELECT id {where} ORDER BY {rank} DESC LIMIT 20", values)
        facets = []
        for column in FACETS:
            others = [text for key, text in conditions.items() if key != column]
            facets.append(
                self._run(
                    f"SELECT {column}, count(*) FROM course WHERE {' AND '.join(others)}"
                    f" GROUP BY {column}",
                    values,
                )
            )
        known = [tuple(sorted((value, n) for value, n in facet if value)) for facet in facets]
        return Answer(total, tuple(row[0] for row in first), tuple(known))

    def _run(self, statement: str, values: dict[str, str]) -> Any:
        named = re.sub(r"(?<!:):(\w+)", r"%(\1)s", statement)
        return self._connection.execute(named, values).fetchall()


MILES_IN_POSTGRES = """
CREATE OR REPLACE FUNCTION miles(a float, b float, c float, d float) RETURNS float AS $$
  SELECT 7917.6 * asin(sqrt(sin(radians(c - a) / 2) ^ 2
    + cos(radians(a)) * cos(radians(c)) * sin(radians(d - b) / 2) ^ 2))
$$ LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
"""


def _conditions(asked: Asked) -> dict[str, str]:
    found = {key: f"{key} = :wanted_{key}" for key, _ in asked.filters}
    if asked.town:
        latitude, longitude = TOWNS[asked.town]
        # A box first, which an ordinary comparison can judge, then the distance itself.
        up, across = asked.within / 69.0, asked.within / (69.0 * math.cos(math.radians(latitude)))
        box = (
            f"latitude BETWEEN {latitude - up} AND {latitude + up}"
            f" AND longitude BETWEEN {longitude - across} AND {longitude + across}"
        )
        far = MILES.format(latitude=latitude, longitude=longitude, within=asked.within)
        found["near"] = f"{box} AND {far}"
    return found


def _tsquery(words: str) -> str:
    if words.startswith('"'):
        return " <-> ".join(words.strip('"').split())
    return " & ".join(f"{word[:-1]}:*" if word.endswith("*") else word for word in words.split())


def _miles(a: float, b: float, c: float | None, d: float | None) -> float | None:
    if c is None or d is None:
        return None
    square = math.sin(math.radians(c - a) / 2) ** 2
    square += (
        math.cos(math.radians(a))
        * math.cos(math.radians(c))
        * math.sin(math.radians(d - b) / 2) ** 2
    )
    return 7917.6 * math.asin(math.sqrt(square))
