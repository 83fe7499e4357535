"""The page of corrections."""

import pytest

from ..builders import make_event, make_relation, make_retraction, write
from .reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]


@pytest.fixture
def look(client):
    """The page as it is at this moment: each test here writes more."""

    def fetch(path, **query):
        response = client.get(path, query)
        assert response.status_code == 200
        return read(response.content)

    return fetch


def entries(page):
    return list(page.one("ol", class_="corrections").all("li"))


def test_a_record_just_loaded_has_none(look):
    assert "Nothing has been corrected." in look("/corrections/").text


def test_a_correction_says_who_what_before_after_and_why(look):
    event = {"kind": "visit", "date": "2019-07-22", "citations": []}
    write(make_event("pompeo-visit-2019", title="Another title", **event), by="ana", reason="The title was wrong")
    (entry,) = entries(look("/corrections/"))
    assert "revision 2, by ana" in entry.text and "The title was wrong" in entry.text
    fields = {each.one("dt").text: each for each in entry.one("dl").all("div")}
    assert fields["Title"].one("ins").text == "Another title"
    assert fields["Title"].one("del").text != "Another title"
    assert [a["href"] for a in entry.all("a")] == [
        "/events/pompeo-visit-2019/?revision=2",
        "/events/pompeo-visit-2019/?revision=1",
    ]


def test_a_record_leads_to_its_page_and_one_without_a_page_is_named(look):
    write(make_relation("us-sv", note="Another note"), make_retraction("status_update", "aca-2019-signed-u1", "one"))
    links = {
        entry.one("p", class_="what").text.split()[0]: list(entry.all("a")) for entry in entries(look("/corrections/"))
    }
    assert [each["href"] for each in links["Relation"]] == ["/us-sv/?revision=2", "/us-sv/?revision=1"]
    assert links["Status"] == []


def test_what_was_done_is_said_in_spanish_without_a_gender(look):
    write(make_retraction("status_update", "aca-2019-signed-u1", "one"))
    (entry,) = entries(look("/corrections/", lang="es"))
    assert entry.one("p", class_="what").text == "Actualización de situación aca-2019-signed-u1 se retiró"


def test_corrections_come_newest_first_and_page_by_page(look):
    write(make_retraction("event", "pompeo-visit-2019", "one"))
    write(make_retraction("status_update", "aca-2019-signed-u1", "two"))
    assert [entry.one("p", class_="why").text for entry in entries(look("/corrections/"))] == ["two", "one"]
    assert [entry.one("p", class_="why").text for entry in entries(look("/corrections/", upto="2"))] == ["one"]


def test_what_was_corrected_later_is_not_shown_at_an_earlier_revision(look):
    write(make_retraction("event", "pompeo-visit-2019", "one"))
    assert "Nothing has been corrected." in look("/corrections/", revision="1").text


def test_text_from_the_record_stays_text(look):
    write(make_retraction("event", "pompeo-visit-2019", "<script>alert(1)</script>"))
    assert entries(look("/corrections/"))[0].one("p", class_="why").text == "<script>alert(1)</script>"
