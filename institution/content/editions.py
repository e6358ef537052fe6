"""Content in several editions: an old answer is shown with the questions it was given to.

An edition is a file of its own, such as `krith.yaml` and `krith-2.yaml`, each with its `version`. A
municipality puts editions of its own into a folder; the highest version is the one in use.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Generic, Protocol, TypeVar

from institution.content.node import ContentError, Node, parse


class Edition(Protocol):
    """Anything with a version."""

    @property
    def version(self) -> int:
        """The number by which a record names it."""


E = TypeVar("E", bound=Edition)
_folders: list[Path] = []
_kept: list["Editions[Edition]"] = []


def look_also_in(folder: Path | None) -> None:
    """Read editions in a folder too, from now on; None: only those that came with the program."""
    _folders[:] = [folder] if folder else []
    for editions in _kept:
        editions.forget()


class Editions(Generic[E]):
    """All editions of one content file."""

    def __init__(self, kind: str, stem: str, read: Callable[[Node], E]) -> None:
        self.kind, self.stem, self.read = kind, stem, read
        self._found: Mapping[int, E] | None = None
        _kept.append(self)  # type: ignore[arg-type]

    def forget(self) -> None:
        """Read the files again when somebody asks."""
        self._found = None

    def all(self) -> Mapping[int, E]:
        """Return the editions by version.

        Raises:
            ContentError: a file cannot be used, or two have one version; says which, where and why.
        """
        if self._found is None:
            self._found = MappingProxyType(dict(sorted(self._read_all().items())))
        return self._found

    def newest(self) -> E:
        """Return the edition in use."""
        return self.all()[max(self.all())]

    def of(self, version: int) -> E:
        """Return the edition a record names.

        Raises:
            ContentError: it is not here any more.
        """
        if version not in self.all():
            raise ContentError(f"{self.stem}.yaml: version {version} is missing")
        return self.all()[version]

    def _read_all(self) -> dict[int, E]:
        found: dict[int, E] = {}
        for name, source in self._sources():
            root = parse(source, name, self.kind)
            edition = self.read(root)
            if edition.version in found:
                root.at("version").refuse(f"there is a version {edition.version} already")
            found[edition.version] = edition
        return found

    def _sources(self) -> Iterator[tuple[str, str]]:
        """Give name and text of each file, those of the program first."""
        places = [files("institution.content"), *_folders]
        for place in places:
            names = sorted(one.name for one in place.iterdir() if self._is_ours(one.name))
            for name in names:
                yield name, place.joinpath(name).read_text(encoding="utf-8")

    def _is_ours(self, name: str) -> bool:
        return name == f"{self.stem}.yaml" or (
            name.startswith(f"{self.stem}-") and name.endswith(".yaml")
        )
