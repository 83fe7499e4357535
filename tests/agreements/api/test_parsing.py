"""Bodies as bytes: what is no JSON, and what JSON can say but the record cannot hold, is refused by name."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from agreements.api import parsing
from agreements.errors import Refused
from agreements.models import Event, Head

from .. import inputs
from ..builders import ground, write
from .asking import ROOT, Api

HALF = "\ud800"
NOT_JSON = {
    "nothing": b"",
    "half an object": b'{"title": ',
    "two values": b"{} {}",
    "single quotes": b"{'title': 'x'}",
    "a comment": b"{} // no",
    "NaN": b'{"title": NaN}',
    "infinity": b'{"title": -Infinity}',
    "a number of five thousand digits": b'{"title": ' + b"9" * 5000 + b"}",
    "arrays 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "objects 100,000 deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "arrays never closed": b"[" * 100_000,
    "a field twice": b'{"title": "x", "title": "y"}',
    "a nested field twice": b'{"visit": {"arrival": "2025", "arrival": "2024"}}',
    "Latin-1": '{"title": "José"}'.encode("latin-1"),
    "UTF-16": '{"title": "x"}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "half a character in UTF-8": b'{"title": "\xed\xa0\x80"}',
}
UNHOLDABLE = {
    "1e400": ('{"place": 1e400}', "place"),
    "a number beyond 64 bits": ('{"place": 9223372036854775808}', "place"),
    "a NUL": (r'{"place": "\u0000"}', "place"),
    "half a character": (r'{"place": "\ud800"}', "place"),
    "the other half": (r'{"visit": {"arrival": "\udc00"}}', "visit.arrival"),
    "a NUL in a list": (r'{"agreements": ["a", "\u0000"]}', "agreements.1"),
    "a NUL in a name": (r'{"visit": {"\u0000": 1}}', "visit"),
    "33 levels": ('{"a":' + "[" * 32 + "]" * 32 + "}", "a" + ".0" * 31),
}


@pytest.mark.parametrize("raw", NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_no_json_is_refused_as_a_whole(raw: bytes) -> None:
    with pytest.raises(Refused, match="not JSON") as refused:
        parsing.read(raw)
    assert [each.field for each in refused.value.problems] == [""]


@pytest.mark.parametrize(("text", "field"), UNHOLDABLE.values(), ids=UNHOLDABLE)
def test_what_the_record_cannot_hold_is_refused_by_name(text: str, field: str) -> None:
    with pytest.raises(Refused) as refused:
        parsing.read(text.encode())
    assert [each.field for each in refused.value.problems] == [field]


def test_a_field_that_stands_twice_is_named() -> None:
    with pytest.raises(Refused, match="the field title stands twice"):
        parsing.read(NOT_JSON["a field twice"])


def test_no_more_is_said_than_anyone_reads() -> None:
    with pytest.raises(Refused) as refused:
        parsing.read(json.dumps(["\0"] * 5000).encode())
    assert len(refused.value.problems) == parsing.MOST_PROBLEMS


def test_many_fields_of_which_one_stands_twice_are_read_fast() -> None:
    names = [*map(str, range(100_000)), "5"]
    with pytest.raises(Refused, match="the field 5 stands twice"):
        parsing.read(("{" + ",".join(f'"{name}":1' for name in names) + "}").encode())


PLAIN = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
HOLDABLE = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(-1e18, 1e18) | PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PLAIN, inner, max_size=4),
    max_leaves=20,
)


@given(HOLDABLE)
def test_what_can_be_held_is_read_as_it_was_meant(value: Any) -> None:
    assert parsing.read(json.dumps(value).encode()) == value
    assert parsing.read(json.dumps(value, ensure_ascii=False).encode()) == value


# --- over the interface ----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("raw", [*NOT_JSON.values(), *(text.encode() for text, _ in UNHOLDABLE.values())])
@pytest.mark.parametrize("address", ["events/", "status-updates/", "agreements/"])
def test_such_bodies_are_problems_and_write_nothing(analyst: Api, address: str, raw: bytes) -> None:
    assert analyst.unwritten("POST", address, raw)


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", ["text/plain", "application/xml", "application/x-www-form-urlencoded", "x"])
def test_a_body_that_says_it_is_no_json_is_not_read(analyst: Api, content_type: str) -> None:
    response = analyst.client.generic("POST", f"{ROOT}events/", b'{"title": "x"}', content_type)
    assert (response.status_code, response["Content-Type"]) == (415, "application/problem+json")


@pytest.mark.django_db
def test_a_body_beyond_the_limit_is_not_read_to_its_end(analyst: Api, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = analyst.send("POST", "events/", {**inputs.event(), "summary": "x" * 1000})
    assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")
    assert "1000 bytes" in response.json()["detail"]


@pytest.fixture
def on_ground(analyst: Api) -> Api:
    write(*ground())
    return analyst


UGLY = ["\u202e", "\U0001f4a9", "'; DROP TABLE x; --", "<script>", "=1+1", "%s{0}", "e\u0301", "\\", "ß" * 300]


@pytest.mark.django_db
@pytest.mark.parametrize("text", UGLY)
def test_ugly_text_comes_back_as_it_was_sent(on_ground: Api, text: str) -> None:
    event = on_ground.write("POST", "events/", inputs.event(title=text, summary=text, note=text))
    assert {event[name] for name in ("title", "summary", "note")} == {text}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(UGLY),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=10,
)
FIELDS = st.sampled_from(
    ["slug", "title", "date", "parties", "status_updates", "citations", "claims", "visit", "reason"]
)
INSIDE = st.sampled_from(["id", "agreement", "axis", "value", "speaker", "citations", "locator", "url", "published"])


@pytest.mark.django_db
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(field=FIELDS, inside=INSIDE, value=ANYTHING)
@example(field="title", inside="id", value=HALF)
@example(field="date", inside="id", value={"edtf": {"edtf": "2025"}})
def test_no_value_anywhere_is_answered_with_a_500(on_ground: Api, field: str, inside: str, value: Any) -> None:
    before = Head.objects.get().number
    whole = {**inputs.event(status_updates=[inputs.update()]), field: value}
    nested = inputs.event(status_updates=[{**inputs.update(), inside: value}])
    source = inputs.event(citations=[{**inputs.citation(), inside: value}])
    written = 0
    for sent in (whole, {**nested, "slug": None}, {**source, "slug": None}):
        response = on_ground.send("POST", "events/", sent)
        assert response.status_code in (201, 400, 409), response.content
        written += response.status_code == 201
    assert Head.objects.get().number == before + written


@pytest.mark.django_db
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(raw=st.binary(max_size=60) | st.text(alphabet='{}[]",:\\u0d8efalstrn -+.19', max_size=40).map(str.encode))
@pytest.mark.parametrize("address", ["events/", "determinations/", "events/meeting-2025/retract/"])
def test_no_bytes_are_answered_with_a_500(on_ground: Api, address: str, raw: bytes) -> None:
    response = on_ground.send("POST", address, raw)
    assert response.status_code in (400, 403, 404)
    assert not Event.objects.exists()
