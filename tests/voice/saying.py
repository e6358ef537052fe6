"""What children say in tests, and sessions in a child's hands."""

from uuid import UUID

from institution.access.actor import Actor
from institution.access.policy import Role
from institution.access.work import Work
from institution.voice import services
from institution.voice.services import Said
from tests.world import NOW


def as_child(session, world, name: str) -> Work:
    """Return a piece of work of a child."""
    return Work(session, Actor(world.children[name].id, frozenset({Role.CHILD})), NOW)


def said_by(database, world, name: str, shares_with: str = "home_and_caseworker", **said) -> UUID:
    """Keep something a child says; give its id."""
    with database.writing() as session:
        work = as_child(session, world, name)
        words = {"kind": "card", "good": "Fodbold", **said}
        handed_by = world.persons["hans"].id
        voice = services.say(work, handed_by, Said(shares_with=shares_with, **words))
        session.commit()
        return voice.id
