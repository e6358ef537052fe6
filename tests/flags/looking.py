"""What the tests of looking read, and what they write beforehand."""

from dataclasses import replace
from datetime import timedelta

import pytest

from institution.access.actor import SET_UP
from institution.access.policy import Permission
from institution.audit.models import Action
from institution.audit.services import save
from institution.cases import scope
from institution.cases import services as cases
from institution.flags.models import Flag, FlagAnswer
from institution.flags.services import on_log, sweep
from institution.logs.models import Shift
from tests.flags.conftest import EVERY, day_ago
from tests.world import NOW, TODAY

BOTH = pytest.mark.only_on("sqlite", "postgresql")


def flags(work):
    """Return what was raised about Malik; of Aviaja, who lives with him, nothing is written."""
    [malik] = cases.find_by_reference(work, Permission.FLAG_RAISE, ["HF-001"])
    found = work.session.scalars(
        scope.about(Flag, work, Permission.FLAG_RAISE).where(Flag.child_id == malik.id)
    )
    return sorted(found, key=lambda flag: (flag.raised_at, flag.kind))


def kinds(work):
    return [flag.kind for flag in flags(work)]


def raised(work, day=TODAY):
    """Return the kinds that a sweep raises about Malik."""
    before = {flag.id for flag in flags(work)}
    sweep(work, day)
    return [flag.kind for flag in flags(work) if flag.id not in before]


def keep_and_look(work, writer, entry):
    """Keep a log that comes now, whatever day it is about."""
    entry = entry._replace(written=entry.written._replace(received_at=NOW))
    writer.keep(work, [entry])
    on_log(work, entry.kept)
    return entry.kept


def days_of(entries):
    return {one.draft.day for one in entries}


def named(flag):
    return {one["key"] for one in flag.evidence["dimensions"]}


def all_day(writer, first, last):
    return writer.days(first, last, dict.fromkeys(EVERY, 4), shift=Shift.DAY)


def move(world, work, child, unit, days_ago):
    placement = cases.placements(work, Permission.FLAG_RAISE, world.children[child].id)[-1]
    setup = replace(work, actor=SET_UP)
    cases.end(setup, placement, day_ago(days_ago + 1))
    work.session.flush()
    cases.place(setup, world.children[child], world.units[unit], day_ago(days_ago))
    work.session.flush()


def raised_earlier(work, writer, kind, *dimensions):
    place = writer.place()
    flag = Flag(
        child_id=place.child_id,
        municipality_id=place.municipality_id,
        home_id=place.home_id,
        kind=kind,
        signature=f"{kind}:{day_ago(30)}",
        raised_at=NOW - timedelta(days=30),
        day=day_ago(30),
        since=day_ago(35),
        respond_by=NOW,
        content_version=1,
        evidence={"dimensions": [{"key": key, "usual": 4, "now": 2} for key in dimensions]},
    )
    save(work, flag, Action.FLAG_RAISED)
    work.session.flush()
    return flag


def closed(work, flag, at):
    answer = FlagAnswer(
        child_id=flag.child_id,
        municipality_id=flag.municipality_id,
        home_id=flag.home_id,
        flag_id=flag.id,
        kind="close",
        closes=True,
        answered_at=at,
    )
    save(work, answer, Action.FLAG_ANSWERED)
    work.session.flush()
