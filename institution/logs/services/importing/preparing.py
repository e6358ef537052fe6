"""Turn rows into logs of children who live somewhere, by authors who are known."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from institution.access.policy import Permission
from institution.access.work import Work
from institution.accounts.services import ids_by_user_name
from institution.cases.models import Child
from institution.cases.services import find_by_reference
from institution.content.daily_log import daily_log
from institution.logs.services.drafts import ChildAnswer, Draft, Line, Place, Written
from institution.logs.services.importing.identity import log_id
from institution.logs.services.importing.refusals import CellError, Refusal
from institution.logs.services.importing.rows import Row
from institution.logs.services.importing.stays import stays
from institution.logs.services.many import Prepared

AT_ONCE = 500


class Preparing:
    """The logs that rows become, and what is wrong with some rows."""

    def __init__(self, work: Work, rows: Sequence[Row]) -> None:
        self.refusals: list[Refusal] = []
        self.by_line: dict[int, Prepared] = {}
        self._work = work
        self._children = _children(work, sorted({row.about.child for row in rows}))
        self._stays = stays(work, [child.id for child in self._children.values()])
        self._authors = ids_by_user_name(work, sorted({row.about.author for row in rows}))
        self._zones: dict[str, ZoneInfo] = {}
        for row in rows:
            if problems := list(self._problems(row)):
                self.refusals += [Refusal(row.line, *problem) for problem in problems]
            else:
                self._add(row)

    def _problems(self, row: Row) -> Iterator[tuple[str, str]]:
        """Yield the field and the reason of everything that does not fit what is known."""
        if row.about.author not in self._authors:
            yield "author", f"nobody has the user name '{row.about.author}'"
        child = self._children.get(row.about.child)
        if child is None:
            yield "child", f"no child has the reference '{row.about.child}'"
            return
        place = self._place(child, row.about.day)
        if place is None:
            yield "day", self._lived_elsewhere(child, row.about.day)
            return
        yield from self._time_problems(row, self._zone(place))
        try:
            _answer(row, child)
        except CellError as error:
            yield "child_voice", str(error)

    def _time_problems(self, row: Row, zone: ZoneInfo) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with the times."""
        begins_at = daily_log().shift(row.about.shift).begins_at(row.about.day, zone)
        if begins_at > self._work.now:
            yield "day", "the shift lies in the future"
        if row.written_at is None:
            return
        written_at = _aware(row.written_at, zone)
        if written_at > self._work.now:
            yield "written_at", "lies in the future"
        if written_at < begins_at:
            yield "written_at", "lies before the shift began"

    def _add(self, row: Row) -> None:
        """Add the log of a row that is in order."""
        child = self._children[row.about.child]
        place = self._place(child, row.about.day)
        if place is None:
            raise LookupError("checked before")
        draft = _draft(row, child, self._written_at(row, self._zone(place)))
        author_id = self._authors[row.about.author]
        written = Written(author_id, self._work.now, daily_log().version)
        self.by_line[row.line] = Prepared(draft, place, written)

    def _written_at(self, row: Row, zone: ZoneInfo) -> datetime:
        """Return when it was written; the end of the shift where the file does not say."""
        if row.written_at is not None:
            return _aware(row.written_at, zone)
        return min(daily_log().shift(row.about.shift).ends_at(row.about.day, zone), self._work.now)

    def _place(self, child: Child, day: date) -> Place | None:
        """Return where the child lived on the day."""
        for stay in self._stays.get(child.id, ()):
            if stay.begins <= day and (stay.ends is None or day <= stay.ends):
                return stay.place
        return None

    def _lived_elsewhere(self, child: Child, day: date) -> str:
        """Say why the child has no log on the day."""
        first = min((stay.begins for stay in self._stays.get(child.id, ())), default=None)
        if first is None:
            return "the child is not placed anywhere"
        if day < first:
            return f"lies before the child's first placement, which began on {first}"
        return "the child lived nowhere we know on that day"

    def _zone(self, place: Place) -> ZoneInfo:
        """Return the time zone of the home."""
        return self._zones.setdefault(place.time_zone, ZoneInfo(place.time_zone))


def _children(work: Work, references: Sequence[str]) -> dict[str, Child]:
    """Return the children by reference."""
    found: dict[str, Child] = {}
    for start in range(0, len(references), AT_ONCE):
        some = references[start : start + AT_ONCE]
        for child in find_by_reference(work, Permission.LOG_IMPORT, some):
            found[child.reference] = child
    return found


def _draft(row: Row, child: Child, written_at: datetime) -> Draft:
    """Return what the row says. How long the writer was with the child is not known."""
    handover = row.texts.get("handover")
    return Draft(
        id=log_id(row),
        day=row.about.day,
        shift=row.about.shift,
        presence="present",
        written_at=written_at,
        levels=row.levels,
        child=_answer(row, child),
        good_moment=row.texts.get("good_moment"),
        handover=(Line("do", handover),) if handover else (),
        note=row.texts.get("note"),
    )


def _answer(row: Row, child: Child) -> ChildAnswer | None:
    """Return the child's own answer: a number on the scale of its age, or its own words.

    Raises:
        CellError: the number is not on the scale.
    """
    said = row.texts.get("child_voice")
    if said is None:
        return None
    if not said.lstrip("-").isdecimal():
        return ChildAnswer(words=said)
    asked = daily_log().self_report.version_for(child.age_on(row.about.day))
    if not 1 <= int(said) <= asked.points:
        raise CellError(_outside(asked.points))
    return ChildAnswer(scale=asked.key, value=int(said))


def _outside(points: int) -> str:
    """Say which answers a child of that age has."""
    if points == 0:
        return "a child of that age is not asked for a number; write what it showed, in words"
    return f"a child of that age answers 1 to {points}, or in words"


def _aware(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return a moment that says where it was meant."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
