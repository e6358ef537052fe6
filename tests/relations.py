"""Who reaches whom in the small world, written down by hand and apart from the program."""

from institution.access.policy import Permission

STAFF, CONTACT, LEAD, MANAGER, CASEWORKER = "staff", "contact", "lead", "manager", "caseworker"
COORDINATOR, CARER = "coordinator", "carer"
RESPITE, LEADER = "respite", "team leader"

REACH = {
    "malik": {
        "pipaluk": {STAFF},
        "ivik": {STAFF, CONTACT},
        "naja": {LEAD},
        "hans": {MANAGER},
        "sofie": {CASEWORKER},
    },
    "aviaja": {
        "pipaluk": {STAFF},
        "ivik": {STAFF},
        "aka": {STAFF},
        "naja": {LEAD},
        "hans": {MANAGER},
        "sofie": {CASEWORKER},
    },
    "nivi": {"jens": {STAFF}, "hans": {MANAGER}, "karl": {CASEWORKER}},
    "inuk": {"karl": {CASEWORKER}},
    "pilu": {
        "sara": {COORDINATOR},
        "tuko": {CARER},
        "karl": {CASEWORKER},
        "bodil": {RESPITE},
        "vera": {LEADER},
    },
    "saki": {"mia": {COORDINATOR}, "bodil": {CARER}, "karl": {CASEWORKER}},
}
"""Through what each person is tied to each child today. Aka is kin of Malik; Nuka has left."""

ROLES = {
    "pipaluk": {STAFF},
    "ivik": {STAFF, CONTACT},
    "jens": {STAFF},
    "nuka": {STAFF},
    "aka": {STAFF},
    "naja": {LEAD},
    "hans": {MANAGER},
    "sofie": {CASEWORKER},
    "karl": {CASEWORKER},
    "ane": {"administrator"},
    "sara": {COORDINATOR},
    "mia": {COORDINATOR},
    "tuko": {CARER, RESPITE},
    "bodil": {CARER, RESPITE},
    "vera": {LEADER},
}

PLACE = {STAFF, LEAD, MANAGER}
AROUND = PLACE | {CASEWORKER}
FOSTER = {COORDINATOR, CARER}
MAY = {
    Permission.CHILD_READ: AROUND | FOSTER,
    Permission.LOG_READ: AROUND,
    Permission.LOG_WRITE: PLACE,
    Permission.PLAN_READ: AROUND | FOSTER,
    Permission.PLAN_WRITE: {CASEWORKER},
    Permission.GOAL_TIE: AROUND,
    Permission.TREND_READ: AROUND | FOSTER,
    Permission.FLAG_READ: AROUND | {COORDINATOR},
    Permission.FLAG_ANSWER: {CONTACT, LEAD, MANAGER, CASEWORKER, COORDINATOR},
    Permission.FLAG_RAISE: set(),
    Permission.HOUSE_FLAG_READ: {LEAD, MANAGER},
    Permission.HOUSE_FLAG_ANSWER: {LEAD, MANAGER},
    Permission.FALSE_ALARMS_CHOOSE: {MANAGER},
    Permission.HISTORY_READ: AROUND,
    Permission.INCIDENT_READ: AROUND | FOSTER,
    Permission.INCIDENT_WRITE: AROUND | FOSTER,
    Permission.INCIDENT_READ_RESTRICTED: {LEAD, MANAGER, CASEWORKER, COORDINATOR},
    Permission.INCIDENT_READ_NAMED: {CASEWORKER},
    Permission.FORCE_SIGN: {MANAGER},
    Permission.FORCE_RECEIVE: {CASEWORKER},
    Permission.FORCE_COUNT: {LEAD, MANAGER, CASEWORKER},
    Permission.TIMELINE_READ: AROUND,
    Permission.SHIFT_READ: PLACE,
    Permission.HANDOVER_READ: PLACE,
    Permission.HANDOVER_WRITE: PLACE,
    Permission.TEAM_READ: PLACE,
    Permission.RATERS_READ: {LEAD, MANAGER},
    Permission.CASELOAD_READ: {CASEWORKER, LEAD, MANAGER},
    Permission.REPORT_READ: {CONTACT, LEAD, MANAGER, CASEWORKER},
    Permission.REPORT_WRITE: {CONTACT, LEAD, MANAGER},
    Permission.REPORT_SIGN: {MANAGER},
    Permission.REPORT_RECEIVE: {CASEWORKER},
    Permission.RECORD_EXPORT: set(),
    Permission.LOG_IMPORT: set(),
    Permission.CASE_ADMINISTER: set(),
    Permission.PEOPLE_ADMINISTER: {"administrator"},
    Permission.RETURNED_READ: PLACE | FOSTER,
    Permission.DEVICE_MANAGE: {LEAD, MANAGER, COORDINATOR},
    Permission.OWN_ACCOUNT: AROUND | FOSTER | {CONTACT, LEADER, "administrator"},
    Permission.FAMILY_REGISTER: {COORDINATOR},
    Permission.FAMILY_COORDINATE: {COORDINATOR},
    Permission.FAMILY_READ: FOSTER | {LEADER},
    Permission.FAMILY_OWN: {CARER},
    Permission.FOSTER_READ: FOSTER | {CASEWORKER, LEADER},
    Permission.FOSTER_MATCH: {COORDINATOR},
    Permission.WEEK_READ: FOSTER | {CASEWORKER},
    Permission.WEEK_WRITE: {CARER},
    Permission.WEEK_ANSWER: {COORDINATOR, CASEWORKER},
    Permission.PLACE_CHILD: {CASEWORKER},
    Permission.MAP_READ: {LEAD, MANAGER, CASEWORKER, CONTACT, COORDINATOR, CARER},
    Permission.MAP_WRITE: {CASEWORKER},
    Permission.MAP_NUMBER: {CONTACT, COORDINATOR, CARER},
    Permission.MAP_OWN: set(),
    Permission.VISIT_OWN: set(),
    Permission.RESPITE_READ: {COORDINATOR, RESPITE},
    Permission.RESPITE_AGREE: {COORDINATOR},
    Permission.FAMILY_SIGN: {CARER, LEADER},
    Permission.FAMILY_LEAD: {LEADER},
    Permission.TRANSFER_MAKE: {CASEWORKER},
    Permission.TRANSFER_READ: AROUND | FOSTER,
    Permission.TRANSFER_RECEIVE: {LEAD, MANAGER, CARER},
    Permission.VOICE_GIVE: set(),
    Permission.OWN_RECORD_READ: set(),
    Permission.VOICE_HAND_OVER: AROUND | {CARER},
    Permission.VOICE_READ: AROUND | {CONTACT, CARER},
    Permission.VOICE_READ_AS_CONTACT: {CONTACT},
    Permission.VOICE_READ_AS_CASEWORKER: {CASEWORKER},
}
"""Which of them may do what."""


def may_ever(person: str, permission: Permission) -> bool:
    """Tell whether the person's roles ever allow it."""
    return bool(ROLES[person] & MAY[permission])


FAMILIES = {"tuko": {"sara", "tuko", "vera"}, "bodil": {"mia", "bodil"}}
"""Who is tied to each family, by the name of its carer."""


def reaches(person: str, child: str, permission: Permission) -> bool:
    """Tell whether the person may do it about this child today."""
    if permission is Permission.FOSTER_MATCH:
        return False
    return bool(REACH[child].get(person, set()) & MAY[permission])
