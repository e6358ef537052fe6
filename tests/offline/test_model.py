"""Tablets log, correct, go offline, send, lose answers, are revoked, and their clocks jump.

A plain model says what must be there: each entry once, kept or in quarantine, for ever.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run

from institution.offline.services.enrolling import revoke
from tests.offline.tablet import EVENING, Tablet
from tests.pages import rows

RUNS, STEPS = 100, 12
SHORT = {"presence": "with_family"}
FORMS = {"whole": EVENING, "short": SHORT, "empty": {}, "strange": {"presence": "nowhere"}}
tablets = st.integers(0, 1)
"""Which of the two tablets."""


class Model(RuleBasedStateMachine):
    """Two tablets of one unit, and what must have become of what they wrote."""

    app = world = clock = None

    def __init__(self) -> None:
        super().__init__()
        self.clock.now = self.clock.start
        self.tablets = [Tablet(self.app, self.world, self.clock) for _ in range(2)]
        for tablet, name in zip(self.tablets, ("pipaluk", "ivik"), strict=True):
            tablet.open(name)
        self.revoked: set[int] = set()
        self.wants: dict[str, str | None] = {}
        """By entry: the form it has; None where it can never be kept."""
        self.corrects: dict[str, str] = {}
        self.must: dict[str, bool] = {}
        """By entry that came: whether it is kept as a log."""

    @rule(at=tablets, child=st.sampled_from(["malik", "aviaja"]), form=st.sampled_from([*FORMS]))
    def write(self, at: int, child: str, form: str) -> None:
        one = str(self.tablets[at].write(self.world.children[child], FORMS[form]))
        self.wants[one] = child if form in {"whole", "short"} else None

    @rule(at=tablets)
    def write_about_another_units_child(self, at: int) -> None:
        self.wants[str(self.tablets[at].write(self.world.children["nivi"], SHORT))] = None

    @precondition(lambda self: self.wants)
    @rule(at=tablets, data=st.data())
    def correct(self, at: int, data) -> None:
        old = data.draw(st.sampled_from(sorted(self.wants)))
        child = self.wants[old] or "malik"
        said = {**SHORT, "correction_reason": "Forkert"}
        one = str(self.tablets[at].write(self.world.children[child], said, corrects=old))
        self.wants[one], self.corrects[one] = child, old

    @rule(at=tablets, minutes=st.sampled_from([-5_000_000, -90, -3, 0, 4, 600, 5_000_000]))
    def clock_jumps(self, at: int, minutes: int) -> None:
        self.tablets[at].skew = timedelta(minutes=minutes)

    @rule(at=tablets, lost=st.booleans())
    def send(self, at: int, lost: bool) -> None:
        tablet = self.tablets[at]
        for envelope in tablet.outbox:
            self._expect(at, envelope["id"])
        before = list(tablet.outbox)
        answers = tablet.sync()
        for one in before:
            answer = answers[one["id"]]["answer"]
            assert (answer != "refused") == self.must[one["id"]], answers[one["id"]]
        if lost:
            tablet.outbox = before

    @rule(at=tablets)
    def take_out_of_use(self, at: int) -> None:
        if at in self.revoked:
            return
        self.revoked.add(at)
        with self.app.extensions["database"].writing() as session:
            revoke(self.world.work(session, "hans", self.clock()), UUID(self.tablets[at].id))
            session.commit()

    def _expect(self, at: int, one: str) -> None:
        """Say once what must become of an entry."""
        if one in self.must:
            return
        may = at not in self.revoked and self.wants[one] is not None
        old = self.corrects.get(one)
        if old is not None and may:
            rivals = [n for n, o in self.corrects.items() if o == old and self.must.get(n)]
            may = bool(self.must.get(old)) and not rivals
        self.must[one] = may

    @invariant()
    def each_is_there_once(self) -> None:
        kept = [str(row[0]).replace("-", "") for row in rows(self.app, "SELECT id FROM shift_logs")]
        assert len(kept) == len(set(kept))
        apart = rows(self.app, "SELECT entry_id FROM quarantined_entries")
        quarantined = [str(row[0]).replace("-", "") for row in apart]
        for one, must in self.must.items():
            plain = one.replace("-", "")
            assert (plain in kept) == must
            assert quarantined.count(plain) == (not must)


@pytest.mark.only_on("sqlite")
def test_what_tablets_wrote_is_there_once_or_in_quarantine_once(app, world, clock):
    clock.start = clock()
    there = type("Here", (Model,), {"app": app, "world": world, "clock": clock})
    calm = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    run(there, settings=calm)
