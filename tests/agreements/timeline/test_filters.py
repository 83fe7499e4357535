"""Filters: alternatives within one, all of them together, and each on its own facts."""

from typing import Any

import pytest
from django.db import connection

from agreements.errors import Refused
from agreements.models import AgreementVersion, ConflictVersion, EventVersion, StatusUpdate
from agreements.timeline import clocks, filtering
from agreements.timeline.filtering import Chosen, narrow, refuse_unknown
from agreements.timeline.filters import AGREEMENT, CONFLICT, STATUS_UPDATE, TIMELINE
from agreements.timeline.parameters import read

from .. import inputs
from ..builders import (
    ground,
    make_agreement,
    make_event,
    make_office,
    make_party,
    make_person,
    make_relation,
    write,
)


def choose(declared: Any, **given: Any) -> Chosen:
    """What these parameters choose; `from_` stands for `from`."""
    texts = {name.rstrip("_"): each if isinstance(each, list) else [each] for name, each in given.items()}
    values = read(declared, texts)
    filtering.check(declared, values)
    chosen = Chosen(clocks.now(), values)
    refuse_unknown(declared, chosen)
    return chosen


def found(model: Any, declared: Any, key: str = "slug", **given: Any) -> set[str]:
    return set(narrow(model.objects.all(), declared, choose(declared, **given)).values_list(key, flat=True))


def events(**given: Any) -> set[str]:
    return found(EventVersion, TIMELINE, **given)


def faults(declared: Any, **given: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refused:
        choose(declared, **given)
    return {problem.field: problem.detail for problem in refused.value.problems}


@pytest.fixture
def record(db: None) -> None:
    write(
        *ground(),
        make_party("GTM"),
        make_relation("us-gt", parties=["USA", "GTM"]),
        make_agreement("pact", kind="security", form="treaty", parties=[{"party": "USA"}, {"party": "GTM"}]),
        make_office(),
        make_person("ana-lopez"),
        make_person("juan-perez"),
        make_event(
            "visit",
            kind="visit",
            date="2025-02-03",
            summary="El canciller llegó a Ilopango.",
            participants=[{"name": "Ana López", "person": "ana-lopez", "role": "visitor"}],
            status_updates=[
                inputs.update(value="signed"),
                inputs.update(axis="operation", value="operating"),
            ],
        ),
        make_event(
            "call",
            kind="call",
            modality="planned",
            date="2025-02/2025-04",
            parties=["USA", "GTM"],
            agreements=["pact"],
            status_updates=[
                inputs.update("pact", value="in_force", modality="planned"),
                inputs.update("pact", axis="operation", value="paused", modality="denied"),
            ],
            claims=[
                inputs.claim(speaker={"name": "Juan Pérez", "person": "juan-perez"}),
            ],
        ),
        make_event("old", kind="meeting", date="../2019", parties=["USA"]),
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"visit", "call", "old"}),
        ({"relation": "us-sv"}, {"visit"}),
        ({"relation": ["us-sv", "us-gt"]}, {"visit", "call"}),
        ({"agreement": "pact"}, {"call"}),
        ({"kind": ["visit", "meeting"]}, {"visit", "old"}),
        ({"party": "GTM"}, {"call"}),
        ({"party": "GTM", "kind": "visit"}, set()),
        ({"person": "ana-lopez"}, {"visit"}),
        ({"person": "juan-perez"}, {"call"}),
        ({"modality": "planned"}, {"call"}),
        ({"axis": "operation"}, {"visit", "call"}),
        ({"axis": "disclosure"}, set()),
        ({"value": "paused"}, {"call"}),
        ({"value": ["paused", "signed"]}, {"visit", "call"}),
        ({"axis": "legal", "value": "signed"}, {"visit"}),
        ({"axis": ["legal", "operation"], "value": ["in_force", "operating"]}, {"visit", "call"}),
        # `paused` is a value of two axes; the update is on the other one.
        ({"axis": "legal", "value": "paused"}, set()),
        ({"from_": "2025-02-03"}, {"visit", "call"}),
        ({"from_": "2025-02-04"}, {"call"}),
        ({"from_": "2025-05"}, set()),
        ({"to": "2025-02"}, {"visit", "call", "old"}),
        ({"to": "2025-01-31"}, {"old"}),
        ({"from_": "2019", "to": "2019"}, {"old"}),
        ({"from_": "2025-03-XX", "to": "2025-03-15/.."}, {"call"}),
        ({"to": "0001"}, {"old"}),
        ({"q": "CANCILLER llego"}, {"visit"}),
        ({"q": "ilopango news"}, {"visit"}),
        ({"q": "ilopango washington"}, set()),
        ({"q": "López"}, {"visit"}),
        ({"q": "a:* | b' & \\"}, set()),
    ],
)
def test_events_are_narrowed(record: None, given: dict[str, Any], expected: set[str]) -> None:
    assert events(**given) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"relation": "us-gt"}, {"pact"}),
        ({"party": "SLV"}, {"memo"}),
        ({"party": ["SLV", "GTM"]}, {"memo", "pact"}),
        ({"kind": "security"}, {"pact"}),
        ({"form": "memorandum"}, {"memo"}),
        ({"q": "pact"}, {"pact"}),
        ({"group": "signed_or_operating"}, {"memo"}),
        ({"group": "not_yet_concluded"}, {"pact"}),
        ({"group": ["not_yet_concluded", "signed_or_operating"]}, {"pact", "memo"}),
        ({"group": ["ended", "not_yet_concluded"]}, {"pact"}),
        ({"group": "ended"}, set()),
    ],
)
def test_agreements_are_narrowed(record: None, given: dict[str, Any], expected: set[str]) -> None:
    assert found(AgreementVersion, AGREEMENT, **given) == expected


