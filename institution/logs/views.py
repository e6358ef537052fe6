"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("logs", __name__)
