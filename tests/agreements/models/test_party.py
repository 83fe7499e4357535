"""Parties as the real world has them."""

import pytest

from agreements.history.batch import Change
from agreements.models import Agreement, Event, Party, Relation
from agreements.timeline import clocks, queries

from ..builders import ground, make_agreement, make_event, make_party, make_relation, write

pytestmark = pytest.mark.django_db


def _members(*codes: str) -> list[dict[str, str]]:
    return [{"party": code} for code in codes]


def _relations_of(kind: str, slug: str) -> list[str]:
    found: list[str] = queries.detail(kind, slug, clocks.now())["relations"]
    return found


def test_a_former_state_names_its_successors() -> None:
    write(
        make_party("YUG", kind="former_state", succeeded_by=["SRB", "HRV"]),
        make_party("SRB"),
        make_party("HRV"),
    )
    yugoslavia = Party.objects.get(code="YUG")
    assert {each.code for each in yugoslavia.succeeded_by.all()} == {"SRB", "HRV"}
    assert list(Party.objects.get(code="HRV").predecessors.all()) == [yugoslavia]
    assert queries.detail("party", "YUG", clocks.now())["succeeded_by"] == ["HRV", "SRB"]


def test_an_agreement_with_a_former_state_does_not_pass_to_the_successor_by_itself() -> None:
    write(
        *ground(),
        make_party("YUG", kind="former_state", succeeded_by=["SRB"]),
        make_party("SRB"),
        make_relation("us-yu", parties=["USA", "YUG"]),
        make_relation("us-rs", parties=["USA", "SRB"]),
        make_agreement("extradition-1901", parties=_members("USA", "YUG")),
    )
    assert _relations_of("agreement", "extradition-1901") == ["us-yu"]


def test_an_organisation_is_a_party_like_any_other() -> None:
    oas: list[Change] = [
        make_party("x-oas", kind="organisation", names={"en": "Organization of American States", "es": "OEA"}),
        make_relation("us-oas", parties=["USA", "x-oas"]),
        make_agreement("headquarters-1992", parties=_members("USA", "x-oas")),
    ]
    write(*ground(), *oas)
    assert Agreement.objects.get(slug="headquarters-1992").parties.get(code="x-oas").kind == "organisation"
    assert _relations_of("agreement", "headquarters-1992") == ["us-oas"]


@pytest.mark.parametrize(
    ("code", "kind"), [("HKG", "territory"), ("x-kosovo", "state"), ("x-el-salvador-1841", "state")]
)
def test_a_party_has_a_three_letter_code_or_one_of_our_own(code: str, kind: str) -> None:
    write(make_party(code, kind=kind))
    assert Party.objects.get(code=code).kind == kind


def test_an_agreement_of_many_shows_in_every_relation_of_two_of_them() -> None:
    parties: list[Change] = [make_party("GTM"), make_party("HND")]
    write(
        *ground(),
        *parties,
        make_relation("us-gt", parties=["USA", "GTM"]),
        make_relation("sv-gt", parties=["SLV", "GTM"]),
        make_relation("us-hn", parties=["USA", "HND"]),
        make_agreement("cafta", parties=_members("USA", "SLV", "GTM")),
        make_event("signing", parties=[], agreements=["cafta"]),
    )
    assert _relations_of("agreement", "cafta") == ["sv-gt", "us-gt", "us-sv"]
    assert _relations_of("event", "signing") == ["sv-gt", "us-gt", "us-sv"]


def test_a_relation_owns_nothing() -> None:
    """One that is made later finds the agreements and events of its two parties."""
    write(*ground(), make_party("GTM"), make_agreement("memo-gt", parties=_members("USA", "GTM")), make_event("talks"))
    write(make_event("summit", parties=["USA", "GTM"]))
    write(make_relation("us-gt", parties=["GTM", "USA"]))
    assert _relations_of("agreement", "memo-gt") == ["us-gt"]
    assert _relations_of("event", "summit") == ["us-gt"]
    assert _relations_of("event", "talks") == ["us-sv"]


def test_a_merged_party_keeps_its_code_and_says_where_it_went() -> None:
    write(*ground(), make_party("x-el-salvador"), make_event(parties=["USA", "x-el-salvador"]))
    write(make_party("x-el-salvador", merged_into="SLV"))
    assert queries.detail("party", "x-el-salvador", clocks.now())["merged_into"] == "SLV"
    assert Event.objects.get(parties__code="x-el-salvador").slug == "meeting-2025"


def test_a_pair_of_parties_has_one_relation_whatever_their_order() -> None:
    write(*ground())
    relation = Relation.objects.get()
    assert {relation.first.code, relation.second.code} == {"SLV", "USA"}
    assert queries.detail("relation", "us-sv", clocks.now())["parties"] == ["SLV", "USA"]
