"""The bounds of a matter, as the door to all records keeps them."""

import pytest

from institution.access.actor import NIGHTLY
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import scope
from institution.cases.models import BoundKind
from institution.incidents.models import HelpTonight
from institution.incidents.services import record
from tests.incidents.telling import draft
from tests.relations import REACH
from tests.world import NOW

AROUND_MALIK = set(REACH["malik"])


def readers(work_of, record_id) -> set[str]:
    found = set()
    for name in AROUND_MALIK:
        with work_of(name) as work:
            about = scope.about(HelpTonight, work, Permission.INCIDENT_READ)
            if work.session.scalar(about.where(HelpTonight.id == record_id)):
                found.add(name)
    return found


@pytest.mark.parametrize(
    ("closeness", "bounds", "wanted"),
    [
        (None, [], AROUND_MALIK),
        (None, [(BoundKind.RESTRICTED, None)], AROUND_MALIK),
        (BoundKind.RESTRICTED, [], {"pipaluk", "naja", "hans", "sofie"}),
        (BoundKind.NAMED, [], {"pipaluk", "sofie"}),
        (BoundKind.NAMED, [(BoundKind.READER, "ivik")], {"pipaluk", "sofie", "ivik"}),
        (None, [(BoundKind.AROUND, "hans")], AROUND_MALIK - {"hans"}),
        (None, [(BoundKind.AROUND, "pipaluk")], AROUND_MALIK - {"pipaluk"}),
        (
            BoundKind.NAMED,
            [(BoundKind.READER, "hans"), (BoundKind.AROUND, "hans")],
            {"pipaluk", "sofie"},
        ),
        (None, [(BoundKind.TOOK_PART, "ivik")], AROUND_MALIK),
    ],
)
def test_each_bound_holds_at_the_door(work_of, help_of, closeness, bounds, wanted):
    assert readers(work_of, help_of(closeness, *bounds)) == wanted


def test_a_named_reader_without_a_relation_to_the_child_reads_nothing(work_of, help_of):
    record_id = help_of(BoundKind.NAMED, (BoundKind.READER, "jens"))
    with work_of("jens") as work:
        about = scope.about(HelpTonight, work, Permission.INCIDENT_READ)
        assert work.session.scalar(about.where(HelpTonight.id == record_id)) is None


def test_the_job_reads_what_is_bounded_and_a_telling_is_bound_by_its_matter(
    work_of, help_of, database, world
):
    record_id = help_of(BoundKind.NAMED)
    with work_of("pipaluk") as work:
        record(work, world.children["malik"].id, draft("self_harm", severity=3))
    with database.reading() as session:
        work = Work(session, NIGHTLY, NOW)
        found = session.scalars(scope.about(HelpTonight, work, Permission.INCIDENT_READ)).all()
        assert record_id in {one.id for one in found}
