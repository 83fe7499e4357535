"""What holds for every page: languages, refusals, the policy against injected content, links, cost."""

import re
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.views import defaults

from .reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]

PAGES = {
    "/": "home",
    "/us-sv/": "relation",
    "/agreements/us-sv-aca-2019/": "agreement",
    "/agreements/us-sv-detention-arrangement-2025/": "agreement with many terms",
    "/events/first-transfers-2025-03-15/": "event",
    "/us-sv/coming/": "coming",
    "/agreements/us-sv-aca-2019/compare/": "comparison",
    "/corrections/": "corrections",
}
REFUSALS = {"/us-sv/?colour=blue": 400, "/us-sv/?revision=0": 404, "/nowhere/": 404, "/a/b/c/": 404}
every_page = pytest.mark.parametrize("path", PAGES)
every_answer = pytest.mark.parametrize("path", [*PAGES, *REFUSALS])


@every_page
@pytest.mark.parametrize("language", ["en", "es"])
def test_pages_answer_in_both_languages(look, path, language):
    assert look(path, lang=language).one("html")["lang"] == language


def test_without_a_language_in_the_address_the_browsers_counts(client):
    page = read(client.get("/us-sv/", headers={"accept-language": "es-SV,es;q=0.9"}).content)
    assert page.one("html")["lang"] == "es"


@every_page
def test_the_address_outweighs_the_browser(client, path):
    page = read(client.get(path, {"lang": "en"}, headers={"accept-language": "es"}).content)
    assert page.one("html")["lang"] == "en"


def test_the_language_switch_leads_to_the_same_view(look):
    page = look("/us-sv/", public_on="2025-04-01", order="desc")
    links = {each["hreflang"]: each["href"] for each in page.one("nav", class_="languages").all("a")}
    assert links["es"] == "/us-sv/?public_on=2025-04-01&order=desc&lang=es"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/us-sv/", {"kind": "visit"}),
        ("/us-sv/", {"event": "grant-letter-2025-03-22"}),
        ("/us-sv/coming/", {}),
        ("/agreements/us-sv-aca-2019/", {}),
        ("/agreements/us-sv-detention-arrangement-2025/", {}),
        ("/agreements/us-sv-aca-2019/compare/", {"with": "us-sv-safe-third-country-2025"}),
        ("/events/grant-letter-2025-03-22/", {}),
        ("/corrections/", {}),
    ],
)
def test_a_spanish_page_keeps_no_english_of_its_own(look, path, query):
    """Whatever is not marked as English is Spanish: some words that would give a gap away."""
    page = look(path, lang="es", **query)
    for element in page.all():
        if element["lang"] == "en":
            element.children.clear()
    assert not re.search(
        r"\b(Since|since|Who says so|Legal|Sources|Terms|History|Grade|not recorded|nothing|one side|report|disputed"
        r"|today|before|after|event|events|days?|Due|Close|Passage|Filters|All|Whether|Accounts)\b",
        page.one("main").text,
    )


@every_answer
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client, path):
    response = client.get(path)
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    page = read(response.content)
    assert not list(page.all("style"))
    assert not [each for each in page.all() if "style" in each.attributes]
    assert not [name for each in page.all() for name in each.attributes if name.startswith("on")]
    loaded = [each["src"] for each in page.all("script")] + [each["href"] for each in page.all("link")]
    assert loaded
    assert all(each.startswith("/static/") for each in loaded)


