"""What can be done with a child's voice: say, open, answer, and read what is written of one."""

from institution.voice.services.drafts import Said, UnknownAnswerError
from institution.voice.services.opened_answers import opened_answers
from institution.voice.services.opening import Envelope, answer, envelopes, opened, picture
from institution.voice.services.outlines import Outline, outlines
from institution.voice.services.own_record import Event, own_events, own_goals
from institution.voice.services.pictures import PictureError, cleaned
from institution.voice.services.record import Line, own_log, own_logs, read_with_child
from institution.voice.services.saying import Kept, Told, own_picture, own_voices, said_now, say

__all__ = [
    "Envelope",
    "Event",
    "Kept",
    "Line",
    "Outline",
    "PictureError",
    "Said",
    "Told",
    "UnknownAnswerError",
    "answer",
    "cleaned",
    "envelopes",
    "opened",
    "opened_answers",
    "outlines",
    "own_events",
    "own_goals",
    "own_log",
    "own_logs",
    "own_picture",
    "own_voices",
    "picture",
    "read_with_child",
    "said_now",
    "say",
]
