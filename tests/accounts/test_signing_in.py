"""The way in: what is tried, what is locked, how long a session holds, and where it ends."""

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from institution.access.actor import NOBODY
from institution.access.errors import NotAllowedError, NotReachableError
from institution.access.work import Work
from institution.accounts import passwords, signing_in
from institution.accounts.models import Device, SignIn
from institution.accounts.signing_in import LockedError, TooSoonError, WrongSignInError
from institution.audit.models import Action, RecordHistory, SecurityEvent, SecurityLog
from tests.world import NOW, PASSWORD

WRONG = "en helt anden sætning"
REFUSALS = (WrongSignInError, LockedError, TooSoonError)


@pytest.fixture
def attempt(database, clock):
    """Give `attempt(user name, password)`: the token, or which refusal it was."""

    def attempt(name: str, password: str = WRONG):
        with database.writing() as session:
            work = Work(session, NOBODY, clock())
            try:
                return signing_in.sign_in(work, name, password)
            except REFUSALS as refusal:
                return type(refusal)
            finally:
                session.commit()

    return attempt


@pytest.fixture
def visit(database, clock):
    """Give `visit(token)`: the session that holds now, or None."""

    def visit(token: str):
        with database.reading() as session:
            return signing_in.visit(session, token, clock())

    return visit


def fail(attempt, clock, name: str, times: int) -> list:
    """Try a wrong password, each time after long enough."""
    outcomes = []
    for _ in range(times):
        outcomes.append(attempt(name))
        clock.forward(minutes=1)
    return outcomes


def test_passwords_are_kept_as_argon2id_with_the_agreed_cost(world):
    assert passwords.hashed("x" * 12).startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert world.persons["ane"].password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.parametrize("kept", [None, "", "not a hash", "$argon2id$v=19$m=8,t=1,p=1$bad$bad"])
def test_no_password_fits_an_account_that_is_not_there_or_damaged(kept):
    assert not passwords.matches(kept, "no one has this password")


def test_the_right_password_opens_a_session(attempt, visit, world):
    found = visit(attempt("sofie", PASSWORD))
    assert found.actor.id == world.persons["sofie"].id
    assert found.actor.name == "Sofie Lund"
    assert found.actor.roles == world.actor("sofie").roles


@pytest.mark.parametrize("name", ["Sofie", " sofie ", "SOFIE"])
def test_a_user_name_is_the_same_in_capitals_and_between_spaces(attempt, visit, name):
    assert visit(attempt(name, PASSWORD)) is not None


@pytest.mark.parametrize("name", ["sofie", "nobody-has-this-name"])
def test_five_failures_lock_and_the_right_password_is_refused_then(attempt, clock, name):
    assert fail(attempt, clock, name, 6) == [WrongSignInError] * 5 + [LockedError]
    assert attempt(name, PASSWORD) is LockedError
    clock.forward(hours=20)
    assert attempt(name, PASSWORD) is LockedError


def test_a_day_after_the_failures_the_lock_is_gone(attempt, clock, visit):
    fail(attempt, clock, "sofie", 5)
    clock.forward(hours=24)
    assert visit(attempt("sofie", PASSWORD)) is not None


def test_failures_are_counted_since_the_last_success(attempt, clock, visit):
    fail(attempt, clock, "sofie", 4)
    assert visit(attempt("sofie", PASSWORD)) is not None
    fail(attempt, clock, "sofie", 4)
    assert visit(attempt("sofie", PASSWORD)) is not None


def test_failures_of_one_lock_nobody_else(attempt, clock, visit):
    fail(attempt, clock, "sofie", 5)
    assert visit(attempt("karl", PASSWORD)) is not None


@pytest.mark.parametrize(("failures", "wait"), [(3, 4), (4, 8)])
def test_a_wait_grows_with_the_failures_and_counts_even_the_right_password(
    attempt, clock, visit, failures, wait
):
    fail(attempt, clock, "sofie", failures - 1)
    assert attempt("sofie") is WrongSignInError
    clock.forward(seconds=wait - 1)
    assert attempt("sofie", PASSWORD) is TooSoonError
    clock.forward(seconds=1)
    assert visit(attempt("sofie", PASSWORD)) is not None


def test_two_mistakes_in_a_row_cost_no_wait(attempt, visit):
    assert [attempt("sofie"), attempt("sofie")] == [WrongSignInError] * 2
    assert visit(attempt("sofie", PASSWORD)) is not None


