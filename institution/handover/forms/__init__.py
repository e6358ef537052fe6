"""What can be written into a handover, and said of a task."""

from institution.handover.forms.ticking import StepForm
from institution.handover.forms.writing import (
    CorrectionForm,
    LineForm,
    NoteForm,
    TaskForm,
    Written,
    uuid,
)

__all__ = ["CorrectionForm", "LineForm", "NoteForm", "StepForm", "TaskForm", "Written", "uuid"]
