"""Children who moved out a short while ago: their old place still reads, to hand over."""

from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import Child


def left_lately(work: Work) -> list[Child]:
    """Return the children of whom the actor reads only what was written before they moved."""
    permissions = (Permission.TIMELINE_READ, Permission.CHILD_READ)
    if not all(work.actor.may_ever(one) for one in permissions):
        return []
    here = scope.child_ids(work, Permission.CHILD_READ)
    read = scope.children(work, Permission.TIMELINE_READ)
    found = work.session.scalars(read.where(Child.id.not_in(here)))
    return sorted(found, key=lambda child: child.name)
