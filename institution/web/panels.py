"""Pieces of pages that one feature shows on the page of another."""

from typing import Any

from flask import current_app
from markupsafe import Markup


def panel(template: str, **values: Any) -> Markup:
    """Return a piece of a page, made from a template of ours.

    It is told what it shows and no more: what every page says, such as who reads it, is left out.
    """
    page = current_app.jinja_env.get_template(template).render(values)
    return Markup(page)  # noqa: S704 (Jinja has escaped its words)
