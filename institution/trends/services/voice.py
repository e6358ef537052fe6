"""The child's own answers, as their own pictures: never counted together with the staff's."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from institution.access.policy import Permission
from institution.access.work import Work
from institution.content.daily_log import Version, daily_log
from institution.logs.services.entries import Answer, answers
from institution.voice.services import opened_answers

LONGEST_GAP = 14
"""Days between two answers beyond which no line is drawn from one to the other."""


class Said(NamedTuple):
    """One answer."""

    day: int
    """Ordinal."""
    value: int
    version: Version

    @property
    def height(self) -> float:
        """Return how far up the scale the answer lies: 0 at the bottom, 1 at the top."""
        lowest = 0 if self.version.kind == "ladder" else 1
        return (self.value - lowest) / max(self.version.points - 1, 1)


class Voice(NamedTuple):
    """Answers to questions of one kind."""

    kind: str
    """`faces` or `ladder`."""
    said: tuple[Said, ...]
    """Oldest first."""
    skipped: int
    """Times the child was asked and did not want to answer; an answer too."""

    @property
    def version(self) -> Version:
        """Return the newest version that was answered."""
        return self.said[-1].version

    def scale(self, language: str) -> list[tuple[float, str]]:
        """Return the ends and the middle of the scale: the staff's level beside it, and words."""
        version = self.version
        if version.kind == "ladder":
            return [(5.0, str(version.points - 1)), (1.0, "0")]
        faces = sorted(version.faces, key=lambda face: face.value)
        shown = faces if len(faces) <= 3 else [faces[0], faces[len(faces) // 2], faces[-1]]
        return [
            (1 + 4 * (face.value - 1) / (len(faces) - 1), face.name.in_(language))
            for face in reversed(shown)
        ]

    def runs(self) -> list[tuple[Said, ...]]:
        """Return the answers a line may join: of one scale, not too far apart."""
        found: list[list[Said]] = []
        for one in self.said:
            last = found[-1][-1] if found else None
            if last and last.version == one.version and one.day - last.day <= LONGEST_GAP:
                found[-1].append(one)
            else:
                found.append([one])
        return [tuple(run) for run in found]


def own_answers(work: Work, child_id: UUID, since: date, until: date) -> list[Answer]:
    """Return what the child answered beside logs and on its own page, oldest first.

    Raises:
        NotAllowedError: no role of the actor may ever see trends.
    """
    beside_logs = answers(work, Permission.TREND_READ, child_id, since, until)
    own_page = opened_answers(work, child_id, since, until)
    return sorted([*beside_logs, *own_page], key=lambda one: one.day)


def voices(given: Sequence[Answer]) -> list[Voice]:
    """Return the answers by kind of question, the daily one first; none without answers."""
    versions = {version.key: version for version in daily_log().self_report.versions}
    known = [(answer, versions[answer.scale]) for answer in given if answer.scale in versions]
    found = []
    for kind in ("faces", "ladder"):
        here = [(answer, version) for answer, version in known if version.kind == kind]
        said = tuple(
            Said(answer.day.toordinal(), answer.value, version)
            for answer, version in here
            if answer.value is not None
        )
        if said:
            found.append(Voice(kind, said, len(here) - len(said)))
    return found
