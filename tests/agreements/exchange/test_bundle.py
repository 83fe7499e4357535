"""The record bundle: read, refused, loaded, dumped."""

import json
from typing import Any

import orjson
import pytest
from django.apps import apps

from agreements.errors import Refused
from agreements.exchange import bundle
from agreements.models import Event, Head, Revision, StatusUpdate
from agreements.timeline import clocks, queries

from .. import inputs
from ..builders import ground, make_event, make_party, make_relation, write

pytestmark = pytest.mark.django_db


def parsed(**changes: Any) -> Any:
    return bundle.parse(json.dumps(inputs.bundle(**changes)).encode())


def load(**changes: Any) -> Revision | None:
    return bundle.load(parsed(**changes), by="a tester", reason="for a test")


def refusal(action: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        action()
    return {each.field: each.detail for each in refused.value.problems}


def rows() -> dict[str, int]:
    """How many rows each table of the app holds."""
    models = apps.get_app_config("agreements").get_models(include_auto_created=True)
    return {model._meta.label: model._default_manager.count() for model in models}


# --- reading ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "this is not JSON"),
        (b"{", "this is not JSON"),
        (b"[" * 100_000, "depth limit"),
        (b'{"events":' * 100_000, "depth limit"),
        (b'{"format": NaN}', "this is not JSON"),
        (b'{"format": Infinity}', "this is not JSON"),
        (b'{"format": 1e400}', "this is not JSON"),
        (b'{"format": "\\ud800"}', "this is not JSON"),
        (b'{"format": "\xff"}', "this is not JSON"),
        ("{}".encode("utf-16"), "this is not JSON"),
        (b"[]", "must be an object"),
        (b"null", "must be an object"),
        (b'"entente-record/1"', "must be an object"),
    ],
    ids=lambda each: each[:20] if isinstance(each, bytes) else "",
)
def test_what_is_no_bundle_is_refused_as_a_whole(text: bytes, reason: str) -> None:
    found = refusal(lambda: bundle.parse(text))
    assert list(found) == [""]
    assert reason in found[""]


def test_an_empty_object_lacks_what_a_bundle_needs() -> None:
    assert set(refusal(lambda: bundle.parse(b"{}"))) == {"format", "relation", "parties"}


def test_a_fault_deep_inside_is_named_by_its_path() -> None:
    event = inputs.event(status_updates=[inputs.update(), inputs.update(axis="mood")])
    assert set(refusal(lambda: parsed(events=[inputs.event("a"), event]))) == {"events.1.status_updates.1.axis"}


# --- refusing --------------------------------------------------------------------------------------------------------
MEMBERS = [{"party": "USA"}, {"party": "GTM"}]
BROKEN = [
    # what is wrong, changes to a good bundle, the path that is named
    ("an unknown party", {"events": [inputs.event(parties=["USA", "GTM"])]}, "events.meeting-2025.parties"),
    ("an unknown agreement", {"events": [inputs.event(agreements=["treaty"])]}, "events.meeting-2025.agreements"),
    (
        "an update of an unknown agreement",
        {"events": [inputs.event(status_updates=[inputs.update("treaty")])]},
        "events.meeting-2025.status_updates.0.agreement",
    ),
    (
        "an agreement of an unknown party",
        {"agreements": [inputs.agreement(parties=MEMBERS)]},
        "agreements.memo.parties",
    ),
    (
        "a citation that is not there",
        {"events": [inputs.event(status_updates=[inputs.update(citations=["s2"])])]},
        "events.meeting-2025.status_updates.0.citations",
    ),
    (
        "a day of publication without its citation",
        {"events": [inputs.event(public_from="2025", public_from_citation="s2")]},
        "events.meeting-2025.public_from_citation",
    ),
    ("another relation", {"events": [inputs.event(relations=["us-gt"])]}, "events.meeting-2025.relations"),
    ("one event twice", {"events": [inputs.event(), inputs.event(title="Other")]}, "events.meeting-2025"),
    (
        "one party twice",
        {"parties": [inputs.party("SLV"), inputs.party(), inputs.party(kind="territory")]},
        "parties.USA",
    ),
    (
        "one id for two statements",
        {"events": [inputs.event(citations=[inputs.citation(), inputs.citation(publisher="Other")])]},
        "events.meeting-2025.citations.1",
    ),
    (
        "a link to nothing",
        {"agreements": [inputs.agreement(links=[inputs.link(event="x")])]},
        "agreements.memo.links.0.event",
    ),
    (
        "a link to itself",
        {"agreements": [inputs.agreement(links=[inputs.link(agreement="memo")])]},
        "agreements.memo.links.0.agreement",
    ),
    (
        "a person in an unknown office",
        {"people": [inputs.person(offices=[{"office": "x", "held": "2025"}])]},
        "people.ana-lopez.offices",
    ),
    (
        "a participant that nobody knows",
        {"events": [inputs.event(participants=[{"name": "Ana", "person": "ana"}])]},
        "events.meeting-2025.participants",
    ),
    ("a relation of one party", {"relation": inputs.relation(parties=["USA", "USA"])}, "relations.us-sv.parties"),
    ("a retraction of nothing", {"retractions": [inputs.retraction("event", "x")]}, "retractions.0.id"),
    ("a choice between nothing", {"determinations": [inputs.determination(["x"], ["y"])]}, "determinations.0"),
]


