"""What a map of worries and strengths must hold before it is finished."""

from institution.content.worries_strengths import BALANCE, FEARS, WANTED
from institution.fostercare.services.errors import (
    FewerWantedError,
    MissingAnswersError,
    TooManyFearsError,
)
from institution.fostercare.services.questions import APART, Answers

WORRIES = ("has_happened", "makes_harder", FEARS)
STRENGTHS = ("works_well", "has_protected", "people")
WHY = f"{BALANCE}{APART}why"
MOST_FEARS = 3


def check(answers: Answers) -> None:
    """Refuse a map that is out of balance.

    Raises:
        TooManyFearsError: more than three fears.
        FewerWantedError: a fear has no picture of an everyday that is safe enough.
        MissingAnswersError: fewer strengths than worries, and not why.
    """
    fears = statements(answers, FEARS)
    if fears > MOST_FEARS:
        raise TooManyFearsError
    if statements(answers, WANTED) < fears:
        raise FewerWantedError
    worries, strengths = (
        sum(statements(answers, one) for one in part) for part in (WORRIES, STRENGTHS)
    )
    if strengths < worries and WHY not in answers:
        raise MissingAnswersError([WHY])


def statements(answers: Answers, section: str) -> int:
    """Return how many statements stand in a part."""
    rows = (path.split(APART) for path in answers)
    return len({row[1] for row in rows if row[0] == section and len(row) > 2})
