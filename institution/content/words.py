"""Texts in the languages they exist in."""

from collections.abc import Sequence
from dataclasses import dataclass


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
        text = self.in_(language).format(**values)
        return text[:1].upper() + text[1:]


def listed(names: Sequence[Words], language: str) -> str:
    """Return names as one phrase within a sentence, the last two joined with "and".

    >>> listed([Words("humør", "mood"), Words("ro", "calm"), Words("søvn", "sleep")], "en")
    'mood, calm and sleep'
    """
    texts = [name.in_(language) for name in names]
    if len(texts) < 2:
        return "".join(texts)
    return f"{', '.join(texts[:-1])} {Words('og', 'and').in_(language)} {texts[-1]}"
