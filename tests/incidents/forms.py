"""Forms of incidents as tests fill them in."""

from tests.page_forms import forms_of


def fill(browser, url, **answers):
    """Open the form at an address and send it filled in."""
    form = forms_of(browser.get(url).text, url)[-1]
    return browser.checked(browser.client.post(url, data=form.filled(**answers)))


def kept_id(answer):
    assert answer.status_code == 303, answer.text
    return answer.location.rsplit("/", 1)[1]
