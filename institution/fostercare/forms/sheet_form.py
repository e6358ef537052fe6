"""A form F0-F9 as a page asks it, whatever it asks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar
from uuid import UUID

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField

from institution.content.sheets import contents_of
from institution.db.base import new_id
from institution.fostercare.forms.asking import Asking, field_of, said
from institution.fostercare.models import SheetState
from institution.fostercare.services.questions import (
    MOST_ROWS,
    Part,
    Question,
    laid_out,
    questions,
    rows_of,
)
from institution.web.forms import Form

Rows = tuple[tuple[str, int], ...]
STATES = {"draft": SheetState.DRAFT, "share": SheetState.SHARED, "sign": SheetState.SIGNED}
ADD = "add"


class SheetForm(Form):
    """What a form asks; `sheet_form` adds the questions."""

    parts: ClassVar[tuple[Part, ...]]
    sheet = HiddenField()
    builds_on = HiddenField()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if _uuid(self.sheet.data) is None:
            self.sheet.data = str(new_id())

    @property
    def sheet_id(self) -> UUID:
        """Return the id of the sheet, made with the form."""
        return _uuid(self.sheet.data) or new_id()

    @property
    def revision(self) -> int:
        """Return the revision it was made from; 0 for a new sheet."""
        text = self.builds_on.data or ""
        return int(text) if text.isdecimal() and len(text) < 5 else 0

    @property
    def state(self) -> SheetState | None:
        """Return what is to become of it; None where nothing was chosen."""
        return STATES.get(request.form.get("do", ""))

    def answers(self) -> dict[str, Any]:
        """Return what is answered, by question."""
        given = {one.path: said(self[one.path]) for one in questions(self.parts)}
        return {path: answer for path, answer in given.items() if answer is not None}

    def mark(self, paths: Iterable[str]) -> None:
        """Say at each of some questions that it must be answered."""
        told = str(_l("This is needed before it can be signed"))
        for path in paths:
            self[path].errors = [*self[path].errors, told]


def sheet_form(
    version: int, key: str, asked: tuple[str, int | None], kept: Mapping[str, Any]
) -> SheetForm:
    """Return the form with what was sent, or with what is kept.

    Args:
        version: edition of the forms.
        key: of the form.
        asked: the reader's language, and the age of the child.
        kept: answers of the sheet as it stands.
    """
    form = contents_of(key).of(version).form(key)
    rows = rows_of(form, dict.fromkeys([*kept, *_names()]))
    more = request.form.get(ADD)
    if more in rows:
        rows[more] = min(rows[more] + 1, MOST_ROWS)
    made = _form_class(version, key, asked, tuple(sorted(rows.items())))
    return made.from_request(data=_shown(made, kept))


def _names() -> list[str]:
    """Return the questions that were sent with something in them."""
    return [name for name, value in request.form.items() if value.strip()]


@lru_cache(maxsize=256)
def _form_class(
    version: int, key: str, asked: tuple[str, int | None], rows: Rows
) -> type[SheetForm]:
    """Return the class of the form, made once for each way of asking."""
    forms = contents_of(key).of(version)
    parts = laid_out(forms, forms.form(key), dict(rows))
    fields: dict[str, Any] = dict(_fields(parts, Asking(forms, *asked)))
    return type("AskedSheetForm", (SheetForm,), {**fields, "parts": parts})


def _fields(parts: tuple[Part, ...], asking: Asking) -> Iterator[tuple[str, Field]]:
    for question in questions(parts):
        yield question.path, field_of(question, asking)


def _shown(made: type[SheetForm], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return kept answers as the fields take them."""
    return {
        one.path: _as_data(one, kept[one.path]) for one in questions(made.parts) if one.path in kept
    }


def _as_data(question: Question, answer: Any) -> Any:
    if question.field.kind == "date":
        return date.fromisoformat(answer)
    return f"{answer:g}" if isinstance(answer, int | float) else answer


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
