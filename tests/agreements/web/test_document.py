"""The page of a document: its versions and what was noticed of them; the page of what changed, for those signed in."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User

from agreements.models import Document, Snapshot
from agreements.web import citing

from .. import inputs
from ..builders import ground, make_event, write
from ..versions import FIRST, NOON, URL, digest, live, make_document, make_run, make_source, make_version
from .reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> Document:
    return live()


def address(document: Document, more: str = "") -> str:
    return f"/documents/{document.public_id}/{more}"


def versions(page):
    return [each for each in page.one("ol", class_="stored").children if getattr(each, "tag", "") == "li"]


def noticed(version):
    return [each.text for each in version.one("ul", class_="noticed").all("li")]


def test_versions_come_newest_first_each_with_what_was_noticed(look, document):
    shown = [noticed(each) for each in versions(look(address(document)))]
    assert shown == [
        [
            "It is again as it was on 14 March 2025.",
            "The title changed from “Joint statement on the memorandum” to “Joint statement”.",
            "The declared date changed from 11 March 2025 to 13 March 2025.",
        ],
        [
            "14 Apr 2025, 12:00 UTC: There again; it was gone since 3 April 2025.",
            "3 Apr 2025, 12:00 UTC: Not there any more: the site says that there is nothing at this address.",
            "The text changed: words added, 12; removed, 12.",
            "The title changed from “Joint statement” to “Joint statement on the memorandum”.",
            "Back-dated: the declared date moved back from 13 March 2025 to 11 March 2025.",
        ],
        ["Only the markup changed; the text is the same."],
        ["First seen."],
    ]


def test_a_version_shows_its_fingerprint_its_time_and_where_it_lay(look, document):
    first = versions(look(address(document)))[-1]
    assert digest(FIRST) in first.text
    assert "14 Mar 2025, 12:00 UTC" in first.text
    assert look(address(document)).one("p", class_="sentence").one("a")["href"] == URL


def test_the_public_sees_at_most_300_characters_of_a_text(look):
    page = make_document()
    make_version(page, 0, "word " * 200)
    assert len(look(address(page)).one("blockquote").text) <= 300
    assert "word " * 70 not in look(address(page)).text


def test_who_has_not_signed_in_is_offered_no_comparison_and_sent_to_sign_in(look, client, document):
    assert "what changed" not in look(address(document)).text
    answer = client.get(address(document, f"diff/?from={digest(FIRST)}&to={digest(FIRST)}"))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/admin/login/")
    assert FIRST.splitlines()[1] not in answer.content.decode()


@pytest.fixture
def reader(client):
    client.force_login(User.objects.create_user("reader"))
    return client


def test_whoever_signed_in_sees_what_changed_word_by_word(reader, document):
    links = [each["href"] for each in read(reader.get(address(document)).content).all("a") if "diff" in each["href"]]
    assert len(links) == 3, "one for each version after the first"
    page = read(reader.get(links[1]).content)
    assert "From the version of 16 Mar 2025, 12:00 UTC to that of 23 Mar 2025, 12:00 UTC." in page.text
    changed = page.one("ol", class_="difference")
    assert "memorandum" in [each.text for each in changed.all("ins")]
    assert "agreement" in [each.text for each in changed.all("del")]
    assert [each.text for each in changed.all("li", class_="removed")] == [
        "The text will be published in the official gazette."
    ]


def test_no_cache_keeps_what_only_those_see_who_signed_in(reader, document):
    answer = reader.get(address(document, f"diff/?from={digest(FIRST)}&to={digest(FIRST)}"))
    assert "private" in answer["Cache-Control"] and "no-store" in answer["Cache-Control"]


def test_a_comparison_of_equal_texts_says_so(reader, document):
    markup = digest(f"<p>{FIRST}")
    page = read(reader.get(address(document, f"diff/?from={digest(FIRST)}&to={markup}")).content)
    assert "The texts are the same." in page.text


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("", ["from", "to"]),
        (f"?from={digest(FIRST)}", ["to"]),
        (f"?from={digest(FIRST)}&to=nothing", ["to"]),
        (f"?from=nothing&to={digest(FIRST)}", ["from"]),
    ],
)
def test_a_comparison_of_what_is_no_version_is_refused_by_name(reader, document, query, fields):
    answer = reader.get(address(document, f"diff/{query}"))
    assert answer.status_code == 400
    assert [each.text for each in read(answer.content).one("dl").all("dt")] == fields


def test_text_of_a_page_stays_text(reader):
    page = make_document(title="<b>x</b>")
    make_version(page, 0, "<script>alert(1)</script>")
    make_version(page, 1, "<script>alert(2)</script>")
    shown = read(reader.get(address(page)).content)
    assert shown.one("h1").text == "<b>x</b>"
    links = [each["href"] for each in shown.all("a") if "diff" in each["href"]]
    assert "<script>alert(" in read(reader.get(links[0]).content).one("ol", class_="difference").text


def test_a_page_that_is_gone_says_since_when(look):
    page = make_document(gone_since=NOON + timedelta(days=3))
    make_version(page, 0, "text")
    assert "Gone since 17 March 2025" in look(address(page)).one("p", class_="alert").text


def test_an_item_that_left_its_feed_is_told_from_a_page_that_is_gone(look):
    source = make_source()
    page = make_document(source=source, published=NOON - timedelta(days=40))
    run = make_run(source, 0, "new", items_seen=3)
    entry = "application/vnd.entente.entry+json"
    make_version(page, 0, "text", run=run, media_type=entry, published=NOON - timedelta(days=40))
    make_run(source, -30, items_seen=2)
    make_run(source, 1, items_seen=0)
    make_run(source, 2, items_seen=4)
    (version,) = versions(look(address(page)))
    assert noticed(version) == [
        "16 Mar 2025, 12:00 UTC: Ministry of Foreign Affairs does not list it any more. "
        "That says nothing about the page itself.",
        "First seen.",
        "Back-dated: it declares 2 February 2025, but Ministry of Foreign Affairs was looked at on 12 February 2025 "
        "and did not list it yet.",
    ]


def test_it_is_said_in_spanish(look, document):
    page = look(address(document), lang="es")
    assert "Solo cambió el formato; el texto es el mismo." in page.text
    assert "Vista por primera vez." in page.text


def test_versions_are_shown_twenty_at_a_time(look):
    page = make_document()
    for hour in range(45):
        make_version(page, hour / 24, f"text {hour}")
    first = look(address(page))
    assert [len(versions(first)), versions(first)[0]["value"]] == [20, "45"]
    older = look(address(page), upto="25")
    assert [each["value"] for each in (versions(older)[0], versions(older)[-1])] == ["25", "6"]
    assert "The text changed: words added, 1; removed, 1." in versions(older)[-1].text
    assert len(versions(look(address(page), upto="5"))) == 5


def test_the_number_of_queries_does_not_grow_with_the_versions(client, django_assert_max_num_queries):
    page = make_document()
    for hour in range(30):
        make_version(page, hour / 24, f"text {hour}")
    with django_assert_max_num_queries(12):
        client.get(address(page))


def test_nothing_is_shown_of_what_is_no_document(look):
    look("/documents/0123456789abcdef0123456789abcdef/", status=404)


# --- the record ------------------------------------------------------------------------------------------------------


def test_a_document_and_the_event_that_cites_it_lead_to_each_other(look, document):
    write(*ground())
    write(make_event("signed", citations=[inputs.citation("s1", url=URL)]))
    page = look(address(document))
    (link,) = page.one("ul", class_="citing").all("a")
    assert link["href"] == "/events/signed/"
    copies = [each["href"] for each in look("/events/signed/").all("a") if each.text == "stored copy"]
    assert copies == [address(document)]


def test_a_record_that_cites_a_page_many_times_over_hides_no_other(look, document, monkeypatch):
    monkeypatch.setattr(citing, "MOST", 2)
    write(*ground())
    many = [inputs.citation(f"s{number}", url=URL) for number in range(5)]
    write(make_event("often", citations=many), make_event("once", citations=[inputs.citation("s9", url=URL)]))
    links = look(address(document)).one("ul", class_="citing").all("a")
    assert {each["href"] for each in links} == {"/events/often/", "/events/once/"}


def test_of_equal_bytes_at_two_addresses_a_citation_leads_to_its_own(look, document):
    other = make_document("https://copy.example/1")
    make_version(other, 0, FIRST)
    write(*ground())
    for name, url in (("one", URL), ("two", other.url)):
        write(make_event(name, citations=[inputs.citation(f"s-{name}", url=url)]))
    for name, wanted in (("one", document), ("two", other)):
        copies = [each["href"] for each in look(f"/events/{name}/").all("a") if each.text == "stored copy"]
        assert copies == [address(wanted)]
    assert Snapshot.objects.filter(sha256=digest(FIRST)).count() == 3
