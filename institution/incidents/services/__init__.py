"""What can be done with incidents: note at once, tell whole, place beside, sign, read, count."""

from institution.incidents.services.accounts import Beside
from institution.incidents.services.adding import add, added
from institution.incidents.services.before import Before, before
from institution.incidents.services.bounding import bounds_of, colleagues, colleagues_of, managers
from institution.incidents.services.drafts import (
    Draft,
    Kept,
    NewAddition,
    Place,
    QuickNote,
)
from institution.incidents.services.errors import (
    AddedAlreadyError,
    AnswerMissingError,
    CompletedMeanwhileError,
    NotCompleteError,
    NotLivingHereError,
    OtherIncidentError,
    SignedError,
    TimesOutOfOrderError,
    TookPartError,
    UnknownAnswerError,
)
from institution.incidents.services.force import (
    Counted,
    Register,
    Running,
    clocks,
    register,
    told_of,
)
from institution.incidents.services.happened import LOSS, Happened, happened, kind_of
from institution.incidents.services.lines import Line, Wanted, lines_of_child
from institution.incidents.services.offering import Again, Waiting, to_offer, waiting_to_tell
from institution.incidents.services.own_parts import add_own_part, own_parts_waiting
from institution.incidents.services.places import place_at, profile_of
from institution.incidents.services.reading import Matter, helps_tonight, matter, matters
from institution.incidents.services.recording import newest_id, quick_note, record, recorded

__all__ = [
    "LOSS",
    "AddedAlreadyError",
    "Again",
    "AnswerMissingError",
    "Before",
    "Beside",
    "CompletedMeanwhileError",
    "Counted",
    "Draft",
    "Happened",
    "Kept",
    "Line",
    "Matter",
    "NewAddition",
    "NotCompleteError",
    "NotLivingHereError",
    "OtherIncidentError",
    "Place",
    "QuickNote",
    "Register",
    "Running",
    "SignedError",
    "TimesOutOfOrderError",
    "TookPartError",
    "UnknownAnswerError",
    "Waiting",
    "Wanted",
    "add",
    "add_own_part",
    "added",
    "before",
    "bounds_of",
    "clocks",
    "colleagues",
    "colleagues_of",
    "happened",
    "helps_tonight",
    "kind_of",
    "lines_of_child",
    "managers",
    "matter",
    "matters",
    "newest_id",
    "own_parts_waiting",
    "place_at",
    "profile_of",
    "quick_note",
    "record",
    "recorded",
    "register",
    "to_offer",
    "told_of",
    "waiting_to_tell",
]