def test_an_identifier_is_found_without_regard_to_case(db: None) -> None:
    write(
        *ground(),
        make_agreement("rule", identifiers=[{"scheme": "fr_citation", "value": "84 FR 63994"}]),
        make_agreement("suit", identifiers=[{"scheme": "docket", "value": "1:25-cv-00766"}]),
    )
    assert found(AgreementVersion, AGREEMENT, identifier="fr_citation:84 fr 63994") == {"rule"}
    assert found(AgreementVersion, AGREEMENT, identifier="docket:1:25-CV-00766") == {"suit"}
    assert found(AgreementVersion, AGREEMENT, identifier=["fr_citation:84 FR 63994", "docket:1:25-cv-00766"]) == {
        "rule",
        "suit",
    }


@pytest.mark.parametrize("text", ["84 FR 63994", "fr_citation:", "isbn:1", ":", ""])
def test_what_is_not_an_identifier_is_refused(db: None, text: str) -> None:
    assert "scheme:value" in faults(AGREEMENT, identifier=text)["identifier"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"agreement": "pact"}, {"call-u1", "call-u2"}),
        ({"axis": "operation"}, {"visit-u2", "call-u2"}),
        ({"axis": "legal", "value": ["signed", "paused"]}, {"visit-u1"}),
        ({"modality": "denied"}, {"call-u2"}),
        ({"event": "visit"}, {"visit-u1", "visit-u2"}),
        ({"relation": "us-gt"}, {"call-u1", "call-u2"}),
        ({"party": "USA"}, set()),
    ],
)
def test_status_updates_are_narrowed(record: None, given: dict[str, Any], expected: set[str]) -> None:
    assert found(StatusUpdate, STATUS_UPDATE, "public_id", **given) == expected


@pytest.mark.usefixtures("us_sv", "db")
@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({}, 19),
        ({"agreement": "us-sv-aca-2019"}, 2),
        ({"event": "nuclear-mou-2025"}, 1),
        ({"relation": "us-sv"}, 19),
        ({"open": "false"}, 0),
    ],
)
def test_contradictions_are_narrowed(given: dict[str, Any], count: int) -> None:
    assert len(found(ConflictVersion, CONFLICT, **given)) == count


@pytest.mark.parametrize(
    ("declared", "name", "text"),
    [
        (TIMELINE, "relation", "us-fr"),
        (TIMELINE, "agreement", "none"),
        (TIMELINE, "party", "usa"),
        (TIMELINE, "person", ""),
        (STATUS_UPDATE, "event", "' OR 1=1 --"),
        (CONFLICT, "event", "none"),
    ],
)
def test_a_record_that_was_never_recorded_is_refused_by_name(record: None, declared: Any, name: str, text: str) -> None:
    found = faults(declared, **{name: text})
    assert list(found) == [name]
    assert repr(text) in found[name]


def test_all_unknown_records_are_named_after_one_query(record: None, django_assert_num_queries: Any) -> None:
    chosen = Chosen(
        clocks.now(),
        {"relation": ("us-sv", "x"), "agreement": ("memo", "y"), "party": ("USA",), "person": ("z",)},
    )
    with django_assert_num_queries(1), pytest.raises(Refused) as refused:
        refuse_unknown(TIMELINE, chosen)
    assert [problem.field for problem in refused.value.problems] == ["relation", "agreement", "person"]


def test_a_value_on_none_of_the_axes_is_refused(db: None) -> None:
    assert "operating" in faults(TIMELINE, axis=["legal", "character"], value="operating")["value"]
    assert "operating" in faults(STATUS_UPDATE, axis="legal", value="operating")["value"]


def test_an_end_before_its_start_is_refused(db: None) -> None:
    assert "swap" in faults(TIMELINE, from_="2025-03", to="2025-02")["to"]


@pytest.mark.usefixtures("us_sv", "db")
@pytest.mark.parametrize(
    ("model", "declared", "given", "index"),
    [
        (EventVersion, TIMELINE, {"q": "grant"}, "event_version_search"),
        (EventVersion, TIMELINE, {"agreement": "us-sv-aca-2019"}, "event_version_agreements"),
        (EventVersion, TIMELINE, {"relation": "us-sv"}, "event_version_relations"),
        (EventVersion, TIMELINE, {"person": "marco-rubio"}, "event_version_people"),
        (AgreementVersion, AGREEMENT, {"q": "asylum"}, "agreement_version_search"),
        (AgreementVersion, AGREEMENT, {"relation": "us-sv"}, "agreement_version_relations"),
    ],
)
def test_a_filter_uses_the_index_made_for_it(model: Any, declared: Any, given: dict[str, str], index: str) -> None:
    rows = narrow(model.objects.all(), declared, choose(declared, **given))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert index in rows.explain()
