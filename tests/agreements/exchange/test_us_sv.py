"""The bundled record is complete and canonical. `data/us-sv-facts.json` holds what must be in it."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from agreements.errors import NotYetKnown
from agreements.exchange import bundle
from agreements.history.verify import verify
from agreements.models import Event, Revision, StatusUpdate
from agreements.timeline import clocks, queries, summary

from ..conftest import BUNDLED
from .conftest import public_on

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
FACTS = json.loads((Path(__file__).parent / "data" / "us-sv-facts.json").read_text("utf-8"))
AGREEMENTS = {
    "americas-counter-cartel-coalition-2026",
    "cafta-dr",
    "us-sv-aca-2019",
    "us-sv-art-2026",
    "us-sv-cecot-offer-2025",
    "us-sv-comalapa-csl",
    "us-sv-detention-arrangement-2025",
    "us-sv-h2-mou-2020",
    "us-sv-letter-of-intent-2019",
    "us-sv-nrc-oipen-mou-2026",
    "us-sv-nuclear-mou-2025",
    "us-sv-safe-memorandum-2025",
    "us-sv-safe-third-country-2025",
    "us-sv-security-arrangements-2019",
    "us-sv-ven-exchange-2025",
}


# --- whole -----------------------------------------------------------------------------------------------------------
def test_the_bundled_record_is_canonical(asof: clocks.AsOf) -> None:
    assert bundle.dump("us-sv", asof) == BUNDLED.read_bytes()


def test_loading_the_bundled_record_again_makes_no_revision(us_sv: Revision) -> None:
    assert bundle.load(bundle.parse(BUNDLED.read_bytes()), by="a tester", reason="again") is None


def test_the_bundled_record_is_whole(us_sv: Revision) -> None:
    assert verify(us_sv.hash) == []


def test_every_entry_of_the_chronology_is_an_event_and_nothing_else_is(us_sv: Revision) -> None:
    assert len(FACTS) == 70
    assert {each["slug"] for each in FACTS} == set(Event.objects.values_list("slug", flat=True))


@pytest.mark.parametrize("fact", FACTS, ids=[each["slug"] for each in FACTS])
def test_an_event_keeps_its_date_place_parties_and_sources(asof: clocks.AsOf, fact: Json) -> None:
    event = queries.detail("event", fact["slug"], asof)
    assert event["date"]["edtf"] == fact["date"]
    assert event["place"] == fact["place"]
    assert event["parties"] == fact["parties"]
    assert event["relations"] == ["us-sv"]
    cited = [(each["url"], each["published"] and each["published"]["edtf"]) for each in event["citations"]]
    missing = Counter((each["url"], each["published"]) for each in fact["sources"]) - Counter(cited)
    assert not missing


def test_all_fifteen_agreements_are_there(asof: clocks.AsOf) -> None:
    assert {each["slug"] for each in queries.bodies("agreement", asof, relations__contains=["us-sv"])} == AGREEMENTS


def test_every_status_update_term_link_and_claim_is_cited_from_its_own_record(asof: clocks.AsOf) -> None:
    records = [*queries.bodies("event", asof), *queries.bodies("agreement", asof)]
    for record in records:
        own = {each["id"] for each in record["citations"]}
        for part in ("status_updates", "claims", "terms", "links"):
            for statement in record.get(part, ()):
                assert statement["citations"]
                assert set(statement["citations"]) <= own


def test_every_agreement_is_spoken_of_by_an_event(us_sv: Revision) -> None:
    about = {slug for slugs in Event.objects.values_list("agreements__slug") for slug in slugs} - {None}
    assert about == AGREEMENTS


def test_every_irregular_step_says_why(us_sv: Revision) -> None:
    codes = {each["code"] for update in StatusUpdate.objects.all() for each in update.warnings}
    assert codes <= {"irregular_step", "track"}
    irregular = StatusUpdate.objects.filter(warnings__contains=[{"code": "irregular_step"}])
    assert irregular.exists()
    assert not irregular.filter(note="").exists()


def test_a_speaker_in_office_has_the_office_of_that_day(asof: clocks.AsOf) -> None:
    event = queries.detail("event", "bukele-rubio-posts-2025-03-16", asof)
    offices = {each["speaker"]["name"]: each["speaker"]["office"] for each in event["claims"]}
    assert offices == {"Nayib Bukele": "sv-president", "Marco Rubio": "us-secretary-of-state"}
    senator = queries.detail("event", "rubio-senator-visit-2023", asof)["participants"]
    assert {each["office"] for each in senator if each["person"] == "marco-rubio"} == {"us-senator-florida"}


# --- groups ----------------------------------------------------------------------------------------------------------
def test_the_groups_of_today(asof: clocks.AsOf) -> None:
    groups = summary.summarise("us-sv", asof).groups
    assert {name: len(slugs) for name, slugs in groups.items()} == {
        "confirmed_in_force": 1,
        "signed_or_operating": 8,
        "not_yet_concluded": 3,
        "ended": 3,
    }
    assert groups["confirmed_in_force"] == ["cafta-dr"]
    assert set(groups["ended"]) == {"us-sv-aca-2019", "us-sv-letter-of-intent-2019", "us-sv-ven-exchange-2025"}
    assert set(groups["not_yet_concluded"]) == {
        "americas-counter-cartel-coalition-2026",
        "us-sv-cecot-offer-2025",
        "us-sv-safe-third-country-2025",
    }


# --- what was public when --------------------------------------------------------------------------------------------
SET_BY_HAND = {
    "art-diario-oficial-2026-02": "2026-02-07",
    "first-transfers-2025-03-15": "2025-03-16",
    "grant-letter-2025-03-22": "2025-09-09",
    "human-rights-report-2025-08": "2025-08-31",
    "jgg-order-2026-02-12": "2026-02-12",
    "letter-of-intent-2019": "2019-08-28",
    "rfk-human-rights-suit-2025-06-05": "2025-06-05",
    "safe-memorandum-2025": "2025-03-26",
    "scotus-ieepa-2026-02-20": "2026-02-20",
    "trade-framework-2025-11-13": "2025-11-13",
    "trump-homegrown-2025-04-14": "2025-04-14",
}


def test_eleven_entries_have_no_dated_source_and_a_day_of_publication_set_by_hand(us_sv: Revision) -> None:
    undated = {each["slug"] for each in FACTS if not any(source["published"] for source in each["sources"])}
    set_by_hand = dict(Event.objects.exclude(public_from=None).values_list("slug", "public_from"))
    assert set_by_hand == SET_BY_HAND
    assert set(set_by_hand) == undated


@pytest.mark.parametrize("slug", SET_BY_HAND)
def test_a_day_of_publication_is_cited_and_explained(asof: clocks.AsOf, slug: str) -> None:
    event = queries.detail("event", slug, asof)
    assert event["public_from_citation"] in {each["id"] for each in event["citations"]}
    assert event["note"]


def test_no_event_of_the_record_waits_for_our_first_sight(asof: clocks.AsOf) -> None:
    assert {each["public"]["basis"] for each in queries.bodies("event", asof)} == {"published", "public_from"}


def test_the_grant_letter_was_not_public_before_it_was_released(us_sv: Revision) -> None:
    with pytest.raises(NotYetKnown):
        queries.detail("event", "grant-letter-2025-03-22", public_on(us_sv, "2025-09-08"))
    event = queries.detail("event", "grant-letter-2025-03-22", public_on(us_sv, "2025-09-09"))
    assert event["date"]["edtf"] == "2025-03-22"
    assert [each["public"]["day"] for each in event["status_updates"]] == ["2025-09-09"]


def test_what_nobody_had_read_yet_was_in_no_summary(us_sv: Revision) -> None:
    early = summary.summarise("us-sv", public_on(us_sv, "2019-01-01"))
    assert early.groups["confirmed_in_force"] == ["cafta-dr"]
    assert early.groups["ended"] == []
