"""Where the child is, and how much was written."""

from collections import Counter

from institution.content.daily_log import daily_log
from institution.content.keyed import by_key
from institution.reports.services.gathering.material import Material, of_logs
from institution.reports.services.gathering.telling import Section, Source, Teller, Told

PRESENT = "present"


def section(found: Material, teller: Teller) -> Section:
    """Return where the child lives, how much was written, and which plan holds."""
    return Section(
        [*_lives(found, teller), *_written(found, teller), _plan(found, teller)],
    )


def _lives(found: Material, teller: Teller) -> list[Told]:
    """Tell where the child lives, and where it moved to in the period."""
    told = []
    for stay in found.placements:
        source = [Source("placement", stay.id, stay.begins)]
        place = f"{stay.unit.home.name}, {stay.unit.name}"
        if stay.begins <= found.last and (stay.ends is None or stay.ends >= found.last):
            age, since = found.child.age_on(found.last), teller.day(stay.begins)
            named = {"name": found.first_name, "age": age, "place": place, "since": since}
            told.append(teller.say("lives", source, **named))
        if found.first < stay.begins <= found.last:
            moved = {"name": found.first_name, "place": place, "day": teller.day(stay.begins)}
            told.append(teller.say("moved", source, of=stay.id, **moved))
    return told


def _written(found: Material, teller: Teller) -> list[Told]:
    """Tell how many days, shifts and adults are behind the report, and where else the child was."""
    if not found.logs:
        return [teller.say("nothing_written")]
    days = len({log.day for log in found.logs})
    adults = len({log.author_id for log in found.logs})
    counts = {"days": days, "all": found.days, "n": len(found.logs), "adults": adults}
    told = [teller.say("written", of_logs(found.logs), **counts)]
    away = [log for log in found.logs if log.presence != PRESENT]
    if away:
        names = Counter(log.presence for log in away)
        kinds = ", ".join(f"{_kind(key, teller)} {n}" for key, n in names.most_common())
        told.append(teller.say("away", of_logs(away), kinds=kinds))
    return told


def _kind(key: str, teller: Teller) -> str:
    """Return where a child was, in the middle of a sentence."""
    name = by_key(daily_log().presence, key).name.in_(teller.language)
    return name[:1].lower() + name[1:]


def _plan(found: Material, teller: Teller) -> Told:
    """Tell which plan holds."""
    plan = found.plan
    if plan is None:
        return teller.say("no_plan")
    begins, review = teller.day(plan.begins_on), teller.day(plan.review_on)
    source = [Source("plan", plan.id, plan.begins_on)]
    return teller.say("plan", source, version=plan.version, begins=begins, review=review)
