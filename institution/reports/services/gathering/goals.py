"""The goals of the plan: in the child's words, in numbers, and what was done for each."""

from collections.abc import Sequence

from institution.plans.models import Goal
from institution.reports.services.gathering.material import Material
from institution.reports.services.gathering.telling import Section, Source, Teller, Told
from institution.trends.services import Progress


def section(found: Material, teller: Teller) -> Section:
    """Return the goals in the order of the plan."""
    goals = found.plan.goals if found.plan else []
    told: list[Told] = []
    for number, (goal, where) in enumerate(zip(goals, found.goals, strict=True), 1):
        source = [Source("goal", goal.id, goal.starts_on)]
        told.append(
            teller.say("goal", source, of=goal.lineage_id, number=number, quote=goal.wording)
        )
        if goal.childs_wording:
            said = {"number": number, "name": found.first_name, "quote": goal.childs_wording}
            told.append(teller.say("goal_child", source, of=goal.lineage_id, **said))
        told.append(_numbers(goal, where, teller, number))
        told += _supports(goal, teller, number, source)
    return Section(told)


def reached(found: Material, teller: Teller) -> list[Told]:
    """Return the goals whose target the latest weeks have come to."""
    goals = found.plan.goals if found.plan else []
    pairs = enumerate(zip(goals, found.goals, strict=True), 1)
    return [
        teller.say(
            "goal_reached",
            [Source("goal", goal.id, goal.starts_on)],
            of=goal.lineage_id,
            number=number,
            now=teller.number(where.now),
            target=target(where, teller),
        )
        for number, (goal, where) in pairs
        if _is_reached(where)
    ]


def target(goal: Progress, teller: Teller) -> str:
    """Return what a goal aims at."""
    low, high = goal.low, goal.high
    if low is not None and high is not None:
        return teller.phrase("between", low=teller.number(low), high=teller.number(high))
    if low is not None:
        return teller.phrase("at_least", low=teller.number(low))
    if high is not None:
        return teller.phrase("at_most", high=teller.number(high))
    return teller.phrase("not_agreed")


def _is_reached(goal: Progress) -> bool:
    """Tell whether the latest weeks lie in the target."""
    if goal.now is None or (goal.low is None and goal.high is None):
        return False
    above = goal.low is None or goal.now >= goal.low
    return above and (goal.high is None or goal.now <= goal.high)


def _numbers(goal: Goal, where: Progress, teller: Teller, number: int) -> Told:
    """Tell where a goal began, where it is, and what was aimed at."""
    source = [Source("goal", goal.id, goal.starts_on)]
    if goal.dimension is None and goal.measure is None:
        return teller.say("goal_own_number", source, of=goal.lineage_id, number=number)
    if goal.dimension is None:
        named = {"number": number, "measure": goal.measure}
        return teller.say("goal_measure", source, of=goal.lineage_id, **named)
    states = {True: "on_the_way", False: "behind", None: "open"}
    return teller.say(
        "goal_numbers",
        source,
        of=goal.lineage_id,
        number=number,
        began=teller.number(where.baseline),
        target=target(where, teller),
        now=teller.number(where.now),
        state=teller.state(states[where.on_the_way]),
    )


def _supports(goal: Goal, teller: Teller, number: int, source: Sequence[Source]) -> list[Told]:
    """Tell what was done for a goal, and by whom."""
    if not goal.interventions:
        return [teller.say("no_support", source, of=goal.lineage_id, number=number)]
    told = []
    for done in goal.interventions:
        when = teller.phrase("since", begins=teller.day(done.begins_on))
        if done.ends_on:
            ends = {"first": teller.day(done.begins_on), "last": teller.day(done.ends_on)}
            when = teller.phrase("period", **ends)
        quote = f"{done.what} ({done.who})" if done.who else done.what
        told.append(
            teller.say("support", source, of=done.id, number=number, when=when, quote=quote)
        )
    return told
