"""A piece of work knows who acts, what day it is there, and whom it looked at."""

from datetime import UTC, date, datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.orm import Session

from institution.access.actor import NOBODY, SET_UP, Actor
from institution.access.policy import Permission, Role
from institution.access.work import Work

AFTER_MIDNIGHT = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Nuuk", 22), ("Europe/Copenhagen", 23), ("America/Thule", 22), ("UTC", 23)],
)
def test_today_is_the_day_where_the_actor_works(zone, day):
    actor = Actor(uuid4(), frozenset(), time_zone=ZoneInfo(zone))
    assert Work(Session(), actor, AFTER_MIDNIGHT).today == date(2026, 11, day)


def test_work_remembers_each_child_once():
    work, child = Work(Session(), SET_UP, AFTER_MIDNIGHT), uuid4()
    assert work.looked_up == frozenset()
    work.look_up(child)
    work.look_up(child)
    assert work.looked_up == {child}


def test_nobody_may_ever_do_anything():
    assert not any(NOBODY.may_ever(permission) for permission in Permission)


def test_a_role_decides_what_one_may_ever_do():
    staff = Actor(uuid4(), frozenset({Role.SHIFT_STAFF}))
    assert staff.may_ever(Permission.LOG_WRITE)
    assert not staff.may_ever(Permission.PLAN_WRITE)
