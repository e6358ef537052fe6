"""Incidents, good events and the use of force, as counts: what everyone around the child reads.

A report is read by more people than an incident. What only some may read is left out, and that is
said always, so that nobody learns from it whether there was something.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from statistics import median

from institution.content.choices import Choice
from institution.content.incidents import incidents
from institution.content.keyed import by_key
from institution.incidents.services import Line
from institution.reports.services.gathering.happenings import FORCE, Happenings
from institution.reports.services.gathering.material import Material
from institution.reports.services.gathering.telling import Section, Source, Teller, Told


def section(found: Material, teller: Teller) -> Section:
    """Return good events first, then what was hard with what helped, then the use of force."""
    known = found.happened
    good = [one for one in known.lines if not one.is_hard]
    hard = [one for one in known.lines if one.is_hard and one.type != FORCE]
    told = [
        *_counted("good_events", good, known, teller, lambda line: [_name(line, teller)]),
        *_counted("incidents", hard, known, teller, lambda line: [_name(line, teller)]),
        *_counted("incidents_before", hard, known, teller, _picked("before_kinds", teller)),
        *_counted("incidents_helped", hard, known, teller, _picked("helped_kinds", teller)),
    ]
    told = told or [teller.say("no_incidents")]
    return Section([*told, *_force(found, teller), teller.say("incidents_bounded")])


def _force(found: Material, teller: Teller) -> list[Told]:
    """Tell how often force was used, and whether the child has told of it."""
    known = found.happened
    if not known.reads_force:
        return [teller.say("force_unread")]
    lines = [one for one in known.lines if one.type == FORCE]
    if not lines:
        return [teller.say("no_force")]
    kinds = by_key(incidents().questions(FORCE, known.profile), "kind").options
    minutes = [one.codes["duration_minutes"] for one in lines if "duration_minutes" in one.codes]
    sources = _sources(lines, known)
    middle = [teller.say("force_minutes", sources, n=round(median(minutes)))] if minutes else []
    return [
        teller.say("force", sources, n=len(lines)),
        *_counted("force_kinds", lines, known, teller, lambda one: _of(kinds, one, "kind", teller)),
        *middle,
        teller.say("force_told", sources, n=len(known.told), name=found.first_name),
    ]


def _counted(
    sentence: str,
    lines: Sequence[Line],
    known: Happenings,
    teller: Teller,
    words: Callable[[Line], Iterable[str]],
) -> list[Told]:
    """Tell how often each thing was, the most frequent first; nothing where none was."""
    found = [(line, list(words(line))) for line in lines]
    sources = _sources([line for line, some in found if some], known)
    counts = Counter(chain.from_iterable(some for _, some in found))
    told = ", ".join(f"{word[:1].lower()}{word[1:]} {n}" for word, n in counts.most_common())
    return [teller.say(sentence, sources, n=len(sources), counts=told)] if sources else []


def _name(line: Line, teller: Teller) -> str:
    """Return what kind of incident it was."""
    return incidents().type(line.type).name.in_(teller.language)


def _picked(key: str, teller: Teller) -> Callable[[Line], list[str]]:
    """Return what gives the answers of an incident to one question, in words."""
    options = by_key(incidents().asked, key).options
    return lambda line: _of(options, line, key, teller)


def _of(options: Sequence[Choice], line: Line, key: str, teller: Teller) -> list[str]:
    """Return the answers of an incident in words."""
    names = {one.key: one.name.in_(teller.language) for one in options}
    return [names[one] for one in line.codes.get(key, ()) if one in names]


def _sources(lines: Sequence[Line], known: Happenings) -> list[Source]:
    """Return incidents as what a sentence rests on."""
    return [Source("incident", one.matter_id, known.day_of(one)) for one in lines]
