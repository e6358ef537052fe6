"""How tasks stand: what was to be done in a time, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import names
from institution.cases import scope
from institution.cases.models import Child, Unit
from institution.handover.models import Task, TaskChild, TaskStep


@dataclass(frozen=True)
class ShownTask:
    """A task with how it stands."""

    task: Task
    child: Child | None
    owner: str
    """Empty: whoever is there."""
    author: str
    done_by: str
    """Empty while it is open."""
    done_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Tell whether it is still open after its time."""
        due = self.task.due_at
        return self.done_at is None and due is not None and due < now


def tasks_around(
    work: Work, unit: Unit, since: datetime, until: datetime | None = None
) -> tuple[ShownTask, ...]:
    """Return what was to be done in a time: the open tasks first, each in the order of its time.

    Args:
        work: whose reach counts.
        unit: from `cases.unit`, so that the actor works there.
        since: tasks that were done before are left out.
        until: tasks that were set later are left out; None: up to now.
    """
    lately = select(TaskStep.task_id).where(TaskStep.at >= since)
    found = work.session.scalars(
        readable(work, unit).where(
            or_(~_is_done(), Task.id.in_(lately)), Task.received_at <= (until or work.now)
        )
    ).all()
    last = last_steps(work, found)
    people = names(
        work,
        [
            *(id_ for task in found for id_ in (task.owner_id, task.author_id)),
            *(one.person_id for one in last.values()),
        ],
    )
    children = _children(work, found)
    shown = [_shown(task, last.get(task.id), people, children) for task in found]
    return tuple(sorted(shown, key=_place))


def readable(work: Work, unit: Unit) -> Select[Task]:
    """Select the tasks of a unit about no child, or about one within reach."""
    reached = scope.within(TaskChild, work, Permission.HANDOVER_READ)
    within = select(TaskChild.task_id).where(reached)
    about = select(TaskChild.id).where(TaskChild.task_id == Task.id).exists()
    asked = select(Task).where(Task.unit_id == unit.id, or_(~about, Task.id.in_(within)))
    return asked.execution_options(scope=Permission.HANDOVER_READ)


def _is_done() -> ColumnElement[bool]:
    """Return the condition that the last step of a task says done."""
    later = aliased(TaskStep)
    newer = select(later.id).where(later.task_id == TaskStep.task_id, later.at > TaskStep.at)
    last = and_(TaskStep.task_id == Task.id, TaskStep.done, ~newer.exists())
    return select(TaskStep.id).where(last).exists()


def last_steps(work: Work, tasks: Iterable[Task]) -> dict[UUID, TaskStep]:
    """Return the last step of each task that has one."""
    ids = [task.id for task in tasks]
    found = work.session.scalars(
        select(TaskStep).where(TaskStep.task_id.in_(ids)).order_by(TaskStep.at, TaskStep.id)
    )
    return {one.task_id: one for one in found}


def _children(work: Work, tasks: Iterable[Task]) -> dict[UUID, Child]:
    """Return the children that tasks are about, by the id of the task."""
    about = work.session.scalars(
        scope.about(TaskChild, work, Permission.HANDOVER_READ).where(
            TaskChild.task_id.in_([task.id for task in tasks])
        )
    ).all()
    if not about:
        return {}
    ids = [one.child_id for one in about]
    reached = scope.children(work, Permission.HANDOVER_READ).where(Child.id.in_(ids))
    children = {child.id: child for child in work.session.scalars(reached)}
    return {one.task_id: children[one.child_id] for one in about if one.child_id in children}


def _shown(
    task: Task, last: TaskStep | None, people: dict[UUID, str], children: dict[UUID, Child]
) -> ShownTask:
    """Return a task with how it stands."""
    done = last if last is not None and last.done else None
    return ShownTask(
        task,
        children.get(task.id),
        people.get(task.owner_id, "") if task.owner_id else "",
        people.get(task.author_id, ""),
        people.get(done.person_id, "") if done else "",
        done.at if done else None,
    )


def _place(shown: ShownTask) -> tuple[bool, bool, float]:
    """Return the place of a task in the list."""
    due = shown.task.due_at
    return (
        shown.done_at is not None,
        due is None,
        (due or shown.task.received_at).timestamp(),
    )
