"""Flags of a house in words."""

from math import ceil
from types import SimpleNamespace as Shown
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from institution.content.flags import FlagKind
from institution.content.flags import flags as content
from institution.content.words import Words
from institution.flags.services import Chosen, ToldHouse, Usefulness
from institution.flags.services.houses import least
from institution.flags.views import wording
from institution.flags.views.showing import local_day
from institution.web.languages import content_language
from institution.web.words import day, number, short_day


def kind_of(told: ToldHouse) -> FlagKind:
    """Return the kind of a flag."""
    return content().kind(told.flag.kind)


def headline(told: ToldHouse) -> str:
    """Return what is seen, in one line."""
    return _filled(kind_of(told).headline or kind_of(told).name, told)


def reasons(told: ToldHouse) -> str:
    """Return what it rests on."""
    return _filled(kind_of(told).evidence or kind_of(told).meaning, told)


def closing(told: ToldHouse) -> str:
    """Return what would have to happen for it to close by itself."""
    closes = kind_of(told).closes
    return _filled(closes, told) if closes else ""


def in_list(told: ToldHouse) -> Shown:
    """Return one flag of a house as a line of a list."""
    last = told.answers[-1] if told.answers else None
    due = local_day(told.flag.respond_by)
    return Shown(
        url=url_for("flags.house_flag", house_flag_id=told.flag.id),
        severity=kind_of(told).severity,
        child=told.home,
        about="",
        title=headline(told),
        due="" if last else short_day(due),
        state=wording.answer_words(last.answer.kind) if last else "",
    )


def chosen(held: Chosen) -> str:
    """Say who chose what holds, and when."""
    if held.at is None:
        return str(_("Nobody has chosen yet; this is the usual number."))
    return str(_("Chosen by %(who)s on %(day)s.", who=held.who, day=day(local_day(held.at))))


def useful(one: Usefulness) -> tuple[str, str]:
    """Return the name of a kind, and how many of its flags were useful."""
    told = ngettext(
        "%(useful)d of %(num)d answered point was useful",
        "%(useful)d of %(num)d answered points were useful",
        one.answered,
        useful=one.useful,
    )
    return content().kind(one.kind).name.in_(content_language()), told


def _filled(words: Words, told: ToldHouse) -> str:
    evidence: dict[str, Any] = told.flag.evidence
    values = {
        "n": evidence["n"],
        "total": evidence["total"],
        "since": short_day(told.flag.since),
        "per_thousand": _per_thousand(evidence["chance"]),
        "least": least(evidence["total"]),
    }
    return words.filled(content_language(), **values)


def _per_thousand(chance: float) -> str:
    """Return a chance as weeks in a thousand, rounded up to a tenth."""
    return number(max(ceil(10_000 * chance), 1) / 10)
