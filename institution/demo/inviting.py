"""Let whoever tries the demo make a browser a tablet of its first unit."""

from dataclasses import replace

from sqlalchemy import select

from institution.access.actor import Actor
from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.models import Person
from institution.accounts.services import user_name_index
from institution.cases import scope
from institution.cases.models import Unit
from institution.demo.cast import adults
from institution.offline.services.enrolling import make_code

LEADER = ("lead", 0)


def tablet_code(work: Work) -> str:
    """Return a code by which a tablet becomes one of the first unit, made by the one who leads it.

    It holds once, and for half an hour.
    """
    adult = next(one for one in adults() if (one.post, one.number) == LEADER)
    index = user_name_index(work.session.info["keyring"], adult.user_name)
    person_id = work.session.scalar(select(Person.id).where(Person.user_name_index == index))
    own = replace(work, actor=Actor(person_id, frozenset(adult.roles), name=adult.name))
    led = scope.units(own, Permission.DEVICE_MANAGE).with_only_columns(Unit.id)
    return make_code(own, work.session.scalar(led), "Tablet")
