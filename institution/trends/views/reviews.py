"""What people said of a goal at reviews, as pictures with their tables."""

from collections.abc import Sequence

from flask_babel import gettext as _

from institution.content.daily_log import daily_log
from institution.content.plans import plans
from institution.plans.services import GoalVersion, ReviewedGoal
from institution.stats.attainment import signed
from institution.stats.goals import Goal as Way
from institution.trends.charts import Aim, Answered, Frame, Told, Words, review_picture
from institution.trends.charts.parts import lines
from institution.trends.services import GoalDays
from institution.trends.views import numbers
from institution.trends.views.panels import Panel, drawn
from institution.trends.views.scene import Scene
from institution.trends.views.tables import Table, body

NUMBERS_TO_LEVELS = 4 / 10
"""From a number between 0 and 10 to the place of a level between 1 and 5."""
CHILD = "child"


def review_panels(scene: Scene, found: GoalDays) -> list[Panel]:
    """Return a picture of people's numbers and one of the steps, where there are any."""
    numbers_said, steps = _numbers(found.reviews, scene.language), _steps(found.reviews)
    panels = []
    if numbers_said:
        words = [(5.0, ["10"]), (3.0, ["5"]), (1.0, ["0"])]
        title = str(_("Each person's own number"))
        aims = [] if found.goal.dimension or found.goal.measure else [_aim(found.goal)]
        panels.append(_panel(scene, ("numbers", title), numbers_said, words, aims))
    if steps:
        levels = daily_log().goals.attainment_levels
        words = [(level + 3.0, lines(levels[level].in_(scene.language))) for level in (2, 0, -2)]
        title = str(_("Attainment at the reviews"))
        panels.append(_panel(scene, ("steps", title), steps, words, []))
    return panels


Said = tuple[int, str, bool, float, str]
"""Day, who, whether it is the child, how far up the scale (0 to 1), and in words."""


def _numbers(reviews: Sequence[ReviewedGoal], language: str) -> list[Said]:
    """Return each person's number at each review, oldest first."""
    who = {one.key: one.name.in_(language) for one in plans().voices}
    tell = str(_("%(n)s of 10"))
    return [
        (
            one.held_on.toordinal(),
            who.get(said.voice, said.voice),
            said.voice == CHILD,
            said.number / 10,
            tell % {"n": said.number},
        )
        for one in reviews
        for said in one.voices
        if said.number is not None
    ]


def _steps(reviews: Sequence[ReviewedGoal]) -> list[Said]:
    """Return the child's and the adults' step at each review, oldest first."""
    return [
        (one.held_on.toordinal(), str(who), own, (step + 2) / 4, signed(step))
        for one in reviews
        for who, own, step in (
            (_("The child"), True, one.childs_attainment),
            (_("The adults"), False, one.attainment),
        )
        if step is not None
    ]


def _panel(
    scene: Scene,
    named: tuple[str, str],
    said: Sequence[Said],
    words: Sequence[tuple[float, Sequence[str]]],
    aims: Sequence[Aim],
) -> Panel:
    """Return a picture of what was said, with its table."""
    name, title = named
    frame: Frame = scene.ground.frame
    told = Told(f"reviews-{name}", title, str(_("At reviews; the child's own mark first.")), ())
    child, adults = _answered(said, own=True), _answered(said, own=False)
    svg = review_picture(child, adults, (frame, Words(words, scene.dates), told), aims, [])
    rows = [(numbers.day_of_year(day), who, what) for day, who, _own, _up, what in said]
    return Panel(
        title=title,
        words=str(_("beside each other, never averaged")),
        state="",
        sentence="",
        goal=False,
        svg=drawn(svg),
        table=Table(title, [str(_("Day")), str(_("Who")), str(_("Answer"))], body(rows)),
    )


def _answered(said: Sequence[Said], *, own: bool) -> list[Answered]:
    """Return the answers of the child, or of the adults, as they are drawn."""
    return [
        Answered(day, up, f"{when}: {who} {what}")
        for when, (day, who, by_child, up, what) in zip(
            numbers.days(one[0] for one in said), said, strict=True
        )
        if by_child is own
    ]


def _aim(goal: GoalVersion) -> Aim:
    """Return the way of a goal that people's own numbers follow, on the places of the levels."""
    low, high, base = map(_as_level, (goal.target_low, goal.target_high, goal.baseline))
    starts, review = goal.starts_on.toordinal(), goal.review_on.toordinal()
    target = low if low is not None else high
    known = base is not None and target is not None and review > starts
    way = Way(starts, review, base or 0.0, target or 0.0) if known else None
    return Aim(starts, review, low, high, way)


def _as_level(number: float | None) -> float | None:
    return None if number is None else 1 + number * NUMBERS_TO_LEVELS