def test_another_person_opens_the_account_and_the_cause_is_kept(
    attempt, clock, visit, work_of, world, database
):
    fail(attempt, clock, "sofie", 5)
    cause = "Jeg har talt med Sofie i telefonen"
    with work_of("ane", clock()) as work:
        assert signing_in.locked(work) == {world.persons["sofie"].id}
        signing_in.open_account(work, world.persons["sofie"].id, cause)
    assert visit(attempt("sofie", PASSWORD)) is not None
    with work_of("ane", clock()) as work:
        assert signing_in.locked(work) == set()
        kept = select(RecordHistory).where(RecordHistory.action == Action.ACCOUNT_OPENED)
        row = work.session.scalars(kept).one()
        assert (row.actor_id, row.reason) == (world.persons["ane"].id, cause)
        assert row.record_id == world.persons["sofie"].id
    with database.reading() as session:
        events = select(SecurityLog).where(SecurityLog.event == SecurityEvent.ACCOUNT_OPENED)
        event = session.scalars(events).one()
        assert (event.person_id, event.subject_id) == (
            world.persons["ane"].id,
            world.persons["sofie"].id,
        )


def test_nobody_opens_their_own_account_or_one_that_is_not_there(work_of, world):
    from uuid import uuid4

    for person_id in (world.persons["ane"].id, uuid4()):
        with work_of("ane") as work, pytest.raises(NotReachableError):
            signing_in.open_account(work, person_id, "I would like to")


@pytest.mark.parametrize("name", ["hans", "naja", "sofie", "pipaluk"])
def test_only_administrators_open_accounts(work_of, world, name):
    with work_of(name) as work, pytest.raises(NotAllowedError):
        signing_in.open_account(work, world.persons["karl"].id, "I would like to")


def test_every_try_is_in_the_security_log(attempt, clock, database, world):
    fail(attempt, clock, "sofie", 6)
    attempt("karl", PASSWORD)
    with database.reading() as session:
        rows = session.scalars(select(SecurityLog).order_by(SecurityLog.at)).all()
    events = [row.event for row in rows]
    assert events == [SecurityEvent.SIGN_IN_FAILED] * 5 + [
        SecurityEvent.SIGN_IN_LOCKED,
        SecurityEvent.SIGNED_IN,
    ]
    assert {row.subject_id for row in rows[:5]} == {world.persons["sofie"].id}


@pytest.mark.parametrize(
    ("device", "idle"),
    [(Device.DESK, timedelta(minutes=15)), (Device.TABLET, timedelta(minutes=5))],
)
def test_a_session_left_alone_ends(database, clock, visit, device, idle):
    with database.writing() as session:
        work = Work(session, NOBODY, clock())
        token = signing_in.sign_in(work, "sofie", PASSWORD, device)
        session.commit()
    clock.now += idle
    assert visit(token) is not None
    clock.forward(seconds=1)
    assert visit(token) is None


def test_a_session_in_use_ends_after_twelve_hours(attempt, clock, visit, database):
    token = attempt("sofie", PASSWORD)
    for _ in range(12 * 6):
        clock.forward(minutes=10)
        found = visit(token)
        assert found is not None
        with database.writing() as session:
            signing_in.touch(session.connection(), found.sign_in_id, clock())
            session.commit()
    clock.forward(seconds=1)
    assert visit(token) is None


def test_signing_out_ends_this_session_and_no_other(attempt, visit, work_of):
    here, there = attempt("sofie", PASSWORD), attempt("sofie", PASSWORD)
    with work_of("sofie") as work:
        signing_in.sign_out(work, here)
    assert visit(here) is None
    assert visit(there) is not None


def test_signing_out_everywhere_ends_all_of_ones_own(attempt, visit, work_of):
    own, other = [attempt("sofie", PASSWORD) for _ in range(3)], attempt("karl", PASSWORD)
    with work_of("sofie") as work:
        signing_in.sign_out_everywhere(work)
    assert [visit(token) for token in own] == [None] * 3
    assert visit(other) is not None


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "æøå\x00"])
def test_a_made_up_token_is_nobody(visit, token):
    assert visit(token) is None


def test_tokens_are_long_and_never_the_same(attempt):
    tokens = {attempt("sofie", PASSWORD) for _ in range(3)}
    assert len(tokens) == 3
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)


def test_the_database_keeps_only_the_hash_of_a_token(attempt, database):
    token = attempt("sofie", PASSWORD)
    with database.reading() as session:
        rows = session.execute(text("SELECT * FROM sign_ins")).all()
        kept = session.scalars(select(SignIn.token_hash)).all()
    assert token not in str(rows)
    assert kept == [hashlib.sha256(token.encode()).digest()]


def test_a_role_that_has_ended_is_not_held(attempt, visit, clock, database, world):
    token = attempt("ivik", PASSWORD)
    with database.engine.execution_options(write=True).connect() as connection:
        connection.execute(
            text("UPDATE person_roles SET ends = :day WHERE role = 'contact_adult'"),
            {"day": NOW.date()},
        )
        connection.commit()
    assert visit(token).actor.roles == world.actor("ivik").roles
    clock.forward(minutes=14)
    clock.now = NOW + timedelta(hours=3)
    with database.writing() as session:
        session.execute(text("UPDATE sign_ins SET seen_at = :at"), {"at": str(clock.now)[:19]})
        session.commit()
    assert {role.value for role in visit(token).actor.roles} == {"shift_staff"}
