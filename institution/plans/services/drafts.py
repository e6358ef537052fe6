"""What a plan and a review say before they are kept, and how they may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from institution.access.errors import ConflictError, RefusedError
from institution.plans.models import Goal, Plan


class NewerVersionError(ConflictError):
    """Somebody wrote a version of the plan in the meantime."""


class UnknownAnswerError(RefusedError):
    """An answer that the content does not have; the text names it."""


class NoPlanError(RefusedError):
    """There is no plan that could be gone through."""


@dataclass(frozen=True)
class Support:
    """What is done for a goal, and by whom."""

    what: str
    begins_on: date
    who: str | None = None
    ends_on: date | None = None
    """Last day; None where no end is agreed."""


@dataclass(frozen=True)
class NewGoal:
    """A goal as it stands in the next version."""

    wording: str
    area: str
    starts_on: date
    review_on: date
    childs_wording: str | None = None
    signs: str | None = None
    dimension: str | None = None
    measure: str | None = None
    baseline: float | None = None
    target_low: float | None = None
    target_high: float | None = None
    supports: tuple[Support, ...] = ()
    levels: Mapping[int, str] = field(default_factory=dict)
    """What steps of attainment look like, from -2 to 2; those that were agreed."""
    lineage_id: UUID | None = None
    """Of the goal it carries on; None for a new one."""


@dataclass(frozen=True)
class NewPlan:
    """The next version of a plan."""

    begins_on: date
    review_on: date
    goals: tuple[NewGoal, ...]
    builds_on: int
    """Number of the version it was made from; 0 where there was none."""
    change_reason: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    """What is said beside the goals, by key of the content."""


@dataclass(frozen=True)
class NewVoice:
    """What one person says about a goal."""

    number: int | None = None
    words: str | None = None


@dataclass(frozen=True)
class NewGoalReview:
    """What is said and decided about one goal."""

    lineage_id: UUID
    decision: str
    reason: str | None = None
    attainment: int | None = None
    childs_attainment: int | None = None
    voices: Mapping[str, NewVoice] = field(default_factory=dict)
    """By key of who says it; those who said something."""


@dataclass(frozen=True)
class NewReview:
    """A review of the version that holds."""

    held_on: date
    next_on: date
    child_heard: str
    goals: tuple[NewGoalReview, ...]
    builds_on: int
    """Number of the version that was gone through."""
    present: str | None = None


def as_new(goal: Goal) -> NewGoal:
    """Return a goal as the next version carries it on."""
    return NewGoal(
        wording=goal.wording,
        area=goal.area,
        starts_on=goal.starts_on,
        review_on=goal.review_on,
        childs_wording=goal.childs_wording,
        signs=goal.signs,
        dimension=goal.dimension,
        measure=goal.measure,
        baseline=goal.baseline,
        target_low=goal.target_low,
        target_high=goal.target_high,
        supports=tuple(
            Support(done.what, done.begins_on, done.who, done.ends_on)
            for done in goal.interventions
        ),
        levels={level.step: level.text for level in goal.levels},
        lineage_id=goal.lineage_id,
    )


def texts_of(plan: Plan) -> dict[str, str]:
    """Return what a version says beside its goals, by key of the content."""
    return {text.content: text.text for text in plan.texts}
