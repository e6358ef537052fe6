"""What lists and terms need of sheets: how often, when last, and two answers; no written word.

A desk asks this of hundreds of sheets at once, so the database counts, and nothing is unsealed.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, case, func, null, or_, select
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.content.foster_forms import Form, foster_forms
from institution.fostercare.models import ChildSheet, FamilySheet, SheetState
from institution.fostercare.services.due import (
    AGAIN,
    MOST_CHILDREN,
    NEXT_VISIT,
    PERMIT_ENDS,
    RECORD,
    VISIT_ON,
    Kept,
)
from institution.fostercare.services.ready import asked
from institution.fostercare.services.sheets import OPEN_STATES

VISIT = "F5"
ANSWERED = {RECORD: (PERMIT_ENDS, MOST_CHILDREN), VISIT: (VISIT_ON, NEXT_VISIT)}
"""What is asked of the answers to two forms: the permit, and the days of visits."""
Model = type[FamilySheet | ChildSheet]


def kept(work: Work) -> Mapping[UUID, Kept]:
    """Return by family what is signed in those the actor coordinates; four queries.

    Raises:
        NotAllowedError: the actor coordinates no family.
    """
    found: dict[UUID, Kept] = defaultdict(lambda: Kept({}, {}))
    for counted, newest, forms in (
        (_own_counted, _own_newest, _forms(about_child=False)),
        (_child_counted, _child_newest, _forms(about_child=True)),
    ):
        for home_id, child_id, *said in asked(work, counted, foster_forms.newest().version):
            signed = found[home_id].signed
            for form, one in zip(forms, said, strict=True):
                if one:
                    signed[child_id, form.key] = one
        for home_id, child_id, form, *said in asked(work, newest):
            found[home_id].answers[child_id, form] = dict(zip(ANSWERED[form], said, strict=True))
    for one in found.values():
        for child_id in {child_id for child_id, _ in one.signed if child_id}:
            work.look_up(child_id)
    return found


def _forms(*, about_child: bool) -> list[Form]:
    """Return the forms that are due now and then."""
    forms = foster_forms.newest().forms
    return [one for one in forms if one.due and one.about_child == about_child]


def _own_counted(work: Work) -> Select[Any]:
    return _own(work, _counted(FamilySheet, null(), _forms(about_child=False)))


def _own_newest(work: Work) -> Select[Any]:
    return _own(work, _newest(FamilySheet, null(), RECORD))


def _child_counted(work: Work) -> Select[Any]:
    forms = _forms(about_child=True)
    return _of_children(work, _counted(ChildSheet, ChildSheet.child_id, forms))


def _child_newest(work: Work) -> Select[Any]:
    return _of_children(work, _newest(ChildSheet, ChildSheet.child_id, VISIT))


def _own(work: Work, statement: Select[Any]) -> Select[Any]:
    mine = scope.families(work, Permission.FAMILY_COORDINATE)
    return statement.where(FamilySheet.home_id.in_(mine))


def _of_children(work: Work, statement: Select[Any]) -> Select[Any]:
    return statement.where(scope.within(ChildSheet, work, Permission.FAMILY_COORDINATE))


def _counted(model: Model, child: Any, forms: Sequence[Form]) -> Select[Any]:
    """Select when a form was signed last, or how often, in one row for each child or family."""
    columns: list[Any] = []
    for form in forms:
        signed = and_(model.form == form.key, model.state == SheetState.SIGNED)
        again = form.due is not None and form.due.kind == AGAIN
        last = func.max(case((signed, model.written_at)))
        columns.append(last if again else func.count(case((signed, 1))))
    group = [model.home_id] if model is FamilySheet else [model.home_id, child]
    return select(model.home_id, child, *columns).group_by(*group)


def _newest(model: Model, child: Any, form: str) -> Select[Any]:
    """Select the answers of the newest record of a family, or of the last visit to a child."""
    later: Any = aliased(model)
    states = [SheetState.SIGNED] if form == VISIT else [*OPEN_STATES, SheetState.SIGNED]
    behind = or_(
        later.written_at > model.written_at,
        and_(later.written_at == model.written_at, later.id > model.id),
    )
    same = [later.home_id == model.home_id, later.form == form, later.state.in_(states)]
    if form == VISIT:
        same.append(later.child_id == child)
    after = select(later.id).where(*same, behind)
    answers = [model.answers[path].as_string() for path in ANSWERED[form]]
    return select(model.home_id, child, model.form, *answers).where(
        model.form == form, model.state.in_(states), ~after.exists()
    )
