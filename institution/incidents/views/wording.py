"""Incidents in words: the texts of the content, and the names of people."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import g, url_for
from flask_babel import gettext as _

from institution.cases.models import BoundKind
from institution.content.choices import Choice
from institution.content.incidents import Asked, incidents
from institution.incidents.models import Incident
from institution.incidents.services import LOSS, Beside, Line, Matter
from institution.web.languages import content_language
from institution.web.words import day, moment

SEVERITY_MARKS = {1: "reminder", 2: "attention", 3: "urgent", 4: "acute", None: "good_news"}


def word(choices: Sequence[Choice], key: Any) -> str:
    """Return the words of a choice; the key where the content no longer has it."""
    found = (one.name.in_(content_language()) for one in choices if one.key == key)
    return next(found, str(key))


def type_words(key: str) -> str:
    """Return the name of a type."""
    return incidents().type(key).name.in_(content_language())


def severity_words(severity: int | None) -> str:
    """Return how serious it was; empty where that has no meaning."""
    if severity is None:
        return ""
    return incidents().severity(severity).name.in_(content_language())


def question(key: str) -> Asked | None:
    """Return a question of an incident by its key."""
    found = (*incidents().asked, *incidents().asked_of_some)
    return next((one for one in found if one.key == key), None)


def mark_of(line: Line | Incident) -> str:
    """Return the shape in front of an incident."""
    return "reminder" if line.type == LOSS else SEVERITY_MARKS[line.severity]


def mark_words(line: Line | Incident) -> str:
    """Return the words beside the shape."""
    if line.severity is not None:
        return severity_words(line.severity)
    return str(_("Part of the child's story"))


def sections(told: Incident, profile: str, people: Mapping[UUID, str]) -> list[Shown]:
    """Return the answers of a telling by section; sections without an answer are left out."""
    texts, language = told.texts, content_language()
    questions = incidents().questions(told.type, profile)
    found = []
    for section in incidents().sections:
        asked = [one for one in questions if one.section == section.key]
        answers = list(_answers(asked, told.codes, texts, people))
        if answers:
            found.append(Shown(name=section.name.in_(language), answers=answers))
    return found


def beside(one: Beside, people: Mapping[UUID, str]) -> Shown:
    """Return something that was placed beside an incident; its main answer stands in its head."""
    addition = one.addition
    kind = incidents().addition(addition.kind)
    chosen = [q for q in kind.asked if q.required and q.kind == "choice"]
    said = chosen[0] if len(chosen) == 1 else None
    asked = [q for q in kind.asked if q.key not in {"at", "due", "owner"} and q is not said]
    answers = list(_answers(asked, addition.codes, one.texts, people))
    return Shown(
        id=addition.id,
        kind=addition.kind,
        what=kind.name.in_(content_language()),
        said=answer(said, addition.codes[said.key], people) if said else "",
        who=people.get(addition.author_id, ""),
        at=addition.at or addition.received_at,
        written_at=addition.received_at,
        due=addition.due,
        owner=people.get(addition.person_id, "") if addition.person_id else "",
        answers=answers,
    )


def missing(matter: Matter) -> list[str]:
    """Return what an incident still lacks, in words."""
    told = incidents().addition("told").question("who")
    return [_missing(key, matter, told) for key in matter.missing]


def readers(matter: Matter) -> str:
    """Return who reads an incident."""
    named = sorted(matter.people.get(one, "") for one in matter.of(BoundKind.READER))
    kinds = {bound.kind for bound in matter.bounds}
    if BoundKind.NAMED in kinds:
        who = ", ".join([*named, _("the child's caseworker")])
        return str(_("Read only by %(who)s, and by those who wrote it", who=who))
    if BoundKind.RESTRICTED in kinds:
        return str(_("Read by leaders and the caseworker, and by those who wrote it"))
    return str(_("Read by everyone around the child"))


def around(matter: Matter) -> str:
    """Return whom it goes around; empty where that is nobody."""
    names = sorted(matter.people.get(one, "") for one in matter.of(BoundKind.AROUND))
    return _("Goes around %(who)s", who=", ".join(names)) if names else ""


def address(line: Line | Incident, child_id: UUID) -> str:
    """Return the address of an incident."""
    return url_for("incidents.one", child_id=child_id, incident_id=line.matter_id)


def answer(question: Asked, value: Any, people: Mapping[UUID, str]) -> str:
    """Return an answer that is no text, in words."""
    match question.kind:
        case "choice":
            return word(question.options, value)
        case "several":
            return ", ".join(word(question.options, one) for one in value)
        case "yes_no" | "yes_no_text":
            return str(_("Yes") if value == "yes" else _("No"))
        case "moment":
            return moment(datetime.fromisoformat(value))
        case "persons":
            return ", ".join(people.get(UUID(one), "") for one in value)
    return str(value)


def local_day(at: datetime) -> str:
    """Return the day of a moment where the reader is."""
    return day(at.astimezone(g.work.actor.time_zone).date())


def _answers(
    asked: Sequence[Asked],
    codes: Mapping[str, Any],
    texts: Mapping[str, str],
    people: Mapping[UUID, str],
) -> Iterator[Shown]:
    """Give each question with its answer, where there is one."""
    for one in asked:
        name = one.name.in_(content_language())
        said = answer(one, codes[one.key], people) if one.key in codes else ""
        if said and one.kind != "tick":
            yield Shown(question=name, words=said, text=texts.get(one.key, ""))
        elif one.key in texts:
            yield Shown(question=name, words="", text=texts[one.key])


def _missing(key: str, matter: Matter, told: Asked | None) -> str:
    kind, _dot, who = key.partition(".")
    if who and told:
        return str(_("a word to %(who)s", who=word(told.options, who).lower()))
    if kind == "follow_up":
        return incidents().addition(kind).name.in_(content_language()).lower()
    asked = incidents().questions(matter.incident.type, matter.profile)
    found = next(one for one in asked if one.key == key)
    return found.name.in_(content_language()).rstrip("?").lower()
