"""Which content a sheet answers: the forms of foster care, or the map of worries and strengths."""

from institution.content.editions import Editions
from institution.content.foster_forms import FosterForms, foster_forms
from institution.content.worries_strengths import worries_strengths

FOSTER_FORM = "F"
"""The keys of the forms of foster care begin with it; maps are named by their scale."""


def is_map(form: str) -> bool:
    """Tell whether a sheet is a map."""
    return not form.startswith(FOSTER_FORM)


def contents_of(form: str) -> Editions[FosterForms]:
    """Return the editions in which a form stands."""
    return worries_strengths if is_map(form) else foster_forms
