"""Column types that both databases keep alike."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Date, DateTime, Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept and returned in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; turn any zone into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment in UTC; SQLite keeps no zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DayOf(FunctionElement[date]):
    """The day of a moment, in UTC; quicker to read than the moment."""

    inherit_cache = True
    type = Date()


@compiles(DayOf)
def _day_of(element: DayOf, compiler: SQLCompiler, **options: Any) -> str:
    """Return how SQLite says it, where moments are kept in UTC."""
    return f"date({compiler.process(element.clauses, **options)})"


@compiles(DayOf, "postgresql")
def _day_in_utc(element: DayOf, compiler: SQLCompiler, **options: Any) -> str:
    """Return how PostgreSQL says it."""
    return f"CAST({compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC' AS date)"
