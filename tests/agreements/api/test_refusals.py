"""What is refused, everywhere: by name, as problem JSON, never with a 500."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .asking import ADDRESSES, DETAILS, LISTS, RECORD, ROOT, VIEWS, Api

pytestmark = pytest.mark.usefixtures("us_sv")
CLOCKS = ("valid_on", "public_on", "known_at", "revision")


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unknown_parameter_is_named(api: Api, address: str) -> None:
    assert list(api.refused(address, {"colour": "red"})) == ["colour"]
    assert list(api.refused(address, {"kind__in": "visit", "agreements__slug": "x"})) == [
        "kind__in",
        "agreements__slug",
    ]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_unknown_format_is_named(api: Api, address: str) -> None:
    assert list(api.refused(address, {"format": "xml"})) == ["format"]


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each != "docs/"])
def test_json_is_the_format_that_may_be_asked_for(api: Api, address: str) -> None:
    assert api.get(address, {"format": "json"}).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_parameter_that_takes_one_value_refuses_two(api: Api, address: str) -> None:
    for parameter in VIEWS[address].parameters:
        if not parameter.repeatable and parameter.name != "unreviewed":
            assert "takes one" in api.refused(address, {parameter.name: ["1", "1"]})[parameter.name]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_parameter_refuses_what_is_no_text(api: Api, address: str) -> None:
    for parameter in VIEWS[address].parameters:
        for text in ("%00", "a%00b", "%FF", "%C3%28", "%ED%A0%80", "%0A", "\xff"):
            response = api.client.get(ROOT + address, QUERY_STRING=f"{parameter.name}={text}")
            assert response.status_code == 400, (parameter.name, text)
            assert response.json()["errors"][0]["field"] == parameter.name


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("query", ["%00=1", "%FF=1", "\xff=1", "=", "=1", "&&=&", "%", "%%=%", "a[]=1", "revision[]=1"])
def test_names_that_are_no_names_are_refused(api: Api, address: str, query: str) -> None:
    response = api.client.get(ROOT + address, QUERY_STRING=query)
    assert response.status_code == 400
    assert response.json()["errors"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("count", [101, 1001, 5000])
def test_more_parameters_than_anyone_could_mean_are_refused(api: Api, address: str, count: int) -> None:
    response = api.client.get(ROOT + address, QUERY_STRING="&".join(f"kind=visit{n}" for n in range(count)))
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_value_longer_than_anyone_could_mean_is_refused(api: Api, address: str) -> None:
    response = api.client.get(ROOT + address, {"format": "x" * 5000})
    assert response.status_code == 400
    assert len(response.content) < 2000


@pytest.mark.parametrize("address", [each for each in RECORD if each != "changes/"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("valid_on", "yesterday"),
        ("valid_on", "2025-02-30"),
        ("valid_on", "2025-2-3"),
        ("valid_on", ""),
        ("public_on", "9999-12-31"),
        ("public_on", "2025"),
        ("known_at", "soon"),
        ("known_at", "9999-01-01"),
        ("known_at", "0001-01-01T00:00:00+23:00"),
        ("revision", "-1"),
        ("revision", "one"),
        ("revision", "1e3"),
        ("revision", "99999"),
        ("revision", "9" * 400),
        ("revision", "١"),
        ("revision", ""),
    ],
)
def test_a_clock_that_shows_no_time_is_named(api: Api, address: str, name: str, text: str) -> None:
    assert list(api.refused(address, {name: text})) == [name]


@pytest.mark.parametrize("address", [each for each in RECORD if each != "changes/"])
def test_two_clocks_for_one_question_are_refused(api: Api, address: str) -> None:
    assert list(api.refused(address, {"revision": "1", "known_at": "2026-01-01"})) == ["known_at"]


@pytest.mark.parametrize("name", ["valid_on", "public_on"])
def test_the_feed_of_changes_has_no_days(api: Api, name: str) -> None:
    assert list(api.refused("changes/", {name: "2025-01-01"})) == [name]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("size", ["0", "1001", "-5", "ten", "1.0", "", "1" * 50])
def test_a_page_size_out_of_bounds_is_named(api: Api, address: str, size: str) -> None:
    assert list(api.refused(address, {"page_size": size})) == ["page_size"]


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize("cursor", ["", "x", "1", "bnVsbA==", "A" * 200, "../../etc/passwd", "é"])
def test_a_cursor_that_was_never_given_is_named(api: Api, address: str, cursor: str) -> None:
    assert list(api.refused(address, {"cursor": cursor})) == ["cursor"]


@pytest.mark.parametrize("address", ["visits/", "press-statements/"])
def test_a_list_of_one_kind_takes_no_kind(api: Api, address: str) -> None:
    assert list(api.refused(address, {"kind": "visit"})) == ["kind"]


@pytest.mark.parametrize("address", ["events/", "timeline/", "timeline/density/", "visits/", "press-statements/"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("relation", "us-fr"),
        ("agreement", "unheard-of"),
        ("party", "ZZZ"),
        ("person", "nobody"),
        ("axis", "moral"),
        ("value", "finished"),
        ("modality", "certain"),
        ("from", "03/2025"),
        ("to", "spring"),
        ("q", "?!"),
    ],
)
def test_a_filter_that_names_nothing_is_named(api: Api, address: str, name: str, text: str) -> None:
    assert list(api.refused(address, {name: text})) == [name]


@pytest.mark.parametrize("address", DETAILS)
@pytest.mark.parametrize("slug", ["unheard-of", "USA2", "x" * 300, "-", "_"])
def test_what_was_never_recorded_is_a_404(api: Api, address: str, slug: str) -> None:
    response = api.get(f"{address.split('/')[0]}/{slug}/")
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "about:blank"


@pytest.mark.parametrize("part", ["history", "conflicts", "terms", "lineage", "documents"])
def test_there_are_no_parts_of_an_agreement_that_was_never_recorded(api: Api, part: str) -> None:
    assert api.get(f"agreements/unheard-of/{part}/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "nothing/",
        "events/a/b/c/",
        "",
        "events/%00/",
        "events/a%2Fb/",
        "agreements/us-sv-aca-2019/nothing/",
        "é/",
    ],
)
def test_there_is_nothing_at_other_addresses_and_it_says_so_as_a_problem(api: Api, path: str) -> None:
    response = api.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"


def test_an_address_without_its_slash_is_sent_to_the_one_with_it(api: Api) -> None:
    response = api.get("events", {"kind": "visit"})
    assert (response.status_code, response["Location"]) == (301, "/api/v1/events/?kind=visit")


def allowed(address: str) -> list[str]:
    return [each.upper() for each in VIEWS[address].http_method_names]


METHODS = ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
REFUSED = [(address, method) for address in ADDRESSES for method in METHODS if method not in allowed(address)]


@pytest.mark.parametrize(("address", "method"), REFUSED)
def test_what_cannot_be_done_says_what_can(api: Api, address: str, method: str) -> None:
    response = api.client.generic(method, ROOT + address, b"{}", "application/json")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"
    assert response["Allow"] == ", ".join(allowed(address))


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_headers_alone_may_be_asked_for(api: Api, address: str) -> None:
    head = api.client.head(ROOT + address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.get("ETag") == api.get(address).get("ETag")


@pytest.mark.parametrize("address", [each for each in ADDRESSES if each not in ("docs/", "schema/")])
@pytest.mark.parametrize("accept", ["text/html", "application/xml", "image/*", "x"])
def test_a_client_that_takes_no_json_is_told_so(api: Api, address: str, accept: str) -> None:
    response = api.get(address, accept=accept)
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("accept", ["*/*", "application/json", "application/*;q=0.1", "text/html, */*;q=0.8"])
def test_a_client_that_takes_json_gets_it(api: Api, accept: str) -> None:
    response = api.get("parties/", accept=accept)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "' OR '1'='1",
            "1; DROP TABLE x",
            "{{7*7}}",
            "../..",
            "\u202e",
            "\U0001f4a9",
            "%s",
            "$1",
            "\\",
            "(((",
            "a" * 1000,
        ]
    ),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_no_query_string_is_answered_with_a_500(api: Api, data: st.DataObject) -> None:
    address = data.draw(st.sampled_from(ADDRESSES))
    names = st.sampled_from([each.name for each in VIEWS[address].parameters]) | NASTY
    query = data.draw(st.lists(st.tuples(names, NASTY), max_size=4))
    response = api.get(address, _encoded(query))
    assert response.status_code in (200, 400, 403, 404)


def _encoded(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        # Half characters have no UTF-8 of their own; they are tried above as escapes.
        clean = [each.encode(errors="replace").decode() for each in (name, text)]
        found.setdefault(clean[0], []).append(clean[1])
    return found
