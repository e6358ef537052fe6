"""That what is usual for a child is still partly borrowed, and from whom, in words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from institution.stats.change.starts import OWN_DAYS, Start


def borrowed(start: Start) -> str:
    """Say on what a child's usual rests while its own days are few."""
    few = ngettext(
        "So far %(num)d day of the child's own counts.",
        "So far %(num)d days of the child's own count.",
        start.own_days,
    )
    return f"{few} {_from_home() if start.of_home else _from_all()}"


def _from_home() -> str:
    return str(
        _(
            "Until there are %(days)d, how days usually go is partly borrowed: from the home's "
            "other children taken together, and from children in general.",
            days=OWN_DAYS,
        )
    )


def _from_all() -> str:
    return str(
        _(
            "Until there are %(days)d, how days usually go is partly borrowed from children in "
            "general.",
            days=OWN_DAYS,
        )
    )
