"""What the page of a shift shows of the handover: what is to be read, and what is to be done."""

from flask import g, url_for
from markupsafe import Markup

from institution.access.policy import Permission
from institution.handover import services
from institution.handover.services import Beside
from institution.handover.views import showing
from institution.handover.views.page import addresses, confirms
from institution.handover.views.showing import Shown
from institution.logs.services import HandedOver, UnitShift
from institution.logs.views.showing import handed_lines, shift_name
from institution.web.panels import panel


def shift_panel(found: UnitShift) -> Markup:
    """Return what earlier shifts hand over, to read and sign; tasks; and the way to write.

    Empty for a reader who reads no handovers.
    """
    if not g.work.actor.may_ever(Permission.HANDOVER_READ):
        return Markup()
    written = services.beside(g.work, found.unit, [one.when for one in found.handovers])
    sources = [_source(one, written[one.when], found) for one in found.handovers]
    tasks = services.tasks_around(g.work, found.unit, found.when.begins_at(found.zone))
    return panel(
        "handover/shift_panel.html",
        sources=[one for one in sources if one.says] or sources[:1],
        tasks=[showing.task(one) for one in tasks],
        confirms=confirms(),
        own=addresses(found.unit.id, found.when),
        team=url_for("handover.team", unit_id=found.unit.id),
        back=(found.when.day, found.when.shift.value),
    )


def inbox_panel() -> Markup:
    """Return, for each of the reader's units, what is missing and unread.

    Empty for a reader who works in no unit, and where there is nothing of it.
    """
    if not g.work.actor.may_ever(Permission.TEAM_READ):
        return Markup()
    waiting = [one for one in services.waiting(g.work) if one.missing or one.unread]
    ways = [(one, url_for("handover.team", unit_id=one.unit.id)) for one in waiting]
    return panel("handover/inbox_panel.html", ways=ways) if ways else Markup()


def _source(handed: HandedOver, written: Beside, found: UnitShift) -> Shown:
    """Return what one earlier shift hands over."""
    when, names = handed.when, {one.child.id: one.child.name for one in found.children}
    shift = shift_name(when.shift)
    added = [
        showing.note(note, names[note.child_id], shift)
        for note in written.notes
        if note.child_id in names
    ]
    reader, read_at = written.reader, written.reader.read_at
    later = (reader.is_new(one.log.author_id, one.log.received_at) for one in handed.lines)
    return Shown(
        shift=shift,
        day=when.day,
        lines=sorted([*handed_lines(handed, found), *added], key=lambda line: line.child),
        house=[showing.house(one, when, may_correct=False) for one in written.lines],
        readers=[one.name for one in written.read_by],
        mine=showing.moment_words(read_at, when) if read_at else "",
        changed=written.changed or any(later),
        says=bool(handed.lines or written.notes or written.lines),
        addresses=addresses(found.unit.id, when),
    )
