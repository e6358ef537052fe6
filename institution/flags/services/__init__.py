"""What can be done with flags: find what holds, raise it within limits, answer, read."""

from institution.flags.services.answering import (
    AlreadyClosedError,
    NewAnswer,
    OtherAnswerError,
    ReasonMissingError,
    TextMissingError,
    UnknownAnswerError,
    answer,
    needs_text,
)
from institution.flags.services.around import Around, around
from institution.flags.services.choosing import (
    Chosen,
    UnknownRateError,
    choose,
    chosen,
    managed,
    managed_homes,
)
from institution.flags.services.happenings import on_addition, on_incident
from institution.flags.services.house_flags import (
    ToldHouse,
    answer_house,
    house_flag,
    house_flags,
)
from institution.flags.services.inbox import ChildLine, Inbox, inbox
from institution.flags.services.looking import Swept, on_log, sweep
from institution.flags.services.reading import (
    WithReasons,
    flag,
    flags_of,
    flags_of_child,
    open_flags_of,
)
from institution.flags.services.requests import on_said
from institution.flags.services.telling import Told
from institution.flags.services.usefulness import (
    Usefulness,
    usefulness,
    usefulness_within_reach,
)
from institution.flags.services.weekly import on_week
from institution.flags.services.weighing import Weighed, Weighing, weigh

__all__ = [
    "AlreadyClosedError",
    "Around",
    "ChildLine",
    "Chosen",
    "Inbox",
    "NewAnswer",
    "OtherAnswerError",
    "ReasonMissingError",
    "Swept",
    "TextMissingError",
    "Told",
    "ToldHouse",
    "UnknownAnswerError",
    "UnknownRateError",
    "Usefulness",
    "Weighed",
    "Weighing",
    "WithReasons",
    "answer",
    "answer_house",
    "around",
    "choose",
    "chosen",
    "flag",
    "flags_of",
    "flags_of_child",
    "house_flag",
    "house_flags",
    "inbox",
    "managed",
    "managed_homes",
    "needs_text",
    "on_addition",
    "on_incident",
    "on_log",
    "on_said",
    "on_week",
    "open_flags_of",
    "sweep",
    "usefulness",
    "usefulness_within_reach",
    "weigh",
]
