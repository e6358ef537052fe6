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
from institution.flags.services.inbox import ChildLine, Inbox, inbox, open_of
from institution.flags.services.looking import Swept, on_log, sweep
from institution.flags.services.reading import WithReasons, flag, flags_of, flags_of_child
from institution.flags.services.telling import Told
from institution.flags.services.weighing import Weighed, Weighing, weigh

__all__ = [
    "AlreadyClosedError",
    "ChildLine",
    "Inbox",
    "NewAnswer",
    "OtherAnswerError",
    "ReasonMissingError",
    "Swept",
    "TextMissingError",
    "Told",
    "UnknownAnswerError",
    "Weighed",
    "Weighing",
    "WithReasons",
    "answer",
    "flag",
    "flags_of",
    "flags_of_child",
    "inbox",
    "needs_text",
    "on_log",
    "open_of",
    "sweep",
    "weigh",
]
