"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("flags", __name__)
