"""Danish first, English complete, Kalaallisut where native wording exists.

English is the language of the code. What Kalaallisut lacks is shown in Danish, and the page
says so.
"""

from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask.globals import app_ctx
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

FOLDER = Path(__file__).resolve().parents[1] / "locale"
OWN_NAMES = (("da", "Dansk"), ("en", "English"), ("kl", "Kalaallisut"))
COOKIE = "language"


class Catalogues(Domain):  # type: ignore[misc]
    """The message catalogues, with Danish behind Kalaallisut."""

    def get_translations(self) -> NullTranslations:
        """Return the messages in the reader's language."""
        return self.catalogue(language())

    def catalogue(self, code: str) -> NullTranslations:
        """Return the messages in a language."""
        found: NullTranslations | None = self.cache.get(code)
        if found is None:
            found = self.cache[code] = _load(code)
        return found


class Languages(Babel):  # type: ignore[misc]
    """Flask-Babel with our catalogues."""

    domain_instance = Catalogues(str(FOLDER))


def speak(app: Flask) -> None:
    """Let pages speak the reader's language."""
    Languages(
        app,
        locale_selector=language,
        timezone_selector=lambda: str(_zone()),
        default_translation_directories=str(FOLDER),
    )
    # The shortest way from a template to its words: a page asks for a hundred of them.
    words = Languages.domain_instance.get_translations
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda text: words().gettext(text),
        lambda one, many, n: words().ngettext(one, many, n),
        newstyle=True,
    )
    app.jinja_env.globals["_"] = _said
    app.jinja_env.globals["languages"] = OWN_NAMES
    app.context_processor(lambda: {"language": language()})


@pass_eval_context
def _said(context: EvalContext, text: str, /, **values: Any) -> str:
    """Return words of a template in the reader's language, with the values in their places.

    The same as the template engine's own, which takes four times as long: a page has a hundred.
    """
    said = _whole(language(), text, context.autoescape)
    return said % values if "%" in said else said


@lru_cache(8192)
def _whole(code: str, text: str, escaped: bool | None) -> str:
    """Return words in a language; kept, since every page says most of them again."""
    said = str(Languages.domain_instance.catalogue(code).gettext(text))
    return Markup(said) if escaped else said  # noqa: S704 (ours; what is put in is escaped)


def language() -> str:
    """Return the reader's language: of the account, else chosen here, else of the installation."""
    # Asked a few hundred times a page: `g` would look for itself each time.
    visit = app_ctx._get_current_object().g.get("visit")  # type: ignore[attr-defined]
    if visit is not None:
        return str(visit.actor.language)
    chosen = request.cookies.get(COOKIE) if request else None
    known = {code for code, _ in OWN_NAMES}
    return chosen if chosen in known else str(current_app.config["LANGUAGE"])


def content_language() -> str:
    """Return the language of the questions and rules: those are in Danish and English."""
    return "en" if language() == "en" else "da"


def local(moment: datetime) -> datetime:
    """Return an aware moment in the reader's time zone."""
    return moment.astimezone(_zone())


def _zone() -> ZoneInfo:
    """Return the reader's time zone: of the account, else of the installation."""
    work = g.get("work")
    return work.actor.time_zone if work else ZoneInfo(current_app.config["TIME_ZONE"])


def _load(code: str) -> NullTranslations:
    """Read one catalogue; English needs none."""
    if code == "en":
        return NullTranslations()
    catalogue = Translations.load(str(FOLDER), [code])
    if code == "kl":
        catalogue.add_fallback(Translations.load(str(FOLDER), ["da"]))
    return catalogue
