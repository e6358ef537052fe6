"""Why there is no flag: what the engine sees of a child, below the line, in plain words."""

from types import SimpleNamespace as Shown
from uuid import UUID

from flask import g, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.access.policy import Permission
from institution.cases.scope import ReachedChild
from institution.content.flags import flags as content
from institution.content.words import listed
from institution.flags import services
from institution.flags.services import Weighed, Weighing
from institution.flags.services.weighing import Weight, kind_of
from institution.flags.views import bp, showing, wording
from institution.flags.views.borrowing import borrowed
from institution.web.guard import requires
from institution.web.languages import content_language
from institution.web.words import day


@bp.route("/children/<uuid:child_id>/weighing")
@requires(Permission.FLAG_READ)
def weighing(child_id: UUID) -> ResponseReturnValue:
    """Show what speaks for a change of a child's days, and what would raise a flag."""
    found = services.weigh(g.work, child_id)
    return render_template(
        "flags/weighing.html",
        child=g.child,
        first_name=g.child.name.split(maxsplit=1)[0],
        around=around(found),
        changes=[shown(one, _pictures(g.child, one)) for one in found.changes] if found else [],
    )


def around(found: Weighing | None) -> list[str]:
    """Say on what a look rests, and what stands in the way of a flag besides the days."""
    if found is None:
        return [_("The child lives in no home here today, so nothing is compared.")]
    said = [
        ngettext(
            "This rests on %(num)d day of the last half year.",
            "This rests on %(num)d days of the last half year.",
            found.days,
        )
    ]
    if found.start:
        said.append(borrowed(found.start))
    if found.focus:
        about = listed([wording.short(one) for one in found.focus], content_language())
        said.append(
            _("The plan is about %(dimensions)s: a change there is told sooner.", dimensions=about)
        )
    if found.settles_in:
        said.append(
            ngettext(
                "The child has come recently. Changes are told in %(num)d day at the earliest.",
                "The child has come recently. Changes are told in %(num)d days at the earliest.",
                found.settles_in,
            )
        )
    if not found.here:
        said.append(_("The child is away. Changes are told when the child is back."))
    return said


def shown(one: Weighed, pictures: str = "") -> Shown:
    """Return one kind of change in words."""
    finding = one.finding
    levels = [(line["key"], line) for line in finding.evidence["dimensions"]]
    told = one.weight is not Weight.NOTHING
    return Shown(
        title=content().kind(finding.kind).name.in_(content_language()),
        seen=_seen(one.weight),
        since=_("Since about %(day)s", day=day(finding.since)) if told and finding.since else "",
        changes=[
            showing.change(wording.dimension_words(key), line["usual"], line["now"])
            for key, line in levels
        ]
        if told
        else [],
        pictures=pictures,
        would=_would(one) if one.weight is not Weight.ENOUGH else "",
    )


def _pictures(child: ReachedChild, one: Weighed) -> str:
    """Return the pictures of what points to a change; empty where nothing does."""
    if one.weight is Weight.NOTHING:
        return ""
    return showing.pictures(child, one.finding.since, one.finding.evidence)


def _seen(weight: Weight) -> str:
    """Say how much speaks for a change."""
    words = {
        Weight.NOTHING: _("The engine sees no sign of it: the days are as they usually are."),
        Weight.LITTLE: _("The engine sees a little that points to it. Chance often looks so too."),
        Weight.SOMETHING: _(
            "The engine sees something that points to it, but not enough: chance can look so too."
        ),
        Weight.ENOUGH: _("The engine sees enough. It is told, or waits after an answer."),
    }
    return str(words[weight])


def _would(one: Weighed) -> str:
    """Say what would raise a flag."""
    near, kind = one.weight is Weight.SOMETHING, kind_of(one)
    if near and kind != "volatile":
        return str(_("It would raise a point if some more days were like the last ones."))
    words = {
        "volatile": _("It would raise a point if days lay further apart for a week or two."),
        "up": _("It would raise a point if days lay clearly higher than usual for a week or two."),
        "down": _("It would raise a point if days lay clearly lower than usual for a week or two."),
    }
    return str(words[kind])
