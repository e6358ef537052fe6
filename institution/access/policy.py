"""One table: which role, through which relation to the child, may do what.

What is not in the table is refused.
"""

from collections.abc import Mapping
from typing import NamedTuple

from institution.access.words import Permission, Relation, Role

__all__ = ["POLICY", "Grant", "Permission", "Relation", "Role", "relations"]


class Grant(NamedTuple):
    """A role that may, when the relation is live."""

    role: Role
    relation: Relation


STAFF_OF_UNIT = Grant(Role.SHIFT_STAFF, Relation.STAFF_OF_UNIT)
CONTACT_ADULT = Grant(Role.CONTACT_ADULT, Relation.CONTACT_ADULT_OF)
LEADER_OF_UNIT = Grant(Role.TEAM_LEAD, Relation.LEADER_OF_UNIT)
MANAGER_OF_HOME = Grant(Role.HOME_MANAGER, Relation.MANAGER_OF_HOME)
HOLDER_OF_CASE = Grant(Role.CASEWORKER, Relation.CASEWORKER_OF)
COORDINATOR = Grant(Role.FOSTER_COORDINATOR, Relation.COORDINATOR_OF_FAMILY)
MATCHMAKER = Grant(Role.FOSTER_COORDINATOR, Relation.MATCHING_FOR)
REGISTRAR = Grant(Role.FOSTER_COORDINATOR, Relation.NO_CHILD)
CARER = Grant(Role.FOSTER_PARENT, Relation.FOSTER_CARER_OF)
RESPITE_CARER = Grant(Role.FOSTER_PARENT, Relation.RESPITE_CARER_OF)
TEAM_LEADER = Grant(Role.CASE_TEAM_LEADER, Relation.LEADER_OF_TEAM)
THE_CHILD = Grant(Role.CHILD, Relation.SELF)
NIGHTLY_JOB = Grant(Role.NIGHTLY_JOB, Relation.EVERY_CHILD)
SET_UP = Grant(Role.SET_UP, Relation.EVERY_CHILD)
ADMINISTRATOR = Grant(Role.SYSTEM_ADMINISTRATOR, Relation.NO_CHILD)

AT_THE_PLACE = frozenset({STAFF_OF_UNIT, LEADER_OF_UNIT, MANAGER_OF_HOME})
WRITERS_OF_REPORTS = frozenset({CONTACT_ADULT, LEADER_OF_UNIT, MANAGER_OF_HOME})
LEADING = frozenset({LEADER_OF_UNIT, MANAGER_OF_HOME})
AROUND_THE_CHILD = AT_THE_PLACE | {HOLDER_OF_CASE}
LEADING_WHERE_IT_LIVED = frozenset(
    Grant(role, Relation.MOVED_OUT) for role in (Role.TEAM_LEAD, Role.HOME_MANAGER)
)
WHERE_IT_LIVED = LEADING_WHERE_IT_LIVED | {Grant(Role.SHIFT_STAFF, Relation.MOVED_OUT)}
IN_FOSTER_CARE = frozenset({COORDINATOR, CARER})
NOT_EMPLOYED = {Role.NIGHTLY_JOB, Role.SET_UP, Role.CHILD}
ANYONE = frozenset(Grant(role, Relation.NO_CHILD) for role in set(Role) - NOT_EMPLOYED)

