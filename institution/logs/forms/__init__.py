"""The forms of the log: what is asked comes from the content."""

from institution.logs.forms.asking import form_class
from institution.logs.forms.filling import filled
from institution.logs.forms.list_form import ListForm, list_form
from institution.logs.forms.shift_form import AT_SCHOOL, SCHOOL_DAY, Asked, ShiftForm

__all__ = [
    "AT_SCHOOL",
    "SCHOOL_DAY",
    "Asked",
    "ListForm",
    "ShiftForm",
    "filled",
    "form_class",
    "list_form",
]
