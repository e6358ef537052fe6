"""The page of a handover, with its forms."""

from dataclasses import dataclass
from uuid import UUID

from flask import g, render_template
from flask_babel import gettext as _

from institution.content.daily_log import daily_log
from institution.handover import services
from institution.handover.forms import LineForm, NoteForm, TaskForm
from institution.handover.services import Handover
from institution.handover.views import showing
from institution.handover.views.showing import Shown, address
from institution.logs.services import When
from institution.logs.views.showing import shift_name
from institution.web.languages import content_language


@dataclass(frozen=True)
class Forms:
    """The forms of the page; what was sent is in the one it was sent by."""

    line: LineForm
    note: NoteForm
    task: TaskForm


def forms_for(found: Handover, sent: str = "") -> Forms:
    """Return the forms of the page.

    Args:
        found: the handover.
        sent: name of the form that was sent; empty where none was.
    """
    children = [(str(one.child.id), one.child.name) for one in found.children]
    people = [(str(id_), name) for id_, name in services.colleagues(g.work, found.unit)]
    forms = Forms(
        LineForm.on_page(sent == LineForm.name),
        NoteForm.on_page(sent == NoteForm.name),
        TaskForm.on_page(sent == TaskForm.name),
    )
    forms.note.ask(children, content_language())
    forms.task.ask(children, people)
    return forms


def page(found: Handover, forms: Forms) -> str:
    """Return the page."""
    when, unit_id = found.when, found.unit.id
    children = [showing.child(one, when) for one in found.children]
    return render_template(
        "handover/handover.html",
        found=found,
        forms=forms,
        title=_("Handover from the %(shift)s", shift=shift_name(when.shift).lower()),
        children=children,
        quiet=[one.name for one in children if not (one.says or one.missing or one.away)],
        away=[one.name for one in children if one.away and not one.says],
        lines=[showing.house(one, when, may_correct=True) for one in found.lines],
        tasks=[showing.task(one) for one in found.tasks],
        readers=[showing.reader(one, when) for one in found.read_by],
        mine=showing.moment_words(found.mine, when) if found.mine else "",
        confirms=confirms(),
        earlier=_step(unit_id, when.before()),
        later=_step(unit_id, when.after()) if when != found.now else None,
        addresses=addresses(unit_id, when),
    )


def addresses(unit_id: UUID, when: When) -> Shown:
    """Return where the forms of a handover are sent, and the shift itself."""
    ways = ("line", "note", "task", "step", "sign")
    return Shown(
        shift=address(unit_id, when, "logs.shift"),
        handover=address(unit_id, when),
        **{way: address(unit_id, when, f"handover.{way}") for way in ways},
    )


def confirms() -> str:
    """Return the words with which a reader says that they have read."""
    words = daily_log().text_field("handover").receiver_confirms
    return words.in_(content_language()) if words else _("Read and understood")


def _step(unit_id: UUID, when: When) -> tuple[str, str]:
    """Return the words and the address of another handover."""
    return showing.when_words(when), address(unit_id, when)
