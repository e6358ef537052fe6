"""What the countries ask about the use of force is asked in each of them."""

import pytest

from institution.content.incidents import incidents
from institution.content.incidents.force import OF_THE_INCIDENT
from institution.content.node import load

TOLD_ELSEWHERE = {
    "child_name_age",  # the record is the child's own
    "event_at",  # when it happened, of every incident
    "registered_by_at",  # the signature
    "late_reason",  # asked with the signature
}
"""Fields that no question of the registration is about."""
AFTERWARDS = "later"


@pytest.mark.parametrize("profile", ["gl", "dk"])
def test_each_field_of_a_country_is_asked_there_with_its_own_answers(profile):
    asked = {one.key: one for one in incidents().questions("use_of_force", profile)}
    for node in load("use_of_force.yaml", "use_of_force").at("fields"):
        key, word = node.at("key").text(), node.at("required").at(profile).text()
        if word == "not_used":
            assert key not in asked
        elif word != AFTERWARDS and key not in TOLD_ELSEWHERE:
            assert OF_THE_INCIDENT.get(key, key) in asked
    by_law = [one.key for one in asked["legal_category"].options]
    assert by_law[-3:] == ["self_defence", "necessity", "unknown"]
    assert ("force_gl" in by_law, "avert" in by_law) == (profile == "gl", profile == "dk")
    assert "legal_category" in incidents().needed_to_sign(profile)
