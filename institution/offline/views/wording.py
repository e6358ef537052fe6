"""Say in plain words what became of an entry."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from institution.offline.models import Outcome, Reason
from institution.offline.services.receiving import Answer

WORDS: dict[Reason, LazyString] = {
    Reason.MALFORMED: _l("It could not be read as an entry."),
    Reason.UNREADABLE: _l("It was damaged on the way and does not open."),
    Reason.OTHER_DEVICE: _l("It was written on another tablet than the one that sent it."),
    Reason.REVOKED: _l("The tablet had been taken out of use."),
    Reason.FORGED: _l("It cannot be shown who wrote it."),
    Reason.OTHER_SHIFT: _l("It is about another shift than the one that was opened."),
    Reason.NOT_IN_SHIFT: _l("It is about a child who was not in the shift that was opened."),
    Reason.AFTER_SHIFT: _l("It was written after the shift had ended."),
    Reason.NOT_YOURS: _l("The one who wrote it did not work with the child at that time."),
    Reason.NOT_LIVING_HERE: _l("The child did not live here on that day."),
    Reason.NOT_BEGUN: _l("The shift has not begun yet."),
    Reason.TOO_LATE: _l("Levels could not be chosen any more; words still can be written."),
    Reason.ANSWERS: _l("Something is missing in the answers, or does not fit."),
    Reason.OTHER_CONTENT: _l("Something else was kept under the same number. Both are here."),
    Reason.CORRECTED: _l("The log was corrected by somebody in the meantime."),
}
ANSWERS = {Outcome.KEPT: "stored", Outcome.KNOWN: "known", Outcome.QUARANTINED: "refused"}


def told(entry_id: object, answer: Answer) -> dict[str, str]:
    """Return the answer to one entry, as tablets read it."""
    said = {"id": str(entry_id), "answer": ANSWERS[answer.outcome]}
    if answer.reason is None:
        return said
    return {**said, "code": answer.reason.value, "reason": str(WORDS[answer.reason])}
