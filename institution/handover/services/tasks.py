"""Tasks: set for somebody or for whoever is there, and carried on until they are done."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_, select

from institution.access.errors import NotReachableError, RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.cases.models import Employment, Unit
from institution.db.base import new_id
from institution.handover.models import Task, TaskChild, TaskStep
from institution.handover.services.keeping import author_of, check_same, keep
from institution.handover.services.standing import last_steps, readable


class UnknownOwnerError(RefusedError):
    """The person does not work in the unit."""


@dataclass(frozen=True)
class NewTask:
    """Something to be done. The text is stripped."""

    id: UUID
    text: str
    written_at: datetime
    child_id: UUID | None = None
    owner_id: UUID | None = None
    """None: whoever is there."""
    due_at: datetime | None = None


def colleagues(work: Work, unit: Unit) -> list[tuple[UUID, str]]:
    """Return those who work in the unit today, by name."""
    found = work.session.scalars(
        select(Employment.person_id).where(
            Employment.home_id == unit.home_id,
            or_(Employment.unit_id == unit.id, Employment.unit_id.is_(None)),
            scope.lasts(Employment.begins, Employment.ends, work.today),
        )
    ).all()
    return sorted(names(work, found).items(), key=lambda pair: pair[1])


def set_task(work: Work, unit_id: UUID, new: NewTask) -> None:
    """Keep a task; sending the same again changes nothing.

    Raises:
        NotReachableError: not a unit of the actor, or the child is not within reach.
        UnknownOwnerError: the owner does not work there.
        ConflictError: something else is kept under the id.
    """
    unit = cases.unit(work, Permission.HANDOVER_WRITE, unit_id)
    child = (
        scope.child(work, Permission.HANDOVER_WRITE, new.child_id)
        if new.child_id is not None
        else None
    )
    if new.owner_id is not None and new.owner_id not in dict(colleagues(work, unit)):
        raise UnknownOwnerError
    values = {
        "id": new.id,
        "home_id": unit.home_id,
        "unit_id": unit.id,
        "author_id": author_of(work),
        "written_at": new.written_at,
        "received_at": work.now,
        "owner_id": new.owner_id,
        "due_at": new.due_at,
        "text": new.text,
    }
    if not keep(work, Task, values, Action.TASK_SET):
        kept = work.session.scalar(readable(work, unit).where(Task.id == new.id))
        check_same(kept, values)
    elif child is not None:
        about = TaskChild(
            task_id=new.id,
            child_id=child.id,
            municipality_id=child.municipality_id,
            home_id=unit.home_id,
        )
        save(work, about, Action.TASK_SET)


def task_words(work: Work, unit_id: UUID, task_id: UUID) -> str:
    """Return what is to be done; empty where it is not within reach.

    Raises:
        NotReachableError: not a unit of the actor.
    """
    unit = cases.unit(work, Permission.HANDOVER_READ, unit_id)
    task = work.session.scalar(readable(work, unit).where(Task.id == task_id))
    return task.text if task else ""


def step(
    work: Work, unit_id: UUID, task_id: UUID, *, done: bool, step_id: UUID | None = None
) -> None:
    """Say that a task is done, or open again; saying what holds already changes nothing.

    Args:
        work: of the one who says so, as of then.
        unit_id: where the task stands.
        task_id: which it is.
        done: False opens it again.
        step_id: under which it is kept; None makes one.

    Raises:
        NotReachableError: not a unit of the actor, or no such task within reach.
    """
    unit = cases.unit(work, Permission.HANDOVER_WRITE, unit_id)
    task = work.session.scalar(readable(work, unit).where(Task.id == task_id))
    if task is None:
        raise NotReachableError
    last = last_steps(work, [task]).get(task.id)
    if done == bool(last and last.done):
        return
    action = Action.TASK_DONE if done else Action.TASK_OPENED_AGAIN
    said = {"task_id": task.id, "done": done, "person_id": author_of(work), "at": work.done_at}
    save(work, TaskStep(id=step_id or new_id(), **said), action)
