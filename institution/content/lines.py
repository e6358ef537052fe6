"""Reading of YAML that remembers on which line each thing stands."""

from collections.abc import Iterator
from typing import Any

import yaml


class Lined:
    """A part of a file that knows the lines of what is in it."""

    lines: dict[object, int]
    """Key, or number in a list, to line; from 1."""


class LinedDict(Lined, dict[Any, Any]):
    """A mapping with lines."""


class LinedList(Lined, list[Any]):
    """A list with lines."""


class _Loader(yaml.CSafeLoader):
    """Reads what is safe, ten times as fast as without C, and refuses a key that stands twice."""


def read_yaml(source: str) -> object:
    """Return what the text holds.

    Raises:
        yaml.YAMLError: it is not YAML, or names something twice; says on which line.
    """
    return yaml.load(source, _Loader)  # noqa: S506 (a safe loader)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Iterator[LinedDict]:
    """Make a mapping, first empty, since a part of it may name the whole."""
    found = LinedDict()
    found.lines = {}
    yield found
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found.lines:
            told = f"'{key}' stands here twice"
            raise yaml.constructor.ConstructorError(None, None, told, key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = key_node.start_mark.line + 1


def _list(loader: _Loader, node: yaml.SequenceNode) -> Iterator[LinedList]:
    """Make a list."""
    found = LinedList()
    found.lines = {place: one.start_mark.line + 1 for place, one in enumerate(node.value)}
    yield found
    found.extend(loader.construct_sequence(node, deep=True))


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)
_Loader.add_constructor("tag:yaml.org,2002:seq", _list)
