"""What can be done with a handover: write into it, set and do tasks, read it and say so."""

from institution.handover.services.beside import Beside, HouseSaid, beside
from institution.handover.services.examples import LEAST, Rated, UnknownExampleError, rate, rated
from institution.handover.services.reading import ChildHanded, Handover, Said, handover
from institution.handover.services.receipts import ReadBy, sign, unread
from institution.handover.services.standing import ShownTask, tasks_around
from institution.handover.services.tasks import (
    NewTask,
    UnknownOwnerError,
    colleagues,
    set_task,
    step,
    task_words,
)
from institution.handover.services.waiting import Waiting, waiting
from institution.handover.services.week import ChildWeek, TeamWeek, team_week
from institution.handover.services.writing import (
    NewLine,
    NewNote,
    NothingSaidError,
    ReasonMissingError,
    add_line,
    add_note,
    line,
)

__all__ = [
    "LEAST",
    "Beside",
    "ChildHanded",
    "ChildWeek",
    "Handover",
    "HouseSaid",
    "NewLine",
    "NewNote",
    "NewTask",
    "NothingSaidError",
    "Rated",
    "ReadBy",
    "ReasonMissingError",
    "Said",
    "ShownTask",
    "TeamWeek",
    "UnknownExampleError",
    "UnknownOwnerError",
    "Waiting",
    "add_line",
    "add_note",
    "beside",
    "colleagues",
    "handover",
    "line",
    "rate",
    "rated",
    "set_task",
    "sign",
    "step",
    "task_words",
    "tasks_around",
    "team_week",
    "unread",
    "waiting",
]
