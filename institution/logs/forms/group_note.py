"""What is asked for a note about several children."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import InputRequired

from institution.db.base import new_id
from institution.logs.services import GroupNote
from institution.web.fields import SeveralOf, text
from institution.web.forms import Form, as_uuid

LONGEST = 2000


class GroupNoteForm(Form):
    """One text, and the children in whose record it is to stand."""

    id = HiddenField(default=lambda: str(new_id()))
    children = SeveralOf(
        _l("Who took part?"), validators=[InputRequired(_l("Choose the children it is about"))]
    )
    text = text(
        _l("What did you do together?"),
        LONGEST,
        InputRequired(_l("Write what you did")),
        description=_l("It stands in the record of each child, so no child is named in it."),
    )
    names_nobody = BooleanField(_l("The name is not that of a child here"))

    def note(self) -> GroupNote:
        """Return what the valid form says."""
        children = tuple(UUID(one) for one in self.children.data or ())
        shown = bool(self.names_nobody.data)
        return GroupNote(self._id(), children, self.text.data, names_nobody=shown)

    def offer(self, children: dict[str, str]) -> None:
        """Give the list the children of the shift: id to name."""
        self.children.choices = children

    def _id(self) -> UUID:
        """Return the id made with the form; another where it was changed on its way."""
        sent: Any = self["id"].data
        return as_uuid(sent) or new_id()
