"""The bounds of a matter as a WHERE clause: who reads less of it than the policy lets."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Exists, and_, exists, not_, or_

from institution.access.policy import Relation
from institution.cases.models import Bound, Bounded, BoundKind


class Closer(NamedTuple):
    """Through which relations somebody reads what is bounded for everyone."""

    restricted: frozenset[Relation]
    named: frozenset[Relation]


def allowed(
    model: type[Bounded],
    person: ColumnElement[Any],
    restricted: ColumnElement[bool],
    named: ColumnElement[bool],
) -> ColumnElement[bool]:
    """Return the condition that the bounds of its matter let a person read a record.

    Args:
        model: what is read.
        person: who asks.
        restricted: that the person reaches it by a relation that reads what is restricted.
        named: that the person reaches it by a relation that reads what is for named readers.
    """
    ways = [
        not_(_closed(model, BoundKind.RESTRICTED, BoundKind.NAMED)),
        and_(restricted, not_(_closed(model, BoundKind.NAMED))),
        named,
        _for_one(model, BoundKind.READER, person),
    ]
    if hasattr(model, "author_id"):
        ways.append(model.author_id == person)
    return and_(not_(_for_one(model, BoundKind.AROUND, person)), or_(*ways))


def _closed(model: type[Bounded], *kinds: BoundKind) -> ColumnElement[bool]:
    """Return the condition that one of the bounds for everyone holds."""
    own = getattr(model, "closeness", None)
    if own is not None:
        return and_(own.is_not(None), _one_of(own, kinds))
    return exists().where(Bound.matter_id == model.matter_id, _one_of(Bound.kind, kinds))


def _one_of(column: Any, kinds: Sequence[BoundKind]) -> ColumnElement[bool]:
    """Return the condition that a bound is one of some; as a list it would be text of its own."""
    return or_(*(column == kind for kind in kinds))


def _for_one(model: type[Bounded], kind: BoundKind, person: ColumnElement[Any]) -> Exists:
    """Return the condition that a bound names the person."""
    return exists().where(
        Bound.matter_id == model.matter_id, Bound.kind == kind, Bound.person_id == person
    )
