"""A report that is signed, about any child that lives in the home of Hans."""

from datetime import timedelta
from uuid import UUID

from institution.access.policy import Permission
from institution.reports import services
from institution.reports.services import NewVersion, Period
from tests.world import TODAY

WEEK = Period(TODAY - timedelta(days=13), TODAY)


def signed_report(database, world, name: str) -> tuple[UUID, UUID]:
    """Keep a signed report about a child; give its id and that of one of its sentences."""
    child_id = world.children[name].id
    texts = {"effect": "Holdt som aftalt.", "judgement": "Det går fremad."}
    with database.writing() as session:
        work = world.work(session, "hans")
        report_id = services.begin(work, child_id, WEEK).id
        services.write(work, child_id, report_id, NewVersion(0, texts, "read_self"))
        services.sign(work, child_id, report_id, 1)
        report = services.found(work, Permission.REPORT_READ, child_id, report_id)
        document = services.signed_document(report.signature)
        session.commit()
    told = [one for section in document["sections"] for one in section["told"]]
    return report_id, UUID(told[0]["id"])
