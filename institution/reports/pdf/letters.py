"""What a font cannot draw is told in words, so that nothing that was written is lost on paper."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parents[3] / "static" / "vendor" / "dejavu-fonts-2.37"
LINE_ENDS = "\n\t"


def drawable(value: Any) -> Any:
    """Return plain values in which every text can be drawn."""
    if isinstance(value, str):
        return _told(value)
    if isinstance(value, dict):
        return {key: drawable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [drawable(inner) for inner in value]
    return value


def _told(text: str) -> str:
    """Return a text with the names of characters that no font of ours has in their place."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(char if ord(char) in _known() else _named(char) for char in text)


def _named(char: str) -> str:
    """Return the name of a character in brackets; nothing for one that is never seen."""
    if char in LINE_ENDS:
        return char
    if unicodedata.category(char) in {"Cf", "Mn", "Cc", "Cn", "Co"}:
        return ""
    return f"[{unicodedata.name(char, f'U+{ord(char):04X}').lower()}]"


@lru_cache
def _known() -> frozenset[int]:
    """Return the characters that all our fonts have."""
    return frozenset.intersection(*(_letters_of(path) for path in sorted(FONTS.glob("*.ttf"))))


def _letters_of(path: Path) -> frozenset[int]:
    """Return the characters that a font has."""
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())
