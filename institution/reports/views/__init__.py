"""Pages of status reports: which are due, writing one, reading it, and what follows."""

from flask import Blueprint

bp = Blueprint("reports", __name__)

from institution.reports.views import deciding, files, lists, showing, writing  # noqa: E402 (routes need the blueprint)

__all__ = ["bp", "deciding", "files", "lists", "showing", "writing"]
