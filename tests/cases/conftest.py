"""What tests of the scope begin with."""

import pytest

from institution.audit.models import Action
from institution.audit.services import save
from institution.cases.models import Bound
from institution.db.base import new_id
from institution.incidents.models import HelpTonight
from tests.world import NOW, TODAY


@pytest.fixture
def help_of(work_of, world):
    """Give `help_of(closeness, *bounds)`: the id of a record that Pipaluk wrote under bounds."""

    def help_of(closeness, *bounds):
        child, matter_id = world.children["malik"], new_id()
        about = {"child_id": child.id, "municipality_id": child.municipality_id}
        with work_of("pipaluk") as work:
            row = HelpTonight(
                matter_id=matter_id,
                author_id=work.actor.id,
                home_id=world.homes["fjord"].id,
                closeness=closeness,
                written_at=NOW,
                text="Sid hos ham",
                **about,
            )
            save(work, row, Action.INCIDENT_ADDED_TO)
            for kind, name in bounds:
                person_id = world.persons[name].id if name else None
                bound = Bound(
                    matter_id=matter_id, kind=kind, person_id=person_id, day=TODAY, **about
                )
                save(work, bound, Action.INCIDENT_BOUNDED)
            return row.id

    return help_of
