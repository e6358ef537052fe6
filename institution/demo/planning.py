"""Give most children a plan, in versions, with goals that the logs can follow."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import numpy as np

from institution.access.work import Work
from institution.audit.models import Action
from institution.audit.services import save
from institution.content.daily_log import daily_log
from institution.db.base import new_id
from institution.demo.cast import Story
from institution.demo.reviewing import review
from institution.demo.shifts import Days
from institution.demo.texts import texts
from institution.plans.models import Goal, GoalLevel, Intervention, Plan, PlanText

WITHOUT = 6
"""Every so many children has no plan yet."""
FIRST, SECOND = 280, 96
"""Days ago when a plan and its next version were written."""
BETWEEN = timedelta(days=30)
"""Versions are further apart."""
REVIEWED, SOON = 182, 107
"""Days from a version to its review; sooner where the story is about the goal."""


@dataclass(frozen=True)
class Aim:
    """A goal that goes through the versions."""

    lineage: UUID
    dimension: str | None
    """None: contact with the family, which is counted."""
    wording: str
    done: tuple[str, ...]
    whom: str


class Planner:
    """Writes the plans of one child, as its caseworker."""

    def __init__(self, days: Days, begins: date, chance: random.Random) -> None:
        self._days = days
        self._begins = begins
        self._chance = chance
        self._aims = [self._aim(key) for key in self._dimensions()]

    def write(self, work: Work, child_id: UUID, municipality_id: UUID) -> int:
        """Write the versions.

        Args:
            work: of the caseworker; each version is kept as of the day it was written.
            child_id: whose plan.
            municipality_id: of the child.

        Returns:
            How many versions there are.
        """
        if self._days.kid.number % WITHOUT == WITHOUT - 1 and self._days.kid.story is Story.NONE:
            return 0
        about, before = {"child_id": child_id, "municipality_id": municipality_id}, Plan()
        for version, day in enumerate(self._written_on(), 1):
            moment = datetime.combine(day, time(14), UTC)
            then = Work(work.session, work.actor, moment)
            plan = self._plan(version, day, about)
            plan.author_id = _author(work)
            plan.written_at = moment
            save(then, plan, Action.PLAN_WRITTEN)
            work.session.flush()
            if version > 1:
                save(then, review(before, plan, self._chance), Action.PLAN_REVIEWED)
                work.session.flush()
            before = plan
        return len(self._written_on())

    def _written_on(self) -> list[date]:
        """Return the days on which a version was written, not before the child lived here."""
        earliest = max(self._begins, self._days.first) + timedelta(days=14)
        first, second = (self._days.last - timedelta(days=ago) for ago in (FIRST, SECOND))
        first = min(max(first, earliest), self._days.last)
        return [first, second] if second - first > BETWEEN else [first]

    def _dimensions(self) -> list[str | None]:
        """Return what the goals are about."""
        of_story: dict[Story, list[str | None]] = {
            Story.BEHIND: ["initiative", "calm"],
            Story.ON_TRACK: ["peers", "everyday"],
            Story.DROP: ["peers", None],
            Story.SLIDE: ["adults", "sleep"],
            Story.RECOVERY: ["peers", "everyday"],
        }
        if self._days.kid.story in of_story:
            return of_story[self._days.kid.story]
        keys = list(daily_log().dimension_keys)
        chosen: list[str | None] = list(self._chance.sample(keys, self._chance.randint(1, 2)))
        return [*chosen, None] if self._chance.random() < 0.4 else chosen

    def _aim(self, dimension: str | None) -> Aim:
        """Return a goal in the child's words."""
        texts_of = texts("plans")[dimension or "family"]
        return Aim(
            new_id(),
            dimension,
            self._chance.choice(texts_of["goals"]),
            tuple(self._chance.sample(texts_of["done"], self._chance.randint(1, 2))),
            self._chance.choice(texts("plans")["whom"]),
        )

    def _plan(self, version: int, day: date, about: dict[str, UUID]) -> Plan:
        """Return one version."""
        aims = self._aims if version > 1 or len(self._aims) == 1 else self._aims[:-1]
        plan = Plan(version=version, begins_on=day, review_on=self._review(day), **about)
        if version > 1:
            changes = texts("plans")["changes"]
            change = self._chance.choice(changes).format(first=_short(self._aims[0].wording))
            plan.change_reason = change
        plan.goals = [self._goal(i, aim, day, about) for i, aim in enumerate(aims)]
        plan.texts = [
            PlanText(position=place, content=key, text=said, **about)
            for place, (key, said) in enumerate(texts("plans")["contents"].items())
        ]
        return plan

    def _goal(self, position: int, aim: Aim, day: date, about: dict[str, UUID]) -> Goal:
        """Return a goal of one version."""
        contents = texts("plans")[aim.dimension or "family"]
        low, target = self._numbers(aim, day)
        goal = Goal(
            lineage_id=aim.lineage,
            position=position,
            wording=contents["plan"],
            childs_wording=aim.wording,
            signs=contents["signs"],
            area=contents["area"],
            dimension=aim.dimension,
            measure=None if aim.dimension else contents["measures"][0],
            baseline=low,
            target_low=target,
            target_high=None if aim.dimension is None else 5.0,
            starts_on=day,
            review_on=self._review(day),
            **about,
        )
        goal.interventions = [
            Intervention(position=i, what=what, who=aim.whom, begins_on=day, **about)
            for i, what in enumerate(aim.done)
        ]
        goal.levels = [
            GoalLevel(step=step, text=said, **about)
            for step, said in zip(range(-2, 3), texts("plans")["steps"], strict=True)
        ]
        return goal

    def _numbers(self, aim: Aim, day: date) -> tuple[float, float]:
        """Return where a goal begins and where it is to lead."""
        if aim.dimension is None:
            return 1.0, 4.0
        place = daily_log().dimension_keys.index(aim.dimension)
        at = max((day - self._days.first).days, 0)
        felt = float(np.mean(self._days.course[max(at - 21, 0) : at + 1, place]))
        if (self._days.kid.story, aim.dimension) in {
            (Story.BEHIND, "initiative"),
            (Story.ON_TRACK, "peers"),
        }:
            return _half(felt), 4.5 if self._days.kid.story is Story.BEHIND else 4.0
        return _half(felt - 0.75), _half(felt - 0.75) + 0.5

    def _review(self, day: date) -> date:
        """Return when a version is looked at again."""
        if self._days.kid.story in {Story.BEHIND, Story.ON_TRACK}:
            return day + timedelta(days=SOON)
        return day + timedelta(days=REVIEWED - self._days.kid.number * 5)


def _author(work: Work) -> UUID:
    """Return who writes."""
    if work.actor.id is None:
        raise LookupError("a plan is written by a person")
    return work.actor.id


def _half(level: float) -> float:
    """Return the level to half a point, on the scale."""
    return min(max(round(level * 2) / 2, 1.0), 4.5)


def _short(wording: str) -> str:
    """Return a goal as it stands inside a sentence."""
    return f"»{wording.rstrip('.')}«"
