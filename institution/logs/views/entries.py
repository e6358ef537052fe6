"""One log as pages show it: levels with their words, answers with their questions."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as _l

from institution.audit.models import Action
from institution.content.daily_log import (
    Chip,
    CountExtra,
    GroupChip,
    MultiStateChip,
    NumberChip,
    daily_log,
)
from institution.logs.models import Rating, ShiftLog
from institution.logs.services import Entry, Event
from institution.logs.views.showing import Shown, shift_name, written_when
from institution.web.languages import content_language
from institution.web.words import number

DONE = {
    Action.LOG_RECORDED: _l("Written"),
    Action.LOG_CORRECTED: _l("Written as a correction"),
    Action.LOG_IMPORTED: _l("Brought in from a file"),
}


def shown(entry: Entry) -> Shown:
    """Return a log with everything its reader may see."""
    log, content = entry.log, daily_log()
    return Shown(
        log=log,
        author=entry.author,
        written=written_when(log),
        late=entry.late,
        shift=shift_name(log.shift),
        url=url_for("logs.one", child_id=log.child_id, log_id=log.id),
        presence=_word(content.presence, log.presence),
        here=log.presence == "present",
        contact=_word(content.contact_time.options, log.contact_time),
        open=log.contact_time == content.contact_time.open_mark,
        ratings=[_rating(rating) for rating in log.ratings],
        facts=list(_facts(log)),
        child=_child(log) if entry.shows_answer else None,
        texts=list(_texts(log)),
        correction=_correction(entry),
    )


def history_lines(events: list[Event]) -> list[Shown]:
    """Return what was done to a log, as a list of answers."""
    return [
        Shown(
            who=event.who,
            at=event.history.at,
            what=str(DONE.get(event.history.action, event.history.action)),
            text=event.history.reason or "",
        )
        for event in events
    ]


def _word(choices: Any, code: str | None) -> str:
    """Return the words of an answer; none where there is no answer."""
    found = (choice for choice in choices if choice.key == code)
    name: str = next((choice.name.in_(content_language()) for choice in found), code or "")
    return name


def _rating(rating: Rating) -> Shown:
    """Return a level with its dimension and its words."""
    dimension, scale = daily_log().dimension(rating.dimension), daily_log().scale
    seen = rating.level is not None
    words = dimension.anchors[rating.level] if seen else scale.not_observed.name  # type: ignore[index]
    language = content_language()
    return Shown(name=dimension.name.in_(language), level=rating.level, words=words.in_(language))


def _facts(log: ShiftLog) -> Iterator[tuple[str, str]]:
    """Give the name and the answer of each chip."""
    for chip in daily_log().chips:
        if log.chips.get(chip.key):
            yield chip.name.in_(content_language()), _answer(chip, log.chips[chip.key])


def _answer(chip: Chip, answer: Any) -> str:
    """Return an answer in words."""
    match chip:
        case MultiStateChip():
            parts = (
                f"{_word(chip.items, item)}: {_word(chip.states, state).lower()}"
                for item, state in answer.items()
            )
            return " · ".join(parts)
        case NumberChip():
            return _number(chip, answer)
        case GroupChip():
            fields = {field.key: field for field in chip.fields}
            return " · ".join(_answer(fields[key], value) for key, value in answer.items())
    options = getattr(chip, "options", ())
    codes = answer if isinstance(answer, list) else [answer]
    return ", ".join(_word(options, code) for code in codes)


def _number(chip: NumberChip, answer: dict[str, Any]) -> str:
    """Return a number and what was said beside it."""
    parts = [number(answer["value"])]
    for extra in chip.extras:
        if extra.key in answer:
            said = answer[extra.key]
            words = number(said) if isinstance(extra, CountExtra) else _word(extra.options, said)
            asked = extra.name.in_(content_language()).lower()
            # The answer to a question says by itself what it is about.
            parts.append(words.lower() if asked.endswith("?") else f"{asked}: {words.lower()}")
    return " · ".join(parts)


def _child(log: ShiftLog) -> Shown | None:
    """Return what the child said; None where it said nothing."""
    report, language = daily_log().self_report, content_language()
    always = {choice.key: choice.name.in_(language) for choice in report.always_available}
    version = next((one for one in report.versions if one.key == log.child_scale), None)
    faces = {face.value: face.name.in_(language) for face in version.faces} if version else {}
    answer = faces.get(log.child_value or 0, "")
    ticks = [always["want_to_talk"]] if log.child_wants_to_talk else []
    ticks += [always["disagree"]] if log.child_disagrees else []
    if version and version.faces and log.child_value is None and not log.child_words:
        answer = always["skip"]
    if not (answer or ticks or log.child_words):
        return None
    return Shown(
        question=version.question.in_(language) if version else "",
        answer=answer,
        words=log.child_words or "",
        ticks=ticks,
        shares=_word(report.who_may_see_options, log.child_shares_with),
    )


def _texts(log: ShiftLog) -> Iterator[tuple[str, str]]:
    """Give each text with its question."""
    content, language = daily_log(), content_language()
    handover = content.text_field("handover")
    if log.good_moment:
        yield content.text_field("good_moment").name.in_(language), log.good_moment
    if log.note:
        source = _word(content.text_field("note").sources, log.chips.get("note_source"))
        name = str(_l("Written note"))
        yield f"{name} ({source.lower()})" if source else name, log.note
    if log.attention:
        part = handover.part("attention")
        yield part.name.in_(language), _word(part.options, log.attention)
    for line in log.handover:
        yield handover.part(line.part).name.in_(language), line.text


def _correction(entry: Entry) -> Shown | None:
    """Return what replaced the log; None while it stands."""
    new = entry.correction
    if new is None:
        return None
    return Shown(
        reason=new.correction_reason or "",
        who=entry.corrected_by,
        at=new.received_at,
        url=url_for("logs.one", child_id=new.child_id, log_id=new.id),
    )
