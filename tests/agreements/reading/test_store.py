"""Snapshots to candidates, each set of claims once."""

from datetime import date
from typing import Any

import pytest

from agreements.models import Candidate, Source
from agreements.reading import store
from agreements.review.decisions import reject

from ..builders import ground, make_agreement, make_event, make_update, write
from .pages import NOW, SIGNED, SUSPENDED, read, snapshot
from .tracked import ALL

pytestmark = pytest.mark.django_db


def test_a_snapshot_with_claims_becomes_a_waiting_candidate() -> None:
    candidate = read()
    assert candidate and candidate.state == "waiting" and not candidate.returned
    assert candidate.proposed["status_updates"][0]["value"] == "signed"
    assert candidate.rules == ["sign"] and candidate.importance > 0
    assert candidate.evidence[0]["path"] == "status_updates.0.value"


def test_a_snapshot_that_says_nothing_leaves_nothing() -> None:
    assert read("Coffee prices rose in El Salvador and the United States.") is None
    assert not Candidate.objects.exists()


def test_the_same_snapshot_read_again_makes_no_second_candidate() -> None:
    taken = snapshot()
    assert store.read(taken, ALL, NOW) and store.read(taken, ALL, NOW) is None
    assert Candidate.objects.count() == 1


def test_a_text_changed_without_a_change_of_claims_makes_no_candidate() -> None:
    assert read() and read(SIGNED + " Farmers cheered.", hours=1) is None


def test_changed_claims_take_the_place_of_a_waiting_candidate() -> None:
    first, second = read(), read(SUSPENDED, hours=1)
    assert first and second
    first.refresh_from_db()
    assert (first.state, second.state, second.returned) == ("superseded", "waiting", False)


def test_a_rejected_item_returns_only_with_other_claims_and_is_marked() -> None:
    first = read()
    assert first
    reject(first.public_id, by="an analyst", reason="another agreement is meant")
    assert read(SIGNED + " Farmers cheered.", hours=1) is None
    second = read(SUSPENDED, hours=2)
    assert second and second.returned and second.state == "waiting"


def test_a_return_to_rejected_claims_brings_nothing_back() -> None:
    first = read()
    assert first
    reject(first.public_id, by="an analyst", reason="another agreement is meant")
    assert read(SUSPENDED, hours=1) and read(SIGNED + " Again.", hours=2) is None


def test_a_source_of_a_party_speaks_officially_in_its_name() -> None:
    write(*ground())
    from agreements.models import Party

    source = Source.objects.create(
        slug="ministry",
        name="Ministry",
        url="https://ministry.example/",
        format="page",
        party=Party.objects.get(code="SLV"),
    )
    candidate = read(source=source)
    assert candidate
    (citation,) = candidate.proposed["citations"]
    assert (citation["source_type"], citation["parties"]) == ("official_statement", ["SLV"])


# --- what is looked for ----------------------------------------------------------------------------------------------


def test_agreements_of_the_record_are_looked_for_by_title_and_alias() -> None:
    write(
        *ground(),
        make_agreement(
            "coffee-2024", title="Coffee accord", aliases=[{"text": "acuerdo cafetalero", "language": "es"}]
        ),
    )
    (coffee,) = [each for each in store.tracked() if each.slug == "coffee-2024"]
    assert [(name.text, name.language) for name in coffee.names] == [
        ("Coffee accord", None),
        ("acuerdo cafetalero", "es"),
    ]
    assert coffee.sides == ("SLV", "USA") and coffee.since == date(2024, 1, 1) and not coffee.non_binding


def test_what_the_record_tells_of_an_agreement_says_since_when_and_on_which_track() -> None:
    write(
        *ground(),
        make_agreement("coffee-2024", title="Coffee accord of 2024"),
        make_event(
            "signed",
            date="2024-03-05",
            agreements=["coffee-2024"],
            status_updates=[
                make_update("coffee-2024", "legal", "signed"),
                make_update("coffee-2024", "character", "non_binding"),
            ],
        ),
    )
    (coffee,) = [each for each in store.tracked() if each.slug == "coffee-2024"]
    assert coffee.since == date(2024, 3, 5) and coffee.non_binding


def test_an_agreement_without_a_year_in_its_name_may_be_of_any_time() -> None:
    write(*ground())
    (memo,) = store.tracked()
    assert memo.since is None


def test_the_bundled_record_is_looked_for_with_its_cues(us_sv: Any) -> None:
    from agreements.reading.lexicon import agreement_cues

    assert set(agreement_cues()) == {each.slug for each in store.tracked()}