POLICY: Mapping[Permission, frozenset[Grant]] = {
    Permission.CHILD_READ: AROUND_THE_CHILD | IN_FOSTER_CARE | {NIGHTLY_JOB, SET_UP},
    Permission.LOG_READ: AROUND_THE_CHILD | WHERE_IT_LIVED | {NIGHTLY_JOB},
    Permission.LOG_WRITE: AT_THE_PLACE,
    Permission.PLAN_READ: AROUND_THE_CHILD | IN_FOSTER_CARE | {NIGHTLY_JOB},
    Permission.PLAN_WRITE: frozenset({HOLDER_OF_CASE}),
    Permission.GOAL_TIE: AROUND_THE_CHILD,
    Permission.TREND_READ: AROUND_THE_CHILD | IN_FOSTER_CARE | {NIGHTLY_JOB},
    Permission.FLAG_READ: AROUND_THE_CHILD | {COORDINATOR, NIGHTLY_JOB},
    Permission.FLAG_ANSWER: frozenset(
        {CONTACT_ADULT, LEADER_OF_UNIT, MANAGER_OF_HOME, HOLDER_OF_CASE, COORDINATOR}
    ),
    Permission.FLAG_RAISE: frozenset({NIGHTLY_JOB}),
    Permission.HOUSE_FLAG_READ: frozenset({LEADER_OF_UNIT, MANAGER_OF_HOME}),
    Permission.HOUSE_FLAG_ANSWER: frozenset({LEADER_OF_UNIT, MANAGER_OF_HOME}),
    Permission.FALSE_ALARMS_CHOOSE: frozenset({MANAGER_OF_HOME}),
    Permission.HISTORY_READ: AROUND_THE_CHILD | WHERE_IT_LIVED,
    Permission.INCIDENT_READ: AROUND_THE_CHILD | WHERE_IT_LIVED | IN_FOSTER_CARE | {NIGHTLY_JOB},
    Permission.INCIDENT_WRITE: AROUND_THE_CHILD | IN_FOSTER_CARE,
    Permission.INCIDENT_READ_RESTRICTED: LEADING
    | LEADING_WHERE_IT_LIVED
    | {HOLDER_OF_CASE, COORDINATOR, NIGHTLY_JOB},
    Permission.INCIDENT_READ_NAMED: frozenset({HOLDER_OF_CASE, NIGHTLY_JOB}),
    Permission.FORCE_SIGN: frozenset({MANAGER_OF_HOME}),
    Permission.FORCE_RECEIVE: frozenset({HOLDER_OF_CASE}),
    Permission.FORCE_COUNT: LEADING | {HOLDER_OF_CASE},
    Permission.TIMELINE_READ: AROUND_THE_CHILD | WHERE_IT_LIVED,
    Permission.SHIFT_READ: AT_THE_PLACE,
    Permission.HANDOVER_READ: AT_THE_PLACE,
    Permission.HANDOVER_WRITE: AT_THE_PLACE,
    Permission.TEAM_READ: AT_THE_PLACE,
    Permission.RATERS_READ: frozenset({LEADER_OF_UNIT, MANAGER_OF_HOME}),
    Permission.CASELOAD_READ: frozenset({HOLDER_OF_CASE, LEADER_OF_UNIT, MANAGER_OF_HOME}),
    Permission.TRANSFER_MAKE: frozenset({HOLDER_OF_CASE}),
    Permission.TRANSFER_READ: AROUND_THE_CHILD | IN_FOSTER_CARE,
    Permission.TRANSFER_RECEIVE: LEADING | {CARER},
    Permission.REPORT_READ: WRITERS_OF_REPORTS | {HOLDER_OF_CASE},
    Permission.REPORT_WRITE: WRITERS_OF_REPORTS,
    Permission.REPORT_SIGN: frozenset({MANAGER_OF_HOME}),
    Permission.REPORT_RECEIVE: frozenset({HOLDER_OF_CASE}),
    Permission.RECORD_EXPORT: frozenset({SET_UP}),
    Permission.LOG_IMPORT: frozenset({SET_UP}),
    Permission.CASE_ADMINISTER: frozenset({SET_UP}),
    Permission.PEOPLE_ADMINISTER: frozenset({ADMINISTRATOR, SET_UP}),
    Permission.OWN_ACCOUNT: ANYONE,
    Permission.VOICE_GIVE: frozenset({THE_CHILD}),
    Permission.OWN_RECORD_READ: frozenset({THE_CHILD}),
    Permission.VOICE_HAND_OVER: AROUND_THE_CHILD | {CARER},
    Permission.VOICE_READ: AROUND_THE_CHILD | {CONTACT_ADULT, CARER},
    Permission.VOICE_READ_AS_CONTACT: frozenset({CONTACT_ADULT}),
    Permission.VOICE_READ_AS_CASEWORKER: frozenset({HOLDER_OF_CASE}),
    Permission.RETURNED_READ: AT_THE_PLACE | IN_FOSTER_CARE,
    Permission.DEVICE_MANAGE: LEADING | {COORDINATOR},
    Permission.FAMILY_REGISTER: frozenset({REGISTRAR, SET_UP}),
    Permission.FAMILY_COORDINATE: frozenset({COORDINATOR}),
    Permission.FAMILY_READ: IN_FOSTER_CARE | {TEAM_LEADER},
    Permission.FAMILY_OWN: frozenset({CARER}),
    Permission.FOSTER_READ: IN_FOSTER_CARE | {HOLDER_OF_CASE, TEAM_LEADER},
    Permission.FOSTER_MATCH: frozenset({MATCHMAKER}),
    Permission.WEEK_READ: IN_FOSTER_CARE | {HOLDER_OF_CASE, NIGHTLY_JOB},
    Permission.WEEK_WRITE: frozenset({CARER}),
    Permission.WEEK_ANSWER: frozenset({COORDINATOR, HOLDER_OF_CASE}),
    Permission.PLACE_CHILD: frozenset({HOLDER_OF_CASE}),
    Permission.FAMILY_SIGN: frozenset({TEAM_LEADER, CARER}),
    Permission.FAMILY_LEAD: frozenset({TEAM_LEADER}),
    Permission.RESPITE_READ: frozenset({COORDINATOR, RESPITE_CARER}),
    Permission.RESPITE_AGREE: frozenset({COORDINATOR}),
    Permission.MAP_READ: LEADING | {HOLDER_OF_CASE, CONTACT_ADULT, COORDINATOR, CARER},
    Permission.MAP_WRITE: frozenset({HOLDER_OF_CASE}),
    Permission.MAP_NUMBER: frozenset({CONTACT_ADULT, COORDINATOR, CARER}),
    Permission.MAP_OWN: frozenset({THE_CHILD}),
    Permission.VISIT_OWN: frozenset({THE_CHILD}),
}


def relations(roles: frozenset[Role], permission: Permission) -> frozenset[Relation]:
    """Return the relations through which `roles` may use `permission`; may be empty."""
    return frozenset(grant.relation for grant in POLICY[permission] if grant.role in roles)
