"""Health, school and family: counts of what the shifts picked."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from institution.content.choices import Choice
from institution.content.daily_log import GroupChip, MultiChip, SingleChip, daily_log
from institution.content.keyed import by_key
from institution.logs.models import ShiftLog
from institution.reports.services.gathering.material import Material, of_logs
from institution.reports.services.gathering.telling import Section, Teller, Told

UNTOLD = frozenset({"no_school", "none_this_shift", "well"})
"""Answers that tell nothing by their number."""


def section(found: Material, teller: Teller) -> Section:
    """Return what was picked about school, sleep, body and medication."""
    told = [
        *_counted("school", "school_attendance", found, teller),
        *_sleep(found, teller),
        *_counted("health", "health", found, teller),
        *_counted("medication", "medication", found, teller),
    ]
    return Section(told or [teller.say("no_health")])


def family(found: Material, teller: Teller) -> Section:
    """Return how the child and those it misses were in touch."""
    chip = by_key(daily_log().chips, "family_contact")
    if not isinstance(chip, GroupChip):
        return Section([])
    ways = by_key(chip.fields, "how").options
    told = _counts("family", found, teller, ways, lambda log: _how(log.chips))
    return Section(told or [teller.say("no_family")])


def _how(chips: Mapping[str, Any]) -> list[str]:
    """Return how a shift noted contact with the family; empty where there was none."""
    contact = chips.get("family_contact") or {}
    return [contact["how"]] if contact.get("how") else []


def _counted(sentence: str, chip_key: str, found: Material, teller: Teller) -> list[Told]:
    """Tell how often each answer of a chip was picked."""
    chip = by_key(daily_log().chips, chip_key)
    if not isinstance(chip, SingleChip | MultiChip):
        return []
    return _counts(sentence, found, teller, chip.options, lambda log: _picked(log, chip_key))


def _picked(log: ShiftLog, key: str) -> list[str]:
    """Return what was picked of a chip, one answer or several."""
    picked = log.chips.get(key)
    return picked if isinstance(picked, list) else [picked] if picked else []


def _counts(
    sentence: str,
    found: Material,
    teller: Teller,
    options: Iterable[Choice],
    picked: Callable[[ShiftLog], Sequence[str]],
) -> list[Told]:
    """Tell how many logs picked each option; nothing where none did."""
    names = {one.key: one.name.in_(teller.language) for one in options if one.key not in UNTOLD}
    logs = [log for log in found.logs if names.keys() & set(picked(log))]
    counts = Counter(key for log in logs for key in picked(log) if key in names)
    told = ", ".join(
        f"{names[key][:1].lower()}{names[key][1:]} {n}" for key, n in counts.most_common()
    )
    return [teller.say(sentence, of_logs(logs), counts=told)] if logs else []


def _inside(name: str) -> str:
    """Return a name as it stands in the middle of a sentence."""
    return name[:1].lower() + name[1:]


def _sleep(found: Material, teller: Teller) -> list[Told]:
    """Tell the middle of the hours slept."""
    slept = [(log, hours) for log in found.logs if (hours := _hours(log)) is not None]
    if not slept:
        return []
    middle = teller.number(median(hours for _, hours in slept))
    logs = [log for log, _ in slept]
    return [teller.say("sleep", of_logs(logs), n=len(slept), hours=middle)]


def _hours(log: ShiftLog) -> float | None:
    """Return the hours slept; None where nobody wrote them."""
    noted = log.chips.get("sleep_hours")
    noted = noted.get("value") if isinstance(noted, dict) else noted
    return float(noted) if isinstance(noted, int | float) else None
