"""The application itself: Flask, with what it makes anew for each page kept at hand."""

from collections.abc import Callable, MutableMapping
from typing import Any
from uuid import UUID

from flask import Flask, has_request_context, request
from flask.templating import Environment

KEPT = 20_000
"""Addresses kept: a page names forty, and most of them again and again."""
PLAIN = frozenset({str, UUID})
"""Values that are the same in an address where they are equal; a 1 and a True are not."""


class Pages(Environment):
    """The templates: all have the same names at hand."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names as they are: a map for each template makes every import slow."""
        return super().make_globals(d) if d else self.globals


class Institution(Flask):
    """The application: none of its views is a coroutine."""

    jinja_environment = Pages

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._addresses: dict[tuple[Any, ...], str] = {}

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function as it is; to ask anew what it is would slow down every request."""
        return func

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """Return the address of a page; kept, since putting one together takes long."""
        if not (has_request_context() and PLAIN.issuperset(map(type, values.values()))):
            return super().url_for(endpoint, **values)
        key = (request.root_path, request.blueprint, endpoint, *values.items())
        known = self._addresses.get(key)
        if known is None:
            if len(self._addresses) >= KEPT:
                self._addresses.clear()
            known = self._addresses[key] = super().url_for(endpoint, **values)
        return known
