"""Everything that is kept about one child, table by table, opened and with names beside ids.

It asks the models what there is: a table that is added later is in the copy without a line here.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Table, select

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.models import Person
from institution.accounts.services import names
from institution.audit.models import RecordHistory
from institution.cases import scope
from institution.cases.models import Child, Home, Municipality, Unit
from institution.db.base import AboutChild, Base, Record
from institution.db.sealed_rows import sealed_of
from institution.reports.models import ReportSignature
from institution.reports.services.signing import signed_file
from institution.voice.models import Voice

Row = dict[str, Any]
NAMED = {"persons": "person", "units": "unit", "homes": "home", "municipalities": "municipality"}
LARGE = frozenset({"file", "picture"})
"""Texts that lie beside the record as files of their own."""


@dataclass
class ChildRecord:
    """A child's record as plain values: texts, numbers, truth values, lists and None."""

    reference: str
    tables: dict[str, list[Row]]
    """By table, in the order of the ids: the order in which they were made."""
    attachments: dict[str, bytes] = field(default_factory=dict)
    """Files by their name."""
    user_names: dict[str, str] = field(default_factory=dict)
    """Of those who wrote logs, by id: how files name them."""


def child_of(work: Work, named: str) -> Child:
    """Return the child with a reference or an id.

    Raises:
        NotAllowedError: the actor makes no copies of records.
        NotReachableError: there is none.
    """
    children = scope.children(work, Permission.RECORD_EXPORT)
    try:
        condition = Child.id == UUID(named)
    except ValueError:
        condition = Child.reference == named
    found = work.session.scalars(children.where(condition)).first()
    if found is None:
        raise NotReachableError
    return found


def record_of(work: Work, child: Child) -> ChildRecord:
    """Read everything about a child.

    Raises:
        NotAllowedError: the actor makes no copies of records.
    """
    tables: dict[str, list[Row]] = {"children": [_row(child)]}
    attachments: dict[str, bytes] = {}
    for model in _models():
        statement = scope.about(model, work, Permission.RECORD_EXPORT)
        rows = work.session.scalars(statement.where(model.child_id == child.id).order_by(model.id))
        found = rows.all()
        tables[model.__tablename__] = [_row(one) for one in found]
        for one in found:
            if isinstance(one, ReportSignature):
                attachments[f"status-{one.code}.pdf"] = signed_file(one)
            elif isinstance(one, Voice) and one.picture:
                attachments[f"picture-{one.id}.jpg"] = base64.b64decode(one.picture)
    tables["record_history"] = _history(work, child)
    _name(work, tables)
    users = _user_names(work, tables["shift_logs"])
    return ChildRecord(child.reference, tables, attachments, users)


def _models() -> list[type[AboutChild]]:
    """Return the models of everything about children, by the name of their table."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    found = [one for one in classes if issubclass(one, AboutChild)]
    return sorted(found, key=lambda model: model.__tablename__)


def _history(work: Work, child: Child) -> list[Row]:
    """Return what was done to the records of a child, by whom and when."""
    found = work.session.scalars(
        select(RecordHistory).where(RecordHistory.child_id == child.id).order_by(RecordHistory.id)
    )
    return [_row(one) for one in found]


def _row(record: Record) -> Row:
    """Return a record as plain values, its sealed texts opened."""
    table, sealed = record.__table__, sealed_of(type(record))
    hidden = {one.column for one in sealed} | {"cpr_index"}
    row = {
        column.name: _plain(getattr(record, column.name))
        for column in table.columns
        if column.name not in hidden
    }
    opened = {one.name: getattr(record, one.name) for one in sealed if one.name not in LARGE}
    return row | opened


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    return str(value) if isinstance(value, UUID) else value


def _name(work: Work, tables: Mapping[str, list[Row]]) -> None:
    """Put the name beside each id of a person or a place."""
    known = _places(work) | {
        str(key): name for key, name in names(work, list(_people(tables))).items()
    }
    # What the child did itself, on its own page, bears its id.
    known |= {row["id"]: row["name"] for row in tables["children"]}
    for table, rows in tables.items():
        for column in _naming(Base.metadata.tables[table]):
            for row in rows:
                if row[column] in known:
                    row[column.removesuffix("_id")] = known[row[column]]


def _naming(table: Table) -> list[str]:
    """Return the columns that hold the id of a person or a place."""
    found = [column.name for column in table.columns if _points(column) & NAMED.keys()]
    return [*found, "actor_id"] if table.name == RecordHistory.__tablename__ else found


def _points(column: Column[Any]) -> set[str]:
    """Return the tables whose ids a column holds."""
    return {key.column.table.name for key in column.foreign_keys}


def _people(tables: Mapping[str, list[Row]]) -> Iterable[UUID]:
    """Give the ids of all people that are named."""
    for table, rows in tables.items():
        columns = _naming(Base.metadata.tables[table])
        yield from {UUID(row[one]) for row in rows for one in columns if row[one]}


def _user_names(work: Work, logs: Iterable[Row]) -> dict[str, str]:
    """Return the user names of those who wrote logs."""
    authors = {UUID(log["author_id"]) for log in logs}
    found = work.session.scalars(select(Person).where(Person.id.in_(authors)))
    return {str(person.id): person.user_name for person in found}


def _places(work: Work) -> dict[str, str]:
    """Return the names of homes, units and authorities."""
    found: dict[str, str] = {}
    for model in (Home, Unit, Municipality):
        rows = work.session.execute(select(model.id, model.name))
        found |= {str(key): name for key, name in rows}
    return found
