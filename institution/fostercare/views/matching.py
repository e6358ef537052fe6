"""Families to think of for a child: a list by number, beside what the child needs."""

from uuid import UUID

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from institution.access.policy import Permission
from institution.content.foster_forms import foster_forms
from institution.fostercare.services import matching
from institution.fostercare.services.matching import Candidate, Wanted
from institution.fostercare.views import bp
from institution.fostercare.views.showing import profile_shown
from institution.fostercare.views.wording import in_reader
from institution.web.guard import requires

LONGEST = 60


@bp.route("/children/<uuid:child_id>/match")
@requires(Permission.FOSTER_MATCH)
def match(child_id: UUID) -> ResponseReturnValue:  # noqa: ARG001 (the guard reads it)
    """Families with room, by kind, town and language; for the child that needs one."""
    said = {key: request.args.get(key, "")[:LONGEST] for key in ("kind", "town", "language")}
    forms = foster_forms.newest()
    kinds = {one.key: in_reader(one.name) for one in forms.kinds}
    field = next(f for f in forms.form("F0").section("family").fields if f.key == "languages")
    languages = {one.key: in_reader(one.name) for one in field.options}
    wanted = Wanted(
        said["kind"] if said["kind"] in kinds else "",
        said["town"],
        said["language"] if said["language"] in languages else "",
    )
    found = matching.candidates(g.work, wanted)
    return render_template(
        "fostercare/match.html",
        child=g.child,
        age=g.child.age_on(g.work.today),
        wanted=wanted,
        kinds=kinds,
        spoken=languages,
        candidates=[
            (
                one,
                _about(one, kinds, languages),
                profile_shown([one.profile]) if one.profile else [],
            )
            for one in found
        ],
    )


def _about(one: Candidate, kinds: dict[str, str], languages: dict[str, str]) -> str:
    """Return kind, town and languages of a family in one line."""
    spoken = ", ".join(languages[code] for code in one.languages if code in languages)
    return " · ".join(part for part in (kinds.get(one.kind, ""), one.town, spoken) if part)
