"""Pages of this feature."""

from flask import Blueprint

bp = Blueprint("trends", __name__)
