"""Pages to get in and out, one's own account, and the list of people for administrators."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)

from institution.accounts.views import entering, others, own  # noqa: E402

__all__ = ["bp", "entering", "others", "own"]
