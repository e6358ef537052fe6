"""The levels of a log as one text, so that half a year is read without a row for each rating.

>>> levels_text({"mood": 4, "calm": None})
'mood=4 calm=-'
>>> levels_in("mood=4 calm=-")
{'mood': 4, 'calm': None}
"""

from collections.abc import Mapping

NOT_SEEN = "-"


def levels_text(levels: Mapping[str, int | None]) -> str:
    """Return levels as they are kept on a log; empty where there are none."""
    return " ".join(f"{key}={level or NOT_SEEN}" for key, level in levels.items())


def levels_in(text: str) -> dict[str, int | None]:
    """Return the levels kept in a text."""
    pairs = (one.split("=") for one in text.split())
    return {key: None if level == NOT_SEEN else int(level) for key, level in pairs}
