"""Which forms of foster care meet which deadlines, as the content says."""

from functools import lru_cache

from institution.content.deadlines import COUNTRIES, Rule, deadlines
from institution.content.foster_forms import foster_forms

VISIT, RECORD = "F5", "F0"
Due = tuple[tuple[str, tuple[Rule, ...]], ...]
"""Forms with the rules that they meet."""
Version = tuple[int, int]
"""Editions of the forms and of the deadlines."""


def version() -> Version:
    """Return which content holds."""
    return foster_forms.newest().version, deadlines.newest().version


@lru_cache(32)
def due(country: str, about_child: bool, _version: Version) -> Due:
    """Return which forms meet which rules in a country."""
    rules = deadlines.newest()
    found = []
    for form in foster_forms.newest().forms:
        if form.about_child != about_child:
            continue
        mine = (rules.rule(key) for key in form.due)
        found.append((form.key, tuple(one for one in mine if country in one.countries)))
    return tuple((form, rules) for form, rules in found if rules)


@lru_cache(32)
def counted(about_child: bool, version: Version) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return of which forms it is asked how often they were signed, and of which when last."""
    often: list[str] = []
    last: list[str] = []
    for country in COUNTRIES:
        for form, rules in due(country, about_child, version):
            again = any(rule.again for rule in rules)
            kept = last if again else often
            if form not in kept and form != RECORD:
                kept.append(form)
    return tuple(often), tuple(last)
