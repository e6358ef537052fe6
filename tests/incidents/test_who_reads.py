"""Who reads which incident: every person, every kind of bound, by every way in."""

import pytest

from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.policy import Permission
from institution.cases import scope
from institution.incidents.models import Addition, HelpTonight, Incident
from institution.incidents.services import add, helps_tonight, lines_of_child, matter, record
from tests.incidents.telling import addition, draft, forced, serious
from tests.relations import REACH
from tests.world import EVERYONE

AROUND_MALIK = set(REACH["malik"])
LEADING = {"naja", "hans", "sofie"}
"""The leader of the unit, the manager of the home, the caseworker."""


@pytest.fixture
def told(work_of, malik):
    """Give `told("pipaluk", draft)`: the incident, kept with a note and how to help beside it."""

    def told(name, new):
        with work_of(name) as work:
            new = new.__class__(
                **{**new.__dict__, "texts": {**new.texts, "tonight": "Sid hos ham"}}
            )
            kept = record(work, malik, new)
            add(work, malik, kept.matter_id, addition())
            return kept.matter_id

    return told


def readers(work_of, malik, matter_id) -> dict[str, set[str]]:
    """Return who reads a matter in each of the ways there are."""
    found = {"lines": set(), "one": set(), "tellings": set(), "additions": set(), "help": set()}
    for name in EVERYONE:
        with work_of(name) as work:
            try:
                if matter_id in {line.matter_id for line in lines_of_child(work, malik)}:
                    found["lines"].add(name)
                for way, model in (("tellings", Incident), ("additions", Addition)):
                    about = scope.about(model, work, Permission.INCIDENT_READ)
                    if work.session.scalars(about.where(model.matter_id == matter_id)).all():
                        found[way].add(name)
                if matter_id in {one.matter_id for one in helps_tonight(work, malik)}:
                    found["help"].add(name)
                matter(work, malik, matter_id)
                found["one"].add(name)
            except (NotReachableError, NotAllowedError):
                continue
    return found


def alike(people) -> dict[str, set[str]]:
    return {key: set(people) for key in ("lines", "one", "tellings", "additions", "help")}


def test_an_ordinary_incident_is_read_by_everyone_around_the_child(told, work_of, malik):
    matter_id = told("pipaluk", draft())
    assert readers(work_of, malik, matter_id) == alike(AROUND_MALIK)


@pytest.mark.parametrize("kind", ["self_harm", "online_harm", "sexual_boundary"])
def test_of_a_restricted_one_the_shift_reads_only_how_to_help(told, work_of, malik, kind):
    matter_id = told("pipaluk", serious(kind))
    wanted = alike(LEADING | {"pipaluk"})
    assert readers(work_of, malik, matter_id) == {**wanted, "help": AROUND_MALIK}


def test_of_the_use_of_force_staff_read_their_own_part(told, work_of, malik, world):
    matter_id = told("pipaluk", forced(world))
    wanted = alike(LEADING | {"pipaluk"})
    assert readers(work_of, malik, matter_id) == {**wanted, "help": AROUND_MALIK}


def test_a_complaint_about_an_adult_is_read_by_the_named_alone(told, work_of, malik, world):
    around = (world.persons["ivik"].id,)
    matter_id = told("pipaluk", serious("allegation_against_adult", around=around))
    assert readers(work_of, malik, matter_id) == alike({"pipaluk", "hans", "sofie"})


def test_a_complaint_about_the_manager_goes_around_the_manager(told, work_of, malik, world):
    around = (world.persons["hans"].id,)
    matter_id = told("pipaluk", serious("allegation_against_adult", around=around))
    assert readers(work_of, malik, matter_id) == alike({"pipaluk", "sofie"})


@pytest.mark.parametrize("name", sorted(AROUND_MALIK - {"sofie"}))
@pytest.mark.parametrize("kind", ["big_distress", "disclosure_of_harm", "use_of_force"])
def test_any_matter_goes_around_whom_it_is_about(told, work_of, malik, world, name, kind):
    writer = "sofie"
    around = (world.persons[name].id,)
    new = forced(world, ("jens",)) if kind == "use_of_force" else serious(kind)
    new = draft() if kind == "big_distress" else new
    matter_id = told(writer, new.__class__(**{**new.__dict__, "around": around}))
    for way, people in readers(work_of, malik, matter_id).items():
        assert name not in people, way
        assert {"sofie"} <= people, way


def test_a_matter_that_turns_out_to_be_about_its_writer_is_closed_to_them(
    told, work_of, malik, world
):
    """The first words were ordinary; the completion says about whom it is."""
    matter_id = told("pipaluk", draft("threat"))
    with work_of("sofie") as work:
        old = matter(work, malik, matter_id).incident
        around = (world.persons["pipaluk"].id, world.persons["ivik"].id)
        new = serious("allegation_against_adult", corrects_id=old.id, around=around)
        assert record(work, malik, new).matter_id == matter_id
    found = readers(work_of, malik, matter_id)
    assert found["one"] == found["lines"] == {"sofie", "hans"}
    assert found["tellings"] == {"sofie", "hans"}


def test_a_correction_to_a_milder_type_opens_nothing(told, work_of, malik):
    matter_id = told("pipaluk", serious("self_harm"))
    with work_of("naja") as work:
        old = matter(work, malik, matter_id).incident
        record(work, malik, draft("injury_accident", corrects_id=old.id))
    found = readers(work_of, malik, matter_id)
    assert found["one"] == LEADING | {"pipaluk"}


def test_nobody_of_another_home_or_municipality_reads_anything(told, work_of, malik):
    for new in (draft(), serious("self_harm")):
        found = readers(work_of, malik, told("pipaluk", new))
        assert not {"jens", "nuka", "aka", "karl", "ane"} & set().union(*found.values())


def test_what_is_hidden_and_what_is_not_there_look_alike(told, work_of, malik, world):
    about_hans = (world.persons["hans"].id,)
    matter_id = told("pipaluk", serious("allegation_against_adult", around=about_hans))
    with work_of("hans") as work:
        for unknown in (matter_id, malik):
            with pytest.raises(NotReachableError):
                matter(work, malik, unknown)
            with pytest.raises(NotReachableError):
                add(work, malik, unknown, addition())
        assert (
            work.session.scalars(scope.about(HelpTonight, work, Permission.INCIDENT_READ)).all()
            == []
        )
