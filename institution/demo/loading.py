"""Load the demo into an empty database: people, children, plans and a year of logs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

import numpy as np
from sqlalchemy import exists, select

from institution.access.actor import NIGHTLY, Actor
from institution.access.policy import Role
from institution.access.work import Work
from institution.accounts.models import Person
from institution.cases.models import Municipality
from institution.content.daily_log import daily_log
from institution.demo.cast import MOST_CHILDREN, Adult, Kid, adults, is_left, kids
from institution.demo.chance import seeded
from institution.demo.courses import course
from institution.demo.following import Follower
from institution.demo.fostering import Fostering
from institution.demo.handing import Hander, keep
from institution.demo.happening import Happenings, keep_ordinary
from institution.demo.placing import TIME_ZONE, Settled, Stay, caseworker_of, settle, stays
from institution.demo.planning import Planner
from institution.demo.reporting import Reporter
from institution.demo.reviewing import tie_logs
from institution.demo.rosters import Roster, rhythm
from institution.demo.sharing import Sharer
from institution.demo.shifts import Days, Diary, Told
from institution.demo.spans import Span, span_up_to
from institution.demo.speaking import speak
from institution.demo.stories import tell_stories
from institution.demo.texts import texts
from institution.logs.services import Written
from institution.logs.services.many import Prepared, keep_many

AT_ONCE = 1000
TIED = timedelta(days=90)
"""Logs as old as this are tied to goals."""


class State(Enum):
    """What a database holds."""

    EMPTY = auto()
    DEMO = auto()
    OTHER = auto()


@dataclass(frozen=True)
class Options:
    """How large the demo is, and which."""

    seed: int = 1
    children: int = 24
    days: int = 365

    def __post_init__(self) -> None:
        if not 1 <= self.children <= MOST_CHILDREN:
            raise ValueError(f"the demo has 1 to {MOST_CHILDREN} children")
        if not 14 <= self.days <= 1000:
            raise ValueError("the demo has 14 to 1000 days")


def state(work: Work) -> State:
    """Tell what the database holds."""
    names = set(work.session.scalars(select(Municipality.name)))
    if names and names <= set(texts("people")["municipalities"]):
        return State.DEMO
    anyone = work.session.scalar(select(exists().where(Person.id.is_not(None))))
    return State.OTHER if names or anyone else State.EMPTY


def load(work: Work, options: Options) -> Settled:
    """Load the demo.

    Args:
        work: of the set-up job, on an empty database.
        options: the same, on the same day, give the same.
    """
    span = span_up_to(work.now, options.days)
    everyone, children = adults(), kids(options.children, seeded(options.seed))
    settled = settle(work, everyone, children, (span.first, span.last))
    lives = [_days(kid, span, options.seed) for kid in children]
    caseworkers = {kid.number: _caseworker(kid, settled, everyone) for kid in children}
    for days in lives:
        _plan(work, days, settled, caseworkers[days.kid.number], options.seed)
    logged: list[Prepared] = []
    for days in lives:
        chance = seeded(options.seed, days.kid.number, "logs")
        logged += _logs(days, span, settled, everyone, Diary(days, chance))
    logged = [_not_after(prepared, work.now) for prepared in logged]
    logged.sort(key=lambda prepared: prepared.written.received_at)
    for start in range(0, len(logged), AT_ONCE):
        keep_many(work, logged[start : start + AT_ONCE])
    tie_logs(Work(work.session, NIGHTLY, work.now), logged, span.last - TIED)
    _hand_over(work, options.seed, span, settled, children)
    speak(work, settled.children, next(iter(settled.persons.values())), caseworkers)
    keep_ordinary(work, [Happenings(k, settled, everyone, options.seed) for k in children], span)
    by_id = {child.id: children[number] for number, child in settled.children.items()}
    Follower(work, by_id, caseworkers).follow(span)
    tell_stories(work, settled, everyone, children)
    fostered = Fostering(work, settled, span)
    fostered.register()
    fostered.rest(fostered.live(settled.municipalities[0], settled.persons["mette"]))
    fostered.ask(caseworkers)
    Reporter(work, settled, span).report()
    Sharer(work, settled, span).share()
    return settled


def _hand_over(
    work: Work, seed: int, span: Span, settled: Settled, children: Sequence[Kid]
) -> None:
    """Let the shifts of the last weeks hand over in every unit."""
    for number in range(len(settled.units)):
        living = [kid for kid in children if kid.unit == number]
        hander = Hander(settled, number, adults(), seeded(seed, number, "handover"))
        keep(work, list(hander.rows(span, living, work.now)))


def _days(kid: Kid, span: Span, seed: int) -> Days:
    """Return the days of a child."""
    chance = seeded(seed, kid.number, "life")
    numbers = np.random.default_rng([seed, kid.number])
    length = (span.last - span.first).days + 1
    return Days(
        kid,
        span.first,
        span.last,
        course(kid, length, numbers),
        rhythm(kid, span.first, span.last, chance),
        ZoneInfo(TIME_ZONE),
    )


def _caseworker(kid: Kid, settled: Settled, everyone: Sequence[Adult]) -> Actor:
    """Return who answers for a child."""
    adult = [a for a in everyone if a.post == "caseworker"][caseworker_of(kid)]
    return Actor(settled.persons[adult.user_name], frozenset({Role.CASEWORKER}), name=adult.name)


def _plan(work: Work, days: Days, settled: Settled, actor: Actor, seed: int) -> None:
    """Let the caseworker write the plan of a child."""
    child = settled.children[days.kid.number]
    begins = stays(days.kid, days.first, days.last)[0].begins
    chance = seeded(seed, days.kid.number, "plan")
    as_caseworker = Work(work.session, actor, work.now)
    Planner(days, begins, chance).write(as_caseworker, child.id, child.municipality_id)


def _logs(
    days: Days, span: Span, settled: Settled, everyone: Sequence[Adult], diary: Diary
) -> Iterator[Prepared]:
    """Yield the logs of a child, with what is there of the running shift."""
    homes = stays(days.kid, span.first, span.last)
    rosters = {stay.unit: Roster(stay.unit, everyone, span.last) for stay in homes}
    for day, shift in span.shifts():
        stay = _stay_on(homes, day)
        if stay is None:
            continue
        for told in diary.logs(day, daily_log().shift(shift), rosters[stay.unit]):
            yield _prepared(told, days.kid, settled, stay)
    yield from _running(days, span, settled, rosters[homes[-1].unit], diary)


def _running(
    days: Days, span: Span, settled: Settled, roster: Roster, diary: Diary
) -> Iterator[Prepared]:
    """Yield the log of the running shift for about half of the children."""
    stay = stays(days.kid, span.first, span.last)[-1]
    shift = daily_log().shift(span.running)
    if not span.half_logged or is_left(days.kid) or stay.begins > span.last:
        return
    author = roster.writer(days.kid, span.last, shift.key, seeded(days.kid.number))
    yield _prepared(diary.log(span.last, shift, author), days.kid, settled, stay)


def _not_after(prepared: Prepared, now: datetime) -> Prepared:
    """Return the log, written and received by now."""
    draft, place, written = prepared
    if written.received_at <= now:
        return prepared
    draft = replace(draft, written_at=min(draft.written_at, now))
    return Prepared(draft, place, written._replace(received_at=now))


def _stay_on(homes: Sequence[Stay], day: date) -> Stay | None:
    """Return where the child lived on a day."""
    on = (stay for stay in homes if stay.begins <= day and (stay.ends is None or day <= stay.ends))
    return next(on, None)


def _prepared(told: Told, kid: Kid, settled: Settled, stay: Stay) -> Prepared:
    """Return a log as it is kept."""
    author_id = settled.persons[told.author.user_name]
    written = Written(author_id, told.received_at, daily_log().version)
    return Prepared(told.draft, settled.place(kid, stay), written)
