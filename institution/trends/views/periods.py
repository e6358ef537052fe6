"""The periods a page offers to show: which is asked for, and the links to the others."""

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug import Request

from institution.trends.services import Period

WORDS: dict[Period, LazyString] = {
    Period.FOUR_WEEKS: _l("4 weeks"),
    Period.TWELVE_WEEKS: _l("12 weeks"),
    Period.HALF_YEAR: _l("Half a year"),
    Period.YEAR: _l("A year"),
    Period.ALL: _l("All of it"),
}
OF_CHILD = (Period.TWELVE_WEEKS, Period.FOUR_WEEKS, Period.YEAR, Period.ALL)
"""The usual one first, which an address need not name."""
OF_GOAL = (Period.HALF_YEAR, Period.YEAR, Period.ALL)


def asked_period(asked: Request, offered: Sequence[Period]) -> Period | None:
    """Return the period that is asked for; None where it is not offered."""
    said = asked.args.get("period", offered[0]) if asked.query_string else offered[0]
    return next((one for one in offered if one == said), None)


def period_links(
    address: str, offered: Sequence[Period], chosen: Period
) -> list[tuple[str, str, bool]]:
    """Return words, address and whether it is shown, for each period, the shortest first."""
    return [
        (str(words), address if one is offered[0] else f"{address}?period={one}", one is chosen)
        for one, words in WORDS.items()
        if one in offered
    ]
