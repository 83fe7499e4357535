"""Which records a write renews beside those it names: relations come and go, agreements stand otherwise."""

import pytest

from agreements.history.batch import AppendToAgreement
from agreements.history.verify import verify

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_party, make_relation, make_retraction, make_term, write
from .contents import written
from .reading import agreement, event, standing

pytestmark = pytest.mark.django_db


def test_a_relation_made_later_picks_up_what_belongs_to_it() -> None:
    write(
        *ground(),
        make_party("VEN"),
        make_agreement("swap", parties=[{"party": code} for code in ("USA", "SLV", "VEN")]),
        make_event("with-all", parties=["USA", "VEN"]),
        make_event("through-an-agreement", parties=[], agreements=["swap"]),
        make_event("through-both", parties=["USA"], agreements=["grant"]),
        make_event("apart", parties=["USA"]),
        make_agreement("grant", parties=[{"party": "SLV"}, {"party": "VEN"}]),
    )
    revision = write(make_relation("us-ven", parties=["VEN", "USA"]))
    assert written(revision.number) == {
        "agreement": ["swap"],
        "event": ["through-an-agreement", "through-both", "with-all"],
        "relation": ["us-ven"],
    }
    assert agreement("swap")["relations"] == ["us-sv", "us-ven"]
    assert event("through-both")["relations"] == ["us-sv", "us-ven"]
    assert verify() == []


def test_a_relation_with_other_parties_lets_go_of_what_was_its_own() -> None:
    write(*ground(), make_party("VEN"), make_event())
    assert agreement()["relations"] == event()["relations"] == ["us-sv"]
    write(make_relation(parties=["USA", "VEN"]))
    assert agreement()["relations"] == event()["relations"] == []
    assert verify() == []


def test_an_agreement_with_other_parties_takes_its_events_along() -> None:
    write(*ground(), make_party("VEN"), make_event(parties=[], agreements=["memo"]))
    write(make_agreement(parties=[{"party": "SLV"}, {"party": "VEN"}]))
    assert event()["relations"] == []
    assert verify() == []


def test_an_event_filed_under_a_relation_stays_in_it() -> None:
    write(*ground(), make_event(parties=[], relations=["us-sv"]))
    assert event()["relations"] == ["us-sv"]


def test_a_contradiction_goes_with_the_relations_of_its_record() -> None:
    rivals = [inputs.update(), inputs.update(modality="denied", speaker={"name": "State"})]
    write(*ground(), make_party("VEN"), make_event(status_updates=rivals))
    write(make_agreement(parties=[{"party": "SLV"}, {"party": "VEN"}]))
    write(make_relation("sv-ven", parties=["SLV", "VEN"]))
    from agreements.timeline import clocks, queries

    assert queries.conflicts(clocks.now(), relations__contains=["us-sv"]) == []
    assert len(queries.conflicts(clocks.now(), relations__contains=["sv-ven"])) == 1


def test_another_date_of_an_event_moves_the_standing_of_its_agreements() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    write(make_event(date="2024-05-01"))
    found = standing()
    assert found and found["since"]["edtf"] == "2024-05-01"
    assert verify() == []


def test_a_retracted_source_lowers_the_grade_of_what_rests_on_it() -> None:
    official = inputs.citation("s2", source_type="official_statement", parties=["USA"], publisher="State")
    update = inputs.update(citations=["s1", "s2"])
    write(*ground(), make_event(citations=[inputs.citation(), official], status_updates=[update]))
    before = standing()
    assert before and before["grade"]["code"] == "one_side"
    write(make_retraction("citation", "meeting-2025-s2"))
    after = standing()
    assert after and after["grade"]["code"] == "single_report"
    assert event()["status_updates"][0]["grade"]["code"] == "single_report"
    assert verify() == []


def test_a_retracted_source_of_an_agreement_lowers_the_grade_of_its_terms() -> None:
    write(*ground(), AppendToAgreement("memo", terms=(make_term(),)))
    write(make_retraction("citation", "memo-s1"))
    assert agreement()["terms"][0]["grade"]["code"] == "rumour"
    assert verify() == []
