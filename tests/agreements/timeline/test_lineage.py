"""Where an agreement comes from and what became of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agreements.timeline import clocks
from agreements.timeline.lineage import lineage

from .. import inputs
from ..builders import ground, make_agreement, make_event, make_retraction, write


def ends(slug: str) -> list[tuple[str, str, str]]:
    return [(each["from"], each["type"], each["agreement"] or each["event"]) for each in lineage(slug, clocks.now())]


@pytest.mark.parametrize("slug", ["us-sv-aca-2019", "us-sv-safe-third-country-2025", "us-sv-letter-of-intent-2019"])
def test_the_asylum_agreement_leads_back_to_2019_and_on_to_2025(us_sv: Any, db: None, slug: str) -> None:
    assert ends(slug) == [
        ("us-sv-aca-2019", "implements", "us-sv-letter-of-intent-2019"),
        ("us-sv-aca-2019", "suspended_by", "aca-suspended-2021"),
        ("us-sv-safe-third-country-2025", "revives", "us-sv-aca-2019"),
        ("us-sv-security-arrangements-2019", "implements", "us-sv-letter-of-intent-2019"),
    ]


def test_an_agreement_without_links_stands_alone(us_sv: Any, db: None) -> None:
    assert lineage("cafta-dr", clocks.now()) == []


@pytest.fixture
def ring(db: None) -> None:
    write(
        *ground(),
        make_agreement("one", links=[inputs.link("amends", agreement="two")]),
        make_agreement("two", links=[inputs.link("supersedes", agreement="three")]),
        make_agreement("three", links=[inputs.link("side_letter_of", agreement="one")]),
    )


def test_a_ring_of_links_is_walked_once(ring: None) -> None:
    assert len(ends("one")) == len(ends("two")) == 3


def test_a_retracted_link_leads_nowhere(ring: None) -> None:
    before = clocks.now()
    write(make_retraction("link", "two-l1"), make_retraction("link", "three-l1"))
    assert ends("one") == [("one", "amends", "two")]
    assert ends("three") == []
    assert len(lineage("one", before)) == 3


def test_a_link_that_was_not_public_leads_nowhere(db: None) -> None:
    late = inputs.citation(published="2025-09-09")
    write(
        *ground(),
        make_event("notice"),
        make_agreement("one", links=[inputs.link("amends", agreement="memo")], citations=[late]),
    )
    assert len(lineage("memo", replace(clocks.now(), public_on=date(2025, 9, 9)))) == 1
    assert lineage("memo", replace(clocks.now(), public_on=date(2025, 9, 8))) == []
