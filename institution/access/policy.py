"""One table: which role, through which relation to the child, may do what.

What is not in the table is refused. Role and relation codes are those of `docs/glossary.md`.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """What a person is employed to do; one person may hold several."""

    SHIFT_STAFF = "shift_staff"
    CONTACT_ADULT = "contact_adult"
    TEAM_LEAD = "team_lead"
    HOME_MANAGER = "home_manager"
    CASEWORKER = "caseworker"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    FOSTER_COORDINATOR = "foster_coordinator"
    FOSTER_PARENT = "foster_parent"
    CHILD = "child"
    """On the tablet that an adult handed over; see `accounts.signing_in`."""
    NIGHTLY_JOB = "nightly_job"
    SET_UP = "set_up"


class Relation(StrEnum):
    """How a person is tied to a child, directly or through the unit the child lives in."""

    STAFF_OF_UNIT = "staff_of_unit"
    LEADER_OF_UNIT = "leader_of_unit"
    MANAGER_OF_HOME = "manager_of_home"
    CASEWORKER_OF = "caseworker_of"
    CONTACT_ADULT_OF = "contact_adult_of"
    COORDINATOR_OF_FAMILY = "coordinator_of_family"
    FOSTER_CARER_OF = "foster_carer_of"
    MATCHING_FOR = "matching_for"
    """A coordinator is asked to find a family for the child."""
    MOVED_OUT = "moved_out"
    """Of who works in a unit: the child moved out of it at most 30 days ago. To hand over."""
    SELF = "self"
    """The child and its own record."""
    EVERY_CHILD = "every_child"  # only of jobs: they act on no one's behalf
    NO_CHILD = "no_child"  # the permission concerns no child


class Permission(StrEnum):
    """Something that can be done."""

    CHILD_READ = "child_read"
    LOG_READ = "log_read"
    LOG_WRITE = "log_write"
    PLAN_READ = "plan_read"
    PLAN_WRITE = "plan_write"
    GOAL_TIE = "goal_tie"
    TREND_READ = "trend_read"
    FLAG_READ = "flag_read"
    FLAG_ANSWER = "flag_answer"
    FLAG_RAISE = "flag_raise"
    HOUSE_FLAG_READ = "house_flag_read"
    HOUSE_FLAG_ANSWER = "house_flag_answer"
    FALSE_ALARMS_CHOOSE = "false_alarms_choose"
    HISTORY_READ = "history_read"
    INCIDENT_READ = "incident_read"
    INCIDENT_WRITE = "incident_write"
    INCIDENT_READ_RESTRICTED = "incident_read_restricted"
    INCIDENT_READ_NAMED = "incident_read_named"
    FORCE_SIGN = "force_sign"
    FORCE_RECEIVE = "force_receive"
    FORCE_COUNT = "force_count"
    TIMELINE_READ = "timeline_read"
    SHIFT_READ = "shift_read"
    HANDOVER_READ = "handover_read"
    HANDOVER_WRITE = "handover_write"
    TEAM_READ = "team_read"
    RATERS_READ = "raters_read"
    CASELOAD_READ = "caseload_read"
    TRANSFER_MAKE = "transfer_make"
    TRANSFER_READ = "transfer_read"
    TRANSFER_RECEIVE = "transfer_receive"
    REPORT_READ = "report_read"
    REPORT_WRITE = "report_write"
    REPORT_SIGN = "report_sign"
    REPORT_RECEIVE = "report_receive"
    RECORD_EXPORT = "record_export"
    LOG_IMPORT = "log_import"
    CASE_ADMINISTER = "case_administer"
    PEOPLE_ADMINISTER = "people_administer"
    OWN_ACCOUNT = "own_account"
    VOICE_GIVE = "voice_give"
    OWN_RECORD_READ = "own_record_read"
    VOICE_HAND_OVER = "voice_hand_over"
    VOICE_READ = "voice_read"
    VOICE_READ_AS_CONTACT = "voice_read_as_contact"
    VOICE_READ_AS_CASEWORKER = "voice_read_as_caseworker"
    DEVICE_MANAGE = "device_manage"
    FAMILY_REGISTER = "family_register"
    FAMILY_COORDINATE = "family_coordinate"
    FAMILY_READ = "family_read"
    FAMILY_OWN = "family_own"
    FOSTER_READ = "foster_read"
    FOSTER_MATCH = "foster_match"
    WEEK_READ = "week_read"
    WEEK_WRITE = "week_write"
    WEEK_ANSWER = "week_answer"
    PLACE_CHILD = "place_child"
    MAP_READ = "map_read"
    MAP_WRITE = "map_write"


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
    Permission.INCIDENT_READ: AROUND_THE_CHILD | WHERE_IT_LIVED | {NIGHTLY_JOB},
    Permission.INCIDENT_WRITE: AROUND_THE_CHILD,
    Permission.INCIDENT_READ_RESTRICTED: LEADING
    | LEADING_WHERE_IT_LIVED
    | {HOLDER_OF_CASE, NIGHTLY_JOB},
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
    Permission.DEVICE_MANAGE: frozenset({LEADER_OF_UNIT, MANAGER_OF_HOME}),
    Permission.FAMILY_REGISTER: frozenset({REGISTRAR, SET_UP}),
    Permission.FAMILY_COORDINATE: frozenset({COORDINATOR}),
    Permission.FAMILY_READ: IN_FOSTER_CARE,
    Permission.FAMILY_OWN: frozenset({CARER}),
    Permission.FOSTER_READ: IN_FOSTER_CARE | {HOLDER_OF_CASE},
    Permission.FOSTER_MATCH: frozenset({MATCHMAKER}),
    Permission.WEEK_READ: IN_FOSTER_CARE | {HOLDER_OF_CASE, NIGHTLY_JOB},
    Permission.WEEK_WRITE: frozenset({CARER}),
    Permission.WEEK_ANSWER: frozenset({COORDINATOR, HOLDER_OF_CASE}),
    Permission.PLACE_CHILD: frozenset({HOLDER_OF_CASE}),
    Permission.MAP_READ: LEADING | {HOLDER_OF_CASE, CONTACT_ADULT, COORDINATOR},
    Permission.MAP_WRITE: frozenset({HOLDER_OF_CASE}),
}


def relations(roles: frozenset[Role], permission: Permission) -> frozenset[Relation]:
    """Return the relations through which `roles` may use `permission`; may be empty."""
    return frozenset(grant.relation for grant in POLICY[permission] if grant.role in roles)
