"""Keep what is typed while it is typed, sealed, for its author alone.

Nothing of it is in the trail: a draft is nobody's record yet. A draft that is finished leaves an
empty row for some days, so that a copy that was late on a bad line does not bring it back.
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Delete, Insert, Table, and_, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from institution.access.errors import NotReachableError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child, Unit
from institution.db.sealing import Place
from institution.drafts.models import Draft

LASTS = timedelta(days=30)
"""After so long without a return a draft is thrown away."""
Fields = Sequence[tuple[str, str]]
"""Names and values in the order of the form; a name may come more than once."""
TABLE: Table = Draft.__table__  # type: ignore[assignment]


class Waiting(NamedTuple):
    """A draft that has not been kept."""

    id: UUID
    saved_at: datetime
    fields: Fields


def check_reach(
    work: Work, permission: Permission, child_id: UUID | None, unit_id: UUID | None
) -> None:
    """Refuse the draft of a form that the actor could not open; no look at the child is noted.

    Raises:
        NotAllowedError: no role of the actor ever has the permission.
        NotReachableError: the child or the unit is not within reach.
    """
    child = scope.child_ids(work, permission).where(Child.id == child_id)
    unit = scope.units(work, permission).where(Unit.id == unit_id)
    asked = [one for one, id_ in ((child, child_id), (unit, unit_id)) if id_ is not None]
    if any(work.session.scalar(one) is None for one in asked):
        raise NotReachableError


def keep(
    work: Work, draft_id: UUID, form: str, fields: Fields, written_at: datetime | None = None
) -> None:
    """Keep a form as it is; what was kept of it before is replaced, what is finished stays so.

    Args:
        work: of its author.
        draft_id: of what the form will be once it is kept.
        form: the address to which it is sent.
        fields: what is typed.
        written_at: when, where that was a while ago, on a tablet without a line; what was kept
            later stays. None: now.
    """
    place = Place(Draft.__tablename__, "body_sealed", draft_id)
    body = work.session.info["keyring"].seal(json.dumps(list(fields)), place)
    _write(work, draft_id, form, body, written_at or work.now)
    work.session.connection().execute(_old(), {"of": work.actor.id, "then": work.now - LASTS})


def finish(work: Work, draft_id: UUID, form: str) -> None:
    """Throw a draft away, because its form was kept or nobody wants it."""
    _write(work, draft_id, form, None, work.now)


def waiting(work: Work, form: str) -> Waiting | None:
    """Return the newest draft of the actor for a form; None where there is none."""
    found = work.session.execute(
        select(Draft.id, Draft.saved_at, Draft.body_sealed)
        .where(Draft.author_id == work.actor.id, Draft.form == form, Draft.body_sealed.is_not(None))
        .order_by(Draft.saved_at.desc(), Draft.id)
        .limit(1)
    ).first()
    if found is None:
        return None
    place = Place(Draft.__tablename__, "body_sealed", found.id)
    body = work.session.info["keyring"].open(found.body_sealed, place)
    fields = [(name, value) for name, value in json.loads(body)]
    return Waiting(found.id, found.saved_at, fields)


def begun(work: Work) -> frozenset[str]:
    """Return the addresses of the forms that the actor has begun."""
    found = work.session.scalars(
        select(Draft.form).where(Draft.author_id == work.actor.id, Draft.body_sealed.is_not(None))
    )
    return frozenset(found)


def _write(work: Work, draft_id: UUID, form: str, body: bytes | None, at: datetime) -> None:
    """Write the one row of a draft."""
    connection = work.session.connection()
    values = {
        "id": draft_id,
        "author_id": work.actor.id,
        "form": form,
        "saved_at": at,
        "body_sealed": body,
    }
    connection.execute(_into(connection.dialect.name), values)


# The statements are kept, since making one takes longer than carrying it out.


@lru_cache
def _into(dialect: str) -> Insert:
    """Return the statement that adds a draft, or goes on with one of the same author."""
    into: Any = (sqlite if dialect == "sqlite" else postgresql).insert(TABLE)
    return into.on_conflict_do_update(  # type: ignore[no-any-return]
        index_elements=[TABLE.c.id],
        set_={name: into.excluded[name] for name in ("saved_at", "body_sealed")},
        where=and_(
            TABLE.c.author_id == into.excluded.author_id,
            TABLE.c.body_sealed.is_not(None),
            TABLE.c.saved_at <= into.excluded.saved_at,
        ),
    )


@lru_cache
def _old() -> Delete:
    """Return the statement that drops what nobody came back to."""
    return delete(TABLE).where(
        TABLE.c.author_id == bindparam("of", type_=TABLE.c.author_id.type),
        TABLE.c.saved_at < bindparam("then", type_=TABLE.c.saved_at.type),
    )
