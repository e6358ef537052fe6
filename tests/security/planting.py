"""One row for every table whose sealed columns no story of the tests has written into."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Enum, Table, func, select

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import Rows, save_many
from institution.db.base import Base, new_id
from institution.db.sealed_rows import sealed_of
from institution.db.types import Moment
from tests.world import NOW, TODAY

MADE = {str: "x", int: 1, bool: False, date: TODAY, datetime: NOW, bytes: b"x", float: 1.0}


class Planter:
    """Plants a word in every sealed column that holds nothing yet."""

    def __init__(self, work: Work, word: Callable[[str], str]) -> None:
        work.session.flush()
        self.work, self.word = work, word
        self.connection = work.session.connection()
        self.models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}

    def plant_the_rest(self) -> None:
        """Keep a row of each table that has such a column."""
        for table in Base.metadata.sorted_tables:
            if any(self._is_empty(column) for column in table.columns if _is_sealed(column)):
                self._plant(table)

    def _plant(self, table: Table) -> None:
        model = self.models[table]
        row = {c.key: self._value(c) for c in table.columns if not _is_sealed(c)}
        words = {one.name: self.word(one.name) for one in sealed_of(model)}
        save_many(self.work, Rows(model, [row | words]), Action.SET_UP)

    def _is_empty(self, column: Column) -> bool:
        filled = select(func.count()).select_from(column.table).where(column.is_not(None))
        return not self.connection.execute(filled).scalar()

    def _value(self, column: Column) -> Any:
        """Return something that the column takes; None where it may be empty."""
        if column.nullable:
            return None
        for key in column.foreign_keys:
            if self._is_empty(key.column):
                self._plant(key.column.table)
            return self.connection.execute(select(key.column)).scalar()
        if column.primary_key:
            return new_id()
        if isinstance(column.type, Enum):
            return column.type.python_type(column.type.enums[0])
        kind = datetime if isinstance(column.type, Moment) else column.type.python_type
        return new_id() if kind is UUID else MADE.get(kind, {})


def _is_sealed(column: Column) -> bool:
    return column.name.endswith("_sealed")
