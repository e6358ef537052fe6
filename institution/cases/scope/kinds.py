"""Of which kinds there are records about a child: a page does not ask for what is not there.

Whether the actor reads them is asked of the policy where they are read.
"""

from functools import lru_cache
from typing import cast
from uuid import UUID

from sqlalchemy import Table, Uuid, bindparam, exists, select

from institution.access.work import Work
from institution.db.base import AboutChild, Base
from institution.db.nets import ReadingSession
from institution.db.statements import Statement

Kinds = frozenset[type[AboutChild]]


def kinds_kept(work: Work, child_id: UUID) -> Kinds:
    """Return the models of which any record about a child is kept.

    All are asked for at once, and once in a session that only reads.
    """
    seen: dict[UUID, Kinds] = work.session.info.setdefault("kinds", {})
    if child_id in seen and isinstance(work.session, ReadingSession):
        return seen[child_id]
    models, statement = _statement()
    (row,) = statement.rows(work.session.connection(), {"child_id": child_id})
    seen[child_id] = frozenset(model for model, some in zip(models, row, strict=True) if some)
    return seen[child_id]


@lru_cache
def _statement() -> tuple[tuple[type[AboutChild], ...], Statement]:
    """Return the models that are found by child, and what asks for each; made once."""
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    models = tuple(one for one in classes if issubclass(one, AboutChild) and _by_child(one))
    wanted = bindparam("child_id", type_=Uuid())
    return models, Statement(select(*(exists().where(one.child_id == wanted) for one in models)))


def _by_child(model: type[AboutChild]) -> bool:
    """Tell whether an index begins with the child."""
    table = cast(Table, model.__table__)
    return any(next(iter(index.columns)).name == "child_id" for index in table.indexes)
