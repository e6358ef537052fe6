"""Tell an incident: choose what it was, write the first words, complete it later."""

from types import SimpleNamespace as Shown
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from institution.access.errors import ConflictError
from institution.access.policy import Permission
from institution.accounts.services import names
from institution.cases.models import BoundKind
from institution.content.incidents import IncidentType, incidents
from institution.drafts.services import begun
from institution.drafts.views import finish
from institution.incidents import services
from institution.incidents.forms import telling
from institution.incidents.forms.answers import local
from institution.incidents.forms.telling import TellingForm
from institution.incidents.services import Matter
from institution.incidents.views import bp
from institution.incidents.views.refusing import tell
from institution.web.guard import requires
from institution.web.languages import content_language

QUICK = ("what_was_seen",)
"""Asked first: call, write a line, go on."""


@bp.route("/children/<uuid:child_id>/incidents/new", methods=["GET", "POST"])
@requires(Permission.INCIDENT_WRITE)
def new(child_id: UUID) -> ResponseReturnValue:
    """Choose what it was, then write it."""
    kind = _type(request.args.get("type"))
    if kind is None:
        return _choose(child_id), 422 if request.method == "POST" else 200
    zone = g.work.actor.time_zone
    now = local(g.work.now, zone)
    form = _form(kind, child_id, data={"started_at": now, "told_at": now})
    return _answer(form, child_id) or (_page(form), form.status)


@bp.route("/children/<uuid:child_id>/incidents/<uuid:incident_id>/tell", methods=["GET", "POST"])
@requires(Permission.INCIDENT_WRITE)
def complete(child_id: UUID, incident_id: UUID) -> ResponseReturnValue:
    """Tell the whole of it, or put it right: a new telling beside the one before."""
    matter = services.matter(g.work, child_id, incident_id)
    if matter.signed is not None:
        flash(_("It is signed and is not changed any more. You can place something beside it."))
        return redirect(_address(child_id, incident_id), 303)
    kind = _type(request.args.get("type")) or incidents().type(matter.incident.type)
    zone = g.work.actor.time_zone
    data = telling.filled(matter, matter.of(BoundKind.AROUND), zone)
    data["told_at"] = local(g.work.now, zone)
    form = _form(kind, child_id, data=data)
    return _answer(form, child_id) or (_page(form, matter), form.status)


def _type(key: str | None) -> IncidentType | None:
    """Return the type that the address names; None where it names none."""
    return next((one for one in incidents().types if one.key == key), None)


def _form(kind: IncidentType, child_id: UUID, data: dict[str, Any]) -> TellingForm:
    """Return the form of a type, with the people of the home to choose from."""
    profile = services.profile_of(g.work, child_id)
    people = names(g.work, services.colleagues_of(g.work, child_id))
    by_name = dict(sorted(people.items(), key=lambda pair: pair[1]))
    made = telling.form_class(kind, profile, content_language())
    return made.asking(by_name, g.work.actor.id, data=data)


def _answer(form: TellingForm, child_id: UUID) -> ResponseReturnValue | None:
    """Keep what was sent where it is right; None where the form is to be shown."""
    if not form.submitted_valid():
        return None
    draft = form.draft(g.work.now, g.work.actor.time_zone)
    try:
        kept = services.record(g.work, child_id, draft)
    except services.UnknownAnswerError as refused:
        tell(form, refused)
        return _page(form), 422
    except services.NotLivingHereError:
        form.form_errors = [_("The child did not live here then: choose the right time")]
        return _page(form), 422
    except ConflictError as refused:
        return _overtaken(form, child_id, refused)
    finish(draft.id)
    flash(_("Saved."))
    return redirect(_address(child_id, kept.matter_id), 303)


def _overtaken(form: TellingForm, child_id: UUID, refused: ConflictError) -> ResponseReturnValue:
    """Show the form again: somebody else wrote meanwhile; nothing that was typed is lost."""
    if isinstance(refused, services.SignedError):
        told = _("It was signed while you were writing. Place what you wrote beside it instead.")
    elif isinstance(refused, services.OtherIncidentError):
        told = _("This form was sent before. Look at what is kept before you send it again.")
    else:
        told = _(
            "Someone completed this while you were writing. Look at it first; what you wrote is "
            "still here, and is saved after it when you save again."
        )
        form.corrects.data = services.newest_id(g.work, child_id, form.corrects.data)
    form.form_errors = [told]
    return _page(form), 409


def _choose(child_id: UUID) -> str:
    """Return the page on which one chooses what it was."""
    language = content_language()
    groups = [
        Shown(
            name=group.name.in_(language),
            types=[
                Shown(
                    name=one.name.in_(language),
                    definition=one.definition.in_(language),
                    url=url_for(".new", child_id=child_id, type=one.key),
                )
                for one in incidents().types
                if one.group == group.key
            ],
        )
        for group in incidents().groups
    ]
    first = incidents().principle("call_first").name.in_(language)
    shown = {"child": g.child, "groups": groups, "first": first}
    is_begun = request.path in begun(g.work)
    return render_template("incidents/choose.html", **shown, is_begun=is_begun)


def _page(form: TellingForm, matter: Matter | None = None) -> str:
    """Return the page of the form."""
    kind, language = form.incident_type, content_language()
    principles = [incidents().principle(key) for key in ("call_first", "event_not_child")]
    return render_template(
        "incidents/tell.html",
        child=g.child,
        form=form,
        title=kind.name.in_(language),
        definition=kind.definition.in_(language),
        handling=kind.handling.in_(language) if kind.handling else "",
        principles=[one.name.in_(language) for one in principles],
        hard=kind.has_severity,
        sections=_sections(form),
        readers=_readers(kind),
        matter=matter,
        back=_address(g.child.id, matter.incident.matter_id)
        if matter
        else url_for(".of_child", child_id=g.child.id),
    )


def _sections(form: TellingForm) -> list[Shown]:
    """Return the questions by section; those that come first are left out."""
    language = content_language()
    found = []
    for section in incidents().sections:
        asked = [one for one in form.asked if one.section == section.key and one.key not in QUICK]
        if asked:
            failed = any(form[one.key].errors for one in asked)
            found.append(Shown(name=section.name.in_(language), asked=asked, failed=failed))
    return found


def _readers(kind: IncidentType) -> str:
    """Return who will read it, said before it is written."""
    return str(
        {
            "own_part": _(
                "Read by leaders and the caseworker. Staff read what they wrote themselves."
            ),
            "restricted": _(
                "Read by leaders and the caseworker only. The shift reads how to help tonight."
            ),
            "named_recipients_only": _(
                "Read only by the manager, unless it is about the manager, and by the child's "
                "caseworker. The duty to report is personal and is not met by writing here."
            ),
        }.get(kind.visibility, _("Read by everyone around the child."))
    )


def _address(child_id: UUID, matter_id: UUID | None) -> str:
    return url_for(".one", child_id=child_id, incident_id=matter_id)
