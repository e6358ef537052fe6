"""What was written into a handover on a tablet without a line, and its forms about nobody yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import render_template, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import Field

from institution.access.errors import RefusedError
from institution.access.policy import Permission
from institution.access.work import Work
from institution.cases import services as cases
from institution.handover import services
from institution.handover.forms import LineForm, NoteForm, TaskForm, Written
from institution.handover.models import HandoverNote, HouseLine, Task
from institution.logs.models import Shift
from institution.logs.services import NotBegunError, When
from institution.web.entries import AnswersError, EntryKind, TabletEntry, Why
from institution.web.languages import content_language

AnyForm = TypeVar("AnyForm", bound=Written)
WRITE = Permission.HANDOVER_WRITE
REFUSALS: dict[type[RefusedError], Why] = {NotBegunError: Why.NOT_BEGUN}


@dataclass(frozen=True)
class Part:
    """One of the forms of the page of a handover."""

    form: type[Written]
    name: LazyString
    endpoint: str
    keep: Callable[[Work, TabletEntry], None]
    table: str
    about_child: bool = False

    def kind(self) -> EntryKind:
        """Return it as a kind of entry."""
        return EntryKind(
            code=f"handover_{self.form.name}",
            name=self.name,
            table=self.table,
            permission=WRITE,
            keep=self.keep,
            questions=self.questions,
            address=self.address,
            blank=self.blank,
            refusals=REFUSALS,
            id_name=f"{self.form.name}-id",
            about_child=self.about_child,
        )

    def questions(self, entry: TabletEntry) -> list[Field]:  # noqa: ARG002 (the same for all)
        """Return what was asked, without the people it was about."""
        form = _empty(self.form)
        left_out = {form["id"].name, *(f"{self.form.name}-{one}" for one in ("child", "owner"))}
        return [field for field in form if field.name not in left_out]

    def address(self, entry: TabletEntry) -> str:
        """Return where the form is sent."""
        shift = Shift(entry.shift)
        return url_for(self.endpoint, unit_id=entry.unit_id, day=entry.day, shift=shift)

    def blank(self, day: date, shift: str) -> Markup:  # noqa: ARG002 (the same in every shift)
        """Return the empty form; children are offered by the tablet that knows them."""
        form = _empty(self.form)
        page = render_template("handover/blank.html", form=form, title=self.name)
        return Markup(page)  # noqa: S704 (Jinja has escaped its words)


def keep_line(work: Work, entry: TabletEntry) -> None:
    """Keep a line about the house."""
    form = _valid(LineForm(formdata=_sent(entry, LineForm), prefix=LineForm.name))
    services.add_line(work, entry.unit_id, _when(entry), form.new(work.done_at))


def keep_note(work: Work, entry: TabletEntry) -> None:
    """Keep something about a child, beside the logs."""
    sent = _sent(entry, NoteForm, **{"note-child": entry.about})
    form = NoteForm(formdata=sent, prefix=NoteForm.name)
    form.ask([(str(entry.about), "")], content_language())
    services.add_note(work, entry.unit_id, _when(entry), _valid(form).new(work.done_at))


def keep_task(work: Work, entry: TabletEntry) -> None:
    """Keep a task."""
    unit = cases.unit(work, WRITE, entry.unit_id)
    children = cases.children_of_unit(work, WRITE, unit.id, entry.day)
    people = services.colleagues(work, unit)
    form = TaskForm(formdata=_sent(entry, TaskForm), prefix=TaskForm.name)
    form.ask(
        [(str(child.id), "") for child in children], [(str(one), name) for one, name in people]
    )
    zone = ZoneInfo(unit.home.time_zone)
    services.set_task(work, unit.id, _valid(form).new(work.done_at, zone))


def _empty(made: type[Written]) -> Written:
    """Return a form without answers."""
    form = made(prefix=made.name)
    if isinstance(form, NoteForm):
        form.ask([], content_language())
    elif isinstance(form, TaskForm):
        form.ask([], [])
    return form


def _sent(entry: TabletEntry, made: type[Written], **fixed: object) -> MultiDict[str, str]:
    """Return what was written, under the id of the entry."""
    return entry.sent({f"{made.name}-id": entry.id, **fixed})


def _valid(form: AnyForm) -> AnyForm:
    """Return a form that is valid.

    Raises:
        AnswersError: it is not.
    """
    if not form.validate():
        raise AnswersError(list(form.errors))
    return form


def _when(entry: TabletEntry) -> When:
    """Return the shift that hands over."""
    return When(entry.day, Shift(entry.shift))


KINDS = tuple(
    part.kind()
    for part in (
        Part(
            LineForm, _l("A line about the house"), "handover.line", keep_line,
            HouseLine.__tablename__,
        ),
        Part(
            NoteForm, _l("Something about a child, to the handover"), "handover.note", keep_note,
            HandoverNote.__tablename__, about_child=True,
        ),
        Part(TaskForm, _l("A task"), "handover.task", keep_task, Task.__tablename__),
    )
)  # fmt: skip
"""A line about the house, something about a child, and a task."""
