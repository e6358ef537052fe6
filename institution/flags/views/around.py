"""What else changed at the time of a flag, in neutral words and without names."""

from flask_babel import gettext as _
from flask_babel import ngettext

from institution.flags.services import Around
from institution.web.words import day


def lines(found: Around) -> list[str]:
    """Return one sentence for each thing that changed; empty where nothing did."""
    said = []
    if found.new_adults:
        said.append(ngettext("A new adult wrote.", "%(num)d new adults wrote.", found.new_adults))
    if found.moved_on:
        said.append(_("The child moved on %(day)s.", day=day(found.moved_on)))
    if found.missing:
        said.append(
            ngettext(
                "%(missing)d of %(num)d shift has no log.",
                "%(missing)d of %(num)d shifts have no log.",
                found.expected,
                missing=found.missing,
            )
        )
    return said