@pytest.mark.parametrize(("changes", "path"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_a_broken_bundle_is_refused_and_leaves_no_trace(changes: dict[str, Any], path: str) -> None:
    write(*ground())
    before, head = rows(), Head.objects.values().get()
    found = refusal(lambda: load(**changes))
    assert path in found
    assert found[path]
    assert (rows(), Head.objects.values().get()) == (before, head)


def test_every_fault_of_a_bundle_is_named_at_once() -> None:
    broken = [inputs.event("a", parties=["GTM"]), inputs.event("b", agreements=["treaty"])]
    assert {"events.a.parties", "events.b.agreements"} <= set(refusal(lambda: load(events=broken)))


# --- loading ---------------------------------------------------------------------------------------------------------
def test_a_bundle_is_one_revision() -> None:
    revision = load()
    assert revision is not None
    assert (revision.number, revision.by, revision.reason) == (1, "a tester", "for a test")
    assert Head.objects.get().hash == revision.hash


def test_loading_again_makes_no_revision() -> None:
    load()
    before = rows()
    assert load() is None
    assert rows() == before


def test_loading_over_a_relation_makes_the_differences_one_revision() -> None:
    load()
    later = inputs.event("signing", date="2025-05-01", status_updates=[inputs.update(value="in_force")])
    revision = load(events=[inputs.event(title="The meeting", status_updates=[inputs.update(id="u1")]), later])
    assert revision is not None
    assert revision.number == 2
    wrote = {(table, key) for table, key, _ in orjson.loads(revision.payload)["wrote"]}
    assert sorted(table for table, _ in wrote if table != "standinginterval") == [
        "citation",
        "eventversion",
        "eventversion",
        "statusupdate",
    ]
    assert Event.objects.get(slug="meeting-2025").title == "The meeting"


def test_what_a_bundle_leaves_out_stays() -> None:
    load()
    assert load(events=[], agreements=[]) is None
    assert Event.objects.count() == 1


def test_a_bundle_in_any_order_is_the_same_bundle() -> None:
    load(people=[inputs.person("b"), inputs.person("a")])
    content = inputs.bundle(people=[inputs.person("a"), inputs.person("b")])
    content["parties"].reverse()
    shuffled = dict(reversed(content.items()))
    assert bundle.load(bundle.parse(json.dumps(shuffled).encode()), by="a tester", reason="shuffled") is None


def test_a_bundle_does_not_take_an_event_out_of_another_relation() -> None:
    write(*ground(), make_party("GTM"), make_relation("us-gt", parties=["USA", "GTM"]), make_event(relations=["us-gt"]))
    text = bundle.dump("us-sv", clocks.now())
    assert bundle.load(bundle.parse(text), by="a tester", reason="its own dump") is None
    assert queries.detail("event", "meeting-2025", clocks.now())["relations"] == ["us-gt", "us-sv"]


def test_an_irregular_step_without_a_note_is_kept_with_a_warning() -> None:
    """Refused from everybody else; but what was regular when it was recorded may be irregular in the whole."""
    load(
        events=[
            inputs.event("a", status_updates=[inputs.update(id="u1", value="terminated")]),
            inputs.event("b", date="2025-03-01", status_updates=[inputs.update(id="u1", value="in_force")]),
        ]
    )
    warnings = StatusUpdate.objects.get(public_id="b-u1").warnings
    assert [each["code"] for each in warnings] == ["unexplained_step"]


# --- dumping ---------------------------------------------------------------------------------------------------------
def test_a_dump_is_canonical_json() -> None:
    load(events=[inputs.event("b"), inputs.event("a", place="Cancillería", parties=["USA", "SLV"])])
    text = bundle.dump("us-sv", clocks.now())
    content = json.loads(text)
    assert text.endswith(b"}\n")
    assert b"\r" not in text
    assert "Cancillería".encode() in text
    assert text.decode() == json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    assert [each["slug"] for each in content["events"]] == ["a", "b"]
    assert content["events"][0]["parties"] == ["SLV", "USA"]


def test_a_dump_holds_content_and_no_trace_of_the_database() -> None:
    load(events=[inputs.event(quantities=[{"what": "persons", "low": "238", "unit": "persons"}])])
    content = json.loads(bundle.dump("us-sv", clocks.now()))
    computed = {
        "recorded",
        "first_seen",
        "grade",
        "warnings",
        "version",
        "hash",
        "revision",
        "public",
        "snapshot",
        "pk",
    }

    def names(value: Any) -> set[str]:
        if isinstance(value, dict):
            return set(value) | {name for each in value.values() for name in names(each)}
        return {name for each in value for name in names(each)} if isinstance(value, list) else set()

    assert not names(content) & computed
    assert content["events"][0]["quantities"] == [{"what": "persons", "low": "238", "high": None, "unit": "persons"}]
    assert content["events"][0]["date"] == "2025-02-03"


def test_a_dump_of_an_earlier_revision_is_what_it_was_then() -> None:
    load()
    then = bundle.dump("us-sv", clocks.now())
    write(make_event(title="Another title"), make_event("later"))
    assert bundle.dump("us-sv", clocks.now()) != then
    assert bundle.dump("us-sv", clocks.AsOf(1, clocks.now().valid_on)) == then


def test_an_unknown_relation_has_no_dump() -> None:
    with pytest.raises(queries.Unknown):
        bundle.dump("us-gt", clocks.now())
