"""What belongs in a bundle: all that its records name, and no more."""

import json
from typing import Any

import pytest

from agreements.exchange import bundle
from agreements.history.batch import Change
from agreements.timeline import clocks

from ..builders import (
    ground,
    make_agreement,
    make_determination,
    make_event,
    make_link,
    make_office,
    make_party,
    make_person,
    make_relation,
    make_term,
    make_update,
    write,
)

pytestmark = pytest.mark.django_db

GUATEMALA: list[Change] = [make_party("GTM"), make_relation("us-gt", parties=["USA", "GTM"])]
BETWEEN_THEM = [{"party": "USA"}, {"party": "GTM"}]


def ids(part: str, relation: str = "us-sv") -> list[str]:
    """Ids in one part of the bundle as it is now."""
    content: dict[str, Any] = json.loads(bundle.dump(relation, clocks.now()))
    return [each.get("slug") or each.get("code") or each["id"] for each in content[part]]


def test_a_bundle_holds_its_own_relation_only() -> None:
    write(
        *ground(),
        *GUATEMALA,
        make_agreement("memo-gt", parties=BETWEEN_THEM),
        make_event("talks-sv"),
        make_event("talks-gt", parties=["USA", "GTM"]),
    )
    assert (ids("agreements"), ids("events"), ids("parties")) == (["memo"], ["talks-sv"], ["SLV", "USA"])
    assert (ids("agreements", "us-gt"), ids("events", "us-gt")) == (["memo-gt"], ["talks-gt"])


def test_parties_come_with_their_successors_and_those_they_were_merged_into() -> None:
    write(
        *ground(),
        make_party("YUG", kind="former_state", succeeded_by=["SRB"]),
        make_party("SRB"),
        make_party("x-serbia", merged_into="SRB"),
        make_party("FRA"),
        make_event(parties=["USA", "SLV", "YUG", "x-serbia"]),
    )
    assert ids("parties") == ["SLV", "SRB", "USA", "YUG", "x-serbia"]


def test_parties_are_found_wherever_they_are_named() -> None:
    codes = ["ARG", "BRA", "CHL", "DOM", "ECU", "FRA"]
    write(
        *ground(),
        *map(make_party, codes),
        make_office("consul", party="ARG"),
        make_person(offices=[{"office": "consul", "held": "2025"}]),
        make_agreement("pact", terms=[make_term(speaker={"name": "B", "party": "BRA"})]),
        make_event(
            participants=[{"name": "Ana López", "person": "ana-lopez", "party": "CHL"}],
            citations=[
                {"id": "s1", "url": "https://a.example", "publisher": "A", "source_type": "press", "parties": ["DOM"]}
            ],
            status_updates=[
                make_update(
                    axis="procedure", value="text_published", party="ECU", speaker={"name": "F", "party": "FRA"}
                )
            ],
        ),
    )
    assert ids("parties") == [*codes, "SLV", "USA"]


def test_people_come_with_their_offices_and_those_they_were_merged_into() -> None:
    write(
        *ground(),
        make_office("president"),
        make_office("mayor"),
        make_office("nobodys"),
        make_person("ana", merged_into="zoe"),
        make_person("zoe", offices=[{"office": "mayor", "held": "2020"}]),
        make_person("stranger"),
        make_event(participants=[{"name": "Ana", "person": "ana"}, {"name": "B", "office": "president"}]),
    )
    assert ids("people") == ["ana", "zoe"]
    assert ids("offices") == ["mayor", "president"]


def test_agreements_and_events_elsewhere_come_along_when_they_are_named() -> None:
    write(
        *ground(),
        *GUATEMALA,
        make_agreement("memo-gt", parties=BETWEEN_THEM),
        make_agreement("grant-gt", parties=BETWEEN_THEM),
        make_agreement("unrelated-gt", parties=BETWEEN_THEM),
        make_event("talks-gt", parties=["USA", "GTM"], agreements=["grant-gt"]),
        make_event("talks-sv", agreements=["memo", "memo-gt"]),
        make_agreement("pact", links=[make_link("challenged_by", event="talks-gt")]),
    )
    assert ids("agreements") == ["grant-gt", "memo", "memo-gt", "pact"]
    assert ids("events") == ["talks-gt", "talks-sv"]


def test_an_event_whose_update_is_superseded_comes_along() -> None:
    write(
        *ground(),
        *GUATEMALA,
        make_agreement("memo-gt", parties=BETWEEN_THEM),
        make_event("first-gt", parties=["USA", "GTM"], status_updates=[make_update("memo-gt", id="u1")]),
    )
    correction = make_update("memo-gt", value="in_force", supersedes="first-gt-u1")
    write(make_event("both", parties=["USA", "SLV"], status_updates=[correction]))
    assert ids("events") == ["both", "first-gt"]


def test_a_determination_comes_along_when_all_its_accounts_do() -> None:
    def accounts(agreement: str) -> list[Any]:
        return [
            make_update(agreement, id="u1", value="in_force", speaker={"name": "A"}),
            make_update(agreement, id="u2", value="in_force", modality="denied", speaker={"name": "B"}),
        ]

    write(
        *ground(),
        *GUATEMALA,
        make_agreement("memo-gt", parties=BETWEEN_THEM),
        make_event("one", status_updates=accounts("memo")),
        make_event("two", parties=["USA", "GTM"], status_updates=accounts("memo-gt")),
        make_determination(["one-u1"], ["one-u2"], id="ours"),
        make_determination(["two-u1"], ["two-u2"], id="theirs"),
    )
    assert (ids("determinations"), ids("determinations", "us-gt")) == (["ours"], ["theirs"])
