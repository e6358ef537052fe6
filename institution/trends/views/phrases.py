"""The fixed words of the pictures, looked up once for each language."""

from functools import lru_cache
from typing import NamedTuple

from flask_babel import gettext as _

from institution.web.languages import language


class Phrases(NamedTuple):
    """Words that every picture says."""

    head: list[str]
    """Of the table of weeks."""
    caption: str
    """Takes title, ends."""
    about: str
    """Takes first, last, seen, name."""
    week: str
    """Takes week, level, days, adults."""
    days: str
    adults: str


def phrases() -> Phrases:
    """Return the words in the reader's language."""
    return _phrases(language())


@lru_cache
def _phrases(_code: str) -> Phrases:
    """Return the words; the language that is being spoken is the one they are kept for."""
    return Phrases(
        head=[
            str(words)
            for words in (
                _("Week of"),
                _("Middle"),
                _("Own usual"),
                _("Days"),
                _("Adults"),
                _("Monday to Sunday; under an hour in brackets"),
                _("Incidents and good events"),
            )
        ],
        caption=str(_("%(title)s, week by week. %(ends)s.")),
        about=str(
            _(
                "%(first)s to %(last)s, %(seen)s days. The line is the middle of each week, the "
                "ground what is usual for %(name)s. The numbers are below the picture."
            )
        ),
        week=str(_("Week of %(week)s: %(level)s; days %(days)s, adults %(adults)s")),
        days=str(_("days")),
        adults=str(_("adults")),
    )
