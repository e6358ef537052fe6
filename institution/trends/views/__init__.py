"""The child's page: its days against its own usual level and the plan."""

from flask import Blueprint

bp = Blueprint("trends", __name__)

from institution.trends.views import page  # noqa: E402 (routes need the blueprint)

__all__ = ["bp", "page"]
