"""What a code means, wherever in the content it stands: for papers of whole records.

Answers are kept as codes, and read by people who know none of them.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from institution.content.lines import read_yaml


class Meaning(NamedTuple):
    """What a code means in one place."""

    place: str
    """File and keys above it, such as `daily_log/presence`."""
    words: Mapping[str, str]
    """By language."""


def meaning(code: str, language: str, places: tuple[str, ...]) -> str | None:
    """Return what a code means, in the first of some places that has it.

    Args:
        code: as it is kept.
        language: `da` or `en`.
        places: beginnings of places, the nearest first.

    Returns:
        The words; None where no place has the code.

    >>> meaning("day", "en", ("daily_log/shifts",))
    'Day shift'
    """
    known = _meanings().get(code, ())
    for place in places:
        for one in known:
            if f"{one.place}/".startswith(f"{place}/"):
                return one.words[language]
    return None


@cache
def _meanings() -> Mapping[str, list[Meaning]]:
    """Return the meanings of each code, file by file."""
    found: dict[str, list[Meaning]] = {}
    kept = [one for one in files("institution.content").iterdir() if one.name.endswith(".yaml")]
    for file in sorted(kept, key=lambda one: one.name):
        stem = file.name.removesuffix(".yaml")
        for code, one in _under(read_yaml(file.read_text(encoding="utf-8")), (stem,)):
            found.setdefault(code, []).append(one)
    return found


def _under(node: Any, above: tuple[str, ...]) -> Iterator[tuple[str, Meaning]]:
    """Give the codes in a part of a file: a `key` beside its words, or words under a name."""
    if isinstance(node, list):
        for one in node:
            yield from _under(one, above)
    elif isinstance(node, dict):
        named = next((one for one in _wordings(node) if isinstance(one.get("da"), str)), None)
        if named is not None:
            own = node.get("key")
            place = above if isinstance(own, str) else above[:-1]
            code = own if isinstance(own, str) else above[-1]
            yield code, Meaning("/".join(place), named)
        for name, inner in node.items():
            yield from _under(inner, (*above, str(name)))


def _wordings(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give what may be the words of something: its name, itself, or what it asks."""
    inner = (node.get("name"), node, node.get("question"))
    return (one for one in inner if isinstance(one, Mapping))
