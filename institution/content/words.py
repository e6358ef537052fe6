"""Texts in the languages they exist in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

OWNED = re.compile(r"\{(\w+)\}s ")
"""A placeholder for an owner, as Danish writes it."""
HISSING = ("s", "x", "z")


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Danish and English.

    Kalaallisut and every unknown language fall back to Danish, the first language of the product;
    machine-made Kalaallisut is never shown.
    """

    da: str
    en: str

    def in_(self, language: str) -> str:
        """Return the text in `language`, a code such as `da`, `en` or `en_GB`.

        >>> Words("Humør", "Mood").in_("en"), Words("Humør", "Mood").in_("kl")
        ('Mood', 'Humør')
        """
        return self.en if language.lower().startswith("en") else self.da

    def filled(self, language: str, **values: object) -> str:
        """Return the text with its `{placeholders}` filled in, beginning with a capital letter.

        Raises:
            KeyError: a placeholder has no value.

        >>> Words("{dimensions} siden {since}", "").filled("da", dimensions="søvn", since="3. maj")
        'Søvn siden 3. maj'
        """
        text = self.inside(language, **values)
        return text[:1].upper() + text[1:]

    def inside(self, language: str, **values: object) -> str:
        """Return the text with its `{placeholders}` filled in, as in the middle of a sentence.

        What belongs to a name that ends in an s is written in Danish with an apostrophe.

        Raises:
            KeyError: a placeholder has no value.

        >>> Words("{name}s egne svar", "").inside("da", name="Anders")
        "Anders' egne svar"
        """
        text = self.in_(language)
        for name in OWNED.findall(text) if text == self.da else ():
            if str(values[name]).endswith(HISSING):
                text = text.replace(f"{{{name}}}s ", f"{{{name}}}' ")
        return text.format(**values)


def listed(names: Sequence[Words], language: str) -> str:
    """Return names as one phrase within a sentence, the last two joined with "and".

    >>> listed([Words("humør", "mood"), Words("ro", "calm"), Words("søvn", "sleep")], "en")
    'mood, calm and sleep'
    """
    texts = [name.in_(language) for name in names]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {Words('og', 'and').in_(language)} {texts[-1]}"