@every_answer
def test_ids_are_unique_and_headings_step_by_one(client, path):
    page = read(client.get(path).content)
    ids = [each["id"] for each in page.all() if each["id"]]
    assert sorted(ids) == sorted(set(ids))
    levels = [int(each.tag[1]) for each in page.all() if re.fullmatch("h[1-6]", each.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@every_answer
def test_there_are_landmarks_and_a_way_past_the_masthead(client, path):
    page = read(client.get(path).content)
    assert page.one("a", class_="skip")["href"] == "#main"
    assert page.one("main")["id"] == "main"
    assert page.one("header", class_="masthead")


@every_page
def test_references_within_the_page_have_an_end(look, path):
    page = look(path)
    ids = {each["id"] for each in page.all() if each["id"]}
    wanted = {each["href"][1:] for each in page.all() if each["href"].startswith("#")}
    labels = {each["aria-labelledby"] for each in page.all() if each["aria-labelledby"]}
    assert wanted | labels <= ids
    patterns = {each["fill"][5:-1] for each in page.all() if each["fill"].startswith("url(#")}
    assert patterns <= ids


def test_every_link_on_the_pages_answers(client):
    seen: set[str] = set()
    for path in PAGES:
        for link in read(client.get(path).content).all("a"):
            seen.add(link["href"].partition("#")[0])
    own = sorted(each for each in seen if each.startswith("/"))
    assert len(own) > 90
    assert {each: client.get(each, follow=True).status_code for each in own} == dict.fromkeys(own, 200)


def test_sources_are_linked_without_saying_where_the_reader_comes_from(look):
    outside = [each for each in look("/us-sv/").all("a") if urlsplit(each["href"]).netloc]
    assert outside
    assert {each["rel"] for each in outside} == {"noreferrer"}


@every_page
@pytest.mark.parametrize("query", [{}, {"public_on": "2025-04-01"}])
def test_a_page_asks_the_database_a_bounded_number_of_questions(client, path, query):
    with CaptureQueriesContext(connection) as asked:
        client.get(path, query)
    assert len(asked) <= (40 if query else 20)


@pytest.mark.parametrize(("answer", "status"), [(defaults.bad_request, 400), (defaults.server_error, 500)])
def test_failures_of_the_server_have_the_look_of_the_pages(rf, answer, status):
    response = answer(rf.get("/"), Exception()) if status == 400 else answer(rf.get("/"))
    page = read(response.content)
    assert response.status_code == status
    assert page.one("header", class_="masthead")
    assert page.one("main").one("a")["href"] == "/"


def test_an_unknown_parameter_is_named_and_the_view_without_it_offered(look):
    page = look("/us-sv/", status=400, colour="blue", public_on="2025-04-01")
    assert page.one("dt").text == "colour"
    assert page.one("main").one("a")["href"] == "/us-sv/?public_on=2025-04-01"


def test_all_faults_are_named_at_once(look):
    page = look("/us-sv/", status=400, colour="blue", public_on="soon", lang="en")
    assert [each.text for each in page.all("dt")] == ["colour", "public_on"]
    assert page.one("main").one("a")["href"] == "/us-sv/?lang=en"


@pytest.mark.parametrize("query", [{"lang": "fr"}, {"order": "up"}, {"valid_on": "3 May"}, {"known_at": "2999-01-01"}])
def test_a_value_that_cannot_be_is_refused_by_name(look, query):
    page = look("/us-sv/", status=400, **query)
    assert [each.text for each in page.all("dt")] == list(query)


def test_a_parameter_given_twice_is_refused(client):
    response = client.get("/us-sv/?public_on=2025-04-01&public_on=2025-05-01")
    assert response.status_code == 400


def test_empty_fields_of_the_form_leave_the_address(client):
    response = client.get("/us-sv/?public_on=2025-04-01&known_at=")
    assert response.status_code == 302
    assert response.headers["Location"] == "/us-sv/?public_on=2025-04-01"


def test_before_the_record_the_page_says_so(look):
    page = look("/us-sv/", status=404, known_at="2001-01-01")
    assert page.one("main").one("a")["href"] == "/us-sv/"


def test_an_event_that_was_not_public_is_not_shown(look):
    look("/events/grant-letter-2025-03-22/", status=404, public_on="2025-04-01")
    look("/events/grant-letter-2025-03-22/", public_on="2025-09-09")


@every_page
def test_the_same_permalink_answers_the_same(client, us_sv, path):
    query = {"revision": us_sv.number, "lang": "en"}
    assert client.get(path, query).content == client.get(path, query).content


@every_page
def test_pages_are_only_read(client, path):
    assert client.post(path).status_code == 405


def test_the_chosen_theme_is_drawn_by_the_server(client):
    client.cookies["theme"] = "dark"
    assert read(client.get("/us-sv/").content).one("html")["data-theme"] == "dark"
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in read(client.get("/us-sv/").content).one("html").attributes


def test_caches_are_told_what_the_page_depends_on(client):
    vary = client.get("/us-sv/").headers["Vary"]
    assert "Cookie" in vary
    assert "Accept-Language" in vary
