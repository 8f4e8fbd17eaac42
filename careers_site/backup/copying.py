"""Every table of one database copied into another, row by row, whatever the two are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Table, func, insert, select, text

from careers_site.platform.extensions import db

ROWS_AT_ONCE = 1_000
# Table -> how many of its rows were copied.
Counts = dict[str, int]


def tables() -> list[Table]:
    """Every table, each after those that its rows point to."""
    return list(db.metadata.sorted_tables)


def copy_all(source: Connection, target: Connection) -> Counts:
    """Copy every row. The target's tables are there and empty; the caller commits."""
    return {table.name: _copy(table, source, target) for table in tables()}


def _copy(table: Table, source: Connection, target: Connection) -> int:
    moments = [column.name for column in table.columns if _is_moment(column.type)]
    count = 0
    for part in _parts(table, source):
        rows = [{**row, **{name: _in_utc(row[name]) for name in moments}} for row in part]
        target.execute(insert(table), rows)
        count += len(rows)
    return count


def _parts(table: Table, source: Connection) -> Iterator[list[Mapping[str, Any]]]:
    """The rows in the order of their keys, so that a row comes after the older ones."""
    wanted = select(table).order_by(*table.primary_key.columns)
    streaming = source.execution_options(yield_per=ROWS_AT_ONCE)
    for part in streaming.execute(wanted).mappings().partitions():
        yield [dict(row) for row in part]


def _is_moment(kind: Any) -> bool:
    return isinstance(getattr(kind, "impl_instance", kind), DateTime)


def _in_utc(moment: datetime | None) -> datetime | None:
    """SQLite gives moments back without their zone, which is UTC; PostgreSQL in its own."""
    if moment is None or moment.tzinfo is None:
        return moment and moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC)


def number_on(target: Connection) -> None:
    """New rows get numbers after those that were copied. SQLite does this by itself."""
    if target.dialect.name != "postgresql":
        return
    for table in tables():
        column = table.autoincrement_column
        if column is not None:
            highest = target.scalar(select(func.max(column))) or 0
            target.execute(
                text("SELECT setval(pg_get_serial_sequence(:table, :key), :next, false)"),
                {"table": table.name, "key": column.name, "next": highest + 1},
            )
