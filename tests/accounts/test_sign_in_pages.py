"""Getting in and out, as a person sees it."""

from tests.world import PASSWORD


def test_a_person_signs_in_and_out(browser):
    visitor = browser().signed_in("ane")
    assert visitor.get("/admin/people").status_code == 200
    assert visitor.post("/sign-out", page="/account").status_code == 303
    assert visitor.get("/admin/people").status_code == 401


def test_a_wrong_password_is_refused_in_plain_words(browser):
    answer = browser().post("/sign-in", {"user_name": "ane", "password": "forkert"})
    assert answer.status_code == 401
    assert PASSWORD not in answer.text
