"""Adding people, and what they change about their own account."""

import pytest
from sqlalchemy import select

from institution.access.actor import SET_UP
from institution.access.errors import ConflictError, NotAllowedError, NotReachableError
from institution.access.policy import Permission, Role
from institution.access.work import Work
from institution.accounts import services
from institution.accounts.models import Person
from institution.audit.models import Action, RecordHistory
from institution.cli import main
from tests.world import EVERYONE, NOW, PASSWORD, TODAY, person_name

NEW = services.NewPerson("ulla", "Ulla Hansen", "seks rever i tåge", (Role.SHIFT_STAFF,))


def test_an_administrator_adds_people(work_of):
    with work_of("ane") as work:
        person = services.add_person(work, NEW, TODAY)
        assert [role.role for role in person.roles] == [Role.SHIFT_STAFF]
        assert "Ulla Hansen" in {one.name for one in services.people(work)}


@pytest.mark.parametrize("name", ["ane", "ANE", " ane"])
def test_a_user_name_is_taken_once(work_of, name):
    with work_of("ane") as work, pytest.raises(ConflictError):
        services.add_person(work, _named(name), TODAY)


def _named(user_name: str) -> services.NewPerson:
    return services.NewPerson(user_name, NEW.name, NEW.password, NEW.roles)


def test_a_short_password_is_refused(work_of):
    short = services.NewPerson("ulla", "Ulla", "for kort", (Role.SHIFT_STAFF,))
    with work_of("ane") as work, pytest.raises(services.WeakPasswordError):
        services.add_person(work, short, TODAY)


@pytest.mark.parametrize("name", [name for name in EVERYONE if name != "ane"])
def test_nobody_else_adds_or_lists_people(work_of, name):
    with work_of(name) as work, pytest.raises(NotAllowedError):
        services.people(work)
    with work_of(name) as work, pytest.raises(NotAllowedError):
        services.add_person(work, NEW, TODAY)


def test_names_are_found_by_id_and_the_unknown_are_left_out(work_of, world):
    ids = [world.persons["sofie"].id, None, world.children["malik"].id]
    with work_of("pipaluk") as work:
        assert services.names(work, ids) == {ids[0]: person_name("sofie")}


def test_jobs_find_people_by_user_name(database, world):
    with database.reading() as session:
        found = services.ids_by_user_name(Work(session, SET_UP, NOW), ["sofie", "nobody", "Karl"])
    assert found == {"sofie": world.persons["sofie"].id, "Karl": world.persons["karl"].id}


def test_a_change_of_ones_own_is_kept_with_its_history(work_of, world, database):
    with work_of("sofie") as work:
        services.change_language(work, "en")
    with work_of("sofie") as work:
        services.change_password(work, PASSWORD, "en ny og lang sætning")
    with work_of("sofie") as work:
        assert services.own(work).language == "en"
        with pytest.raises(services.WrongPasswordError):
            services.change_password(work, PASSWORD, "endnu en lang sætning")
        with pytest.raises(services.WeakPasswordError):
            services.change_password(work, "en ny og lang sætning", "kort")
    with database.reading() as session:
        changed = select(RecordHistory.record_id).where(
            RecordHistory.action == Action.PERSON_CHANGED
        )
        assert session.scalars(changed).all() == [world.persons["sofie"].id] * 2


def test_who_has_no_account_has_nothing_of_their_own(database, world):
    from uuid import uuid4

    from institution.access.actor import NOBODY, Actor

    with database.reading() as session:
        with pytest.raises(NotAllowedError):
            services.own(Work(session, NOBODY, NOW))
        with pytest.raises(NotReachableError):
            services.own(Work(session, Actor(uuid4(), frozenset({Role.CASEWORKER})), NOW))


def test_a_permission_is_required_by_name(work_of):
    with work_of("sofie") as work:
        services.require(work, Permission.OWN_ACCOUNT)
        with pytest.raises(NotAllowedError, match="people_administer"):
            services.require(work, Permission.PEOPLE_ADMINISTER)


@pytest.fixture
def command(settings, monkeypatch):
    """Give `command(arguments, typed)`: runs `institution` on the database of the test."""
    from click.testing import CliRunner

    monkeypatch.setenv("INSTITUTION_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("INSTITUTION_KEY_FILE", str(settings.key_file))
    return lambda arguments, typed="": CliRunner().invoke(main, arguments, input=typed)


ADD = ["people", "add", "ulla", "--name", "Ulla Hansen", "--role", "caseworker"]


def test_a_person_is_added_on_the_command_line(command, database):
    done = command(ADD, "seks rever i tåge\n" * 2)
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "Added.")
    assert "seks rever" not in done.output
    with database.reading() as session:
        index = services.user_name_index(database.keyring, "ulla")
        assert (
            session.scalar(select(Person.language).where(Person.user_name_index == index)) == "da"
        )


@pytest.mark.parametrize(
    ("arguments", "typed", "status", "said"),
    [
        (["people", "add", "ane", *ADD[3:]], "seks rever i tåge\n" * 2, 1, "taken: ane"),
        (ADD, "kort\n" * 2, 1, "12 characters"),
        ([*ADD[:-1], "king"], "", 2, "king"),
        (ADD[:3], "", 2, "--name"),
    ],
)
def test_what_cannot_be_added_is_refused_with_the_reason(command, arguments, typed, status, said):
    done = command(arguments, typed)
    assert done.exit_code == status
    assert said in done.output
