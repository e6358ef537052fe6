"""Envelopes of every version that was ever given out still open."""

import json
from pathlib import Path
from uuid import UUID

import pytest

from institution.audit.models import Action
from institution.audit.services import save
from institution.offline.models import ServerKey
from institution.offline.services.envelopes import VERSION, open_envelope, parse
from tests.offline.tablet import unb64

SAMPLES = sorted((Path(__file__).parent / "samples").glob("v*.json"))


def test_there_is_a_sample_of_every_version():
    """One of an entry, and one of what is only begun."""
    versions = range(1, VERSION + 1)
    wanted = {name for n in versions for name in (f"v{n}", f"v{n}-begun")}
    assert {path.stem for path in SAMPLES} == wanted


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
@pytest.mark.only_on("sqlite")
def test_a_stored_sample_opens(work_of, clock, path):
    sample = json.loads(path.read_text())
    inside, is_begun = sample["inside"], path.stem.endswith("-begun")
    envelope = parse(sample["envelope"], numbered=not is_begun)
    with work_of("set_up", clock()) as work:
        key = ServerKey(
            id=envelope.key_id,
            public_key=unb64(sample["public"]),
            private=sample["private"],
            made_at=clock(),
        )
        save(work, key, Action.KEY_MADE)
        work.session.flush()
        says = open_envelope(work, envelope)
    assert says.ticket == inside["ticket"]
    assert [list(pair) for pair in says.form] == inside["form"]
    assert says.corrects_id == (UUID(inside["corrects"]) if inside["corrects"] else None)
