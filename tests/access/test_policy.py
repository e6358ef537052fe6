"""The policy table says something about everything, and nothing that makes no sense."""

import re
from pathlib import Path

import pytest

from institution.access.policy import POLICY, Permission, Relation, Role, relations

PACKAGE = Path(__file__).parents[2] / "institution"
FITTING = {
    Role.SHIFT_STAFF: {Relation.STAFF_OF_UNIT, Relation.MOVED_OUT, Relation.NO_CHILD},
    Role.CONTACT_ADULT: {Relation.CONTACT_ADULT_OF, Relation.NO_CHILD},
    Role.TEAM_LEAD: {Relation.LEADER_OF_UNIT, Relation.MOVED_OUT, Relation.NO_CHILD},
    Role.HOME_MANAGER: {Relation.MANAGER_OF_HOME, Relation.MOVED_OUT, Relation.NO_CHILD},
    Role.CASEWORKER: {Relation.CASEWORKER_OF, Relation.NO_CHILD},
    Role.FOSTER_COORDINATOR: {
        Relation.COORDINATOR_OF_FAMILY,
        Relation.MATCHING_FOR,
        Relation.NO_CHILD,
    },
    Role.FOSTER_PARENT: {
        Relation.FOSTER_CARER_OF,
        Relation.RESPITE_CARER_OF,
        Relation.NO_CHILD,
    },
    Role.CASE_TEAM_LEADER: {Relation.LEADER_OF_TEAM, Relation.NO_CHILD},
    Role.SYSTEM_ADMINISTRATOR: {Relation.NO_CHILD},
    Role.CHILD: {Relation.SELF},
    Role.NIGHTLY_JOB: {Relation.EVERY_CHILD},
    Role.SET_UP: {Relation.EVERY_CHILD},
}


def source() -> str:
    return "\n".join(path.read_text() for path in PACKAGE.rglob("*.py") if path.name != "policy.py")


def test_every_permission_is_granted_to_someone():
    assert set(POLICY) == set(Permission)
    assert all(POLICY.values())


def test_every_permission_is_used_somewhere():
    used = set(re.findall(r"Permission\.([A-Z_]+)", source()))
    assert used == {permission.name for permission in Permission}


@pytest.mark.parametrize("permission", Permission)
def test_each_role_is_granted_only_through_its_own_relation(permission):
    for role, relation in POLICY[permission]:
        assert relation in FITTING[role], (role, relation)


def test_the_administrator_has_no_way_to_any_child():
    held = {p: relations(frozenset({Role.SYSTEM_ADMINISTRATOR}), p) for p in Permission}
    assert set().union(*held.values()) == {Relation.NO_CHILD}


def test_a_permission_concerns_children_or_does_not():
    for permission, grants in POLICY.items():
        people = {g.relation for g in grants if g.relation is not Relation.EVERY_CHILD}
        assert Relation.NO_CHILD not in people or people == {Relation.NO_CHILD}, permission


def test_who_holds_no_role_holds_no_permission():
    assert not any(relations(frozenset(), permission) for permission in Permission)


def test_only_jobs_reach_every_child():
    roles = {g.role for grants in POLICY.values() for g in grants if g.relation == "every_child"}
    assert roles == {Role.NIGHTLY_JOB, Role.SET_UP}
