"""Agreements side by side, on the page."""

import pytest

from .reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]
PAGE = "/agreements/us-sv-aca-2019/compare/"


def test_agreements_stand_side_by_side_with_every_reading(look):
    page = look(PAGE + "?with=us-sv-cecot-offer-2025&with=us-sv-detention-arrangement-2025")
    table = page.one("table", class_="compared")
    heads = [link.text for link in table.one("thead").all("a")]
    assert heads == ["Asylum agreement 2019", "Offer to hold U.S. prisoners", "Detention arrangement 2025"]
    lines = {row.one("th").text: [cell.text for cell in row.all("td")] for row in table.one("tbody").all("tr")}
    amounts = lines["Amount"]
    assert amounts[:2] == ["not recorded", "not recorded"]
    assert "4,760,000 USD" in amounts[2] and "6,000,000 USD" in amounts[2]


def test_the_form_offers_the_relation_s_other_agreements_and_keeps_the_choice(look):
    form = look(PAGE + "?with=cafta-dr&public_on=2025-04-01").one("form", class_="choice")
    boxes = {each["value"]: "checked" in each.attributes for each in form.all("input", type="checkbox")}
    assert boxes["cafta-dr"] is True and "us-sv-aca-2019" not in boxes
    assert form.one("input", type="hidden", name="public_on")["value"] == "2025-04-01"


def test_alone_it_shows_its_own_terms(look):
    assert len(list(look(PAGE).one("thead").all("a"))) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("with=nobody", "there is no agreement “nobody” here"),
        ("&".join(f"with=a{number}" for number in range(6)), "at most 6 agreements"),
        ("other=1", "unknown parameter"),
    ],
)
def test_what_cannot_be_compared_is_named(client, query, said):
    response = client.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert said in read(response.content).one("dd").text


def test_an_agreement_that_is_not_there_cannot_be_compared(client):
    assert client.get("/agreements/nobody/compare/").status_code == 404
