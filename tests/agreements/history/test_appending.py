"""Statements: their ids, what they rest on, and that they never change."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.history.batch import AppendToAgreement, AppendToEvent
from agreements.history.editing import global_id
from agreements.history.record import record
from agreements.models import Citation, Document, Snapshot, StatusUpdate
from agreements.searchtext import cluster_of
from agreements.shapes import Bundle, CitationIn, read

from .. import inputs
from ..builders import (
    ground,
    make_agreement,
    make_citation,
    make_claim,
    make_event,
    make_link,
    make_retraction,
    make_term,
    make_update,
    write,
)
from ..models.rows import saved
from .reading import agreement, event, part, value

pytestmark = pytest.mark.django_db


# --- ids -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_id", "expected"),
    [
        ("s1", "meeting-s1"),
        ("meeting-s1", "meeting-s1"),
        ("meeting", "meeting"),
        ("meetings-s1", "meeting-meetings-s1"),  # another word that only begins alike
        (None, None),
    ],
)
def test_a_local_id_gets_its_records_slug_as_a_prefix(given_id: str | None, expected: str | None) -> None:
    assert global_id("meeting", given_id) == expected


def test_ids_and_references_inside_a_record_are_local_or_global_alike() -> None:
    write(*ground(), make_event(status_updates=[inputs.update(id="u1", citations=["meeting-2025-s1"])]))
    update = part(event(), "status_updates", "meeting-2025-u1")
    assert update["citations"] == ["meeting-2025-s1"]


def test_a_statement_without_an_id_gets_a_letter_and_a_number() -> None:
    write(
        *ground(),
        make_event(
            citations=[inputs.citation("s1"), inputs.citation(None, url="https://news.example/2")],
            status_updates=[inputs.update(), inputs.update(axis="operation", value="operating")],
            claims=[inputs.claim()],
        ),
        AppendToAgreement("memo", (make_link(event="meeting-2025"),), (make_term(),)),
    )
    found = event()
    assert [each["id"] for each in found["status_updates"]] == ["meeting-2025-u1", "meeting-2025-u2"]
    assert [each["id"] for each in found["claims"]] == ["meeting-2025-c1"]
    assert [each["id"] for each in found["citations"]] == ["meeting-2025-s1", "meeting-2025-s2"]
    assert [each["id"] for each in agreement()["terms"]] == ["memo-t1"]
    assert [each["id"] for each in agreement()["links"]] == ["memo-l1"]


def test_numbers_of_ids_go_on_and_skip_what_is_taken() -> None:
    write(
        *ground(),
        make_event(status_updates=[inputs.update(), inputs.update(id="u3", axis="operation", value="paused")]),
    )
    more = [inputs.update(axis="character", value=value) for value in ("binding", "disputed")]
    write(AppendToEvent("meeting-2025", tuple(make_update(**each) for each in more)))
    assert [each["id"] for each in event()["status_updates"]] == [f"meeting-2025-u{n}" for n in (1, 2, 3, 4)]


# --- citations -------------------------------------------------------------------------------------------------------


def test_a_story_is_its_publishers_unless_a_cluster_is_named() -> None:
    write(
        *ground(),
        make_event(
            citations=[
                inputs.citation("s1", publisher="La Prensa Gráfica"),
                inputs.citation("s2", publisher="AP", cluster="ap-2025-03-16"),
            ]
        ),
    )
    assert [each["cluster"] for each in event()["citations"]] == ["la-prensa-grafica", "ap-2025-03-16"]


def test_publishers_in_other_scripts_are_different_voices() -> None:
    assert cluster_of("Известия") != cluster_of("新华社")
    assert cluster_of("Известия") == cluster_of("ИЗВЕСТИЯ")


@given(st.text(min_size=1, max_size=300))
def test_every_cluster_can_be_given_back(publisher: str) -> None:
    cluster = cluster_of(publisher)
    assert read(CitationIn, inputs.citation(cluster=cluster)).cluster == cluster


def test_the_first_sight_of_a_source_is_when_it_was_written_down() -> None:
    revision = write(*ground(), make_event())
    assert Citation.objects.get(public_id="meeting-2025-s1").first_seen == revision.at


def captured(url: str, *versions: datetime) -> list[str]:
    """A page that we have looked at; the sha256 of each version that was stored."""
    document = saved(Document, url=url, first_seen=versions[0], last_seen=versions[-1])
    return [saved(Snapshot, document=document, taken_at=at).sha256 for at in versions]


def test_a_source_that_was_captured_has_the_version_last_stored_and_the_first_sight_of_it() -> None:
    first = datetime(2025, 2, 4, 12, tzinfo=UTC)
    _, latest = captured("https://news.example/s1", first, first + timedelta(days=1))
    write(*ground(), make_event(citations=[inputs.citation(published=None)], status_updates=[inputs.update()]))
    (citation,) = event()["citations"]
    assert (citation["snapshot"], citation["first_seen"]) == (latest, "2025-02-04T12:00:00.000000Z")
    assert event()["public"] == {"day": "2025-02-04", "basis": "first_seen"}
    assert event()["status_updates"][0]["public"] == {"day": "2025-02-04", "basis": "first_seen"}


def test_a_source_captured_again_later_is_the_same_source() -> None:
    write(*ground(), make_event())
    captured("https://news.example/s1", datetime(2025, 2, 4, tzinfo=UTC))
    assert record([make_event()], by="another", reason="the same again") is None


# --- never changed ---------------------------------------------------------------------------------------------------


def test_leaving_a_statement_out_takes_nothing_away() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()], claims=[inputs.claim()]))
    write(make_event(title="a new title", citations=[]))
    found = event()
    assert (len(found["status_updates"]), len(found["claims"]), len(found["citations"])) == (1, 1, 1)


def test_equal_statements_pass_and_new_ones_are_added_beside_them() -> None:
    first = [inputs.update(id="u1")]
    write(*ground(), make_event(status_updates=first))
    revision = write(make_event(status_updates=[*first, inputs.update(id="u2", axis="operation", value="operating")]))
    assert [row.public_id for row in StatusUpdate.objects.filter(revision=revision)] == ["meeting-2025-u2"]


def test_an_amount_written_otherwise_is_the_same_term() -> None:
    write(*ground(), AppendToAgreement("memo", terms=(make_term(id="t1", low="6000000", high="6000000.50"),)))
    write(
        AppendToAgreement(
            "memo",
            terms=(make_term(id="t1", low="6000000.0", high="6000000.5"), make_term("cap", id="t2")),
        )
    )
    assert [each["high"] for each in agreement()["terms"]] == ["6000000.5", "6000000"]


# --- superseding -----------------------------------------------------------------------------------------------------


def test_an_update_that_is_superseded_loses_its_effect_and_keeps_its_place() -> None:
    write(*ground(), make_event(status_updates=[inputs.update(id="u1", value="signed")]))
    better = make_update(value="text_adopted", id="u2", supersedes="meeting-2025-u1")
    write(AppendToEvent("meeting-2025", (better,)))
    assert value() == "text_adopted"
    assert part(event(), "status_updates", "meeting-2025-u2")["supersedes"] == "meeting-2025-u1"
    assert part(event(), "status_updates", "meeting-2025-u1")["retracted"] is None


def test_an_update_may_supersede_one_of_another_event() -> None:
    write(*ground(), make_event("first", date="2025-03-01", status_updates=[inputs.update(id="u1")]))
    better = inputs.update(value="text_adopted", supersedes="first-u1")
    write(make_event("second", date="2025-02-01", status_updates=[better]))
    assert value() == "text_adopted"


def test_when_the_superseding_update_goes_the_earlier_one_counts_again() -> None:
    better = inputs.update(value="text_adopted", id="u2", supersedes="meeting-2025-u1")
    write(*ground(), make_event(status_updates=[inputs.update(id="u1"), better]))
    assert value() == "text_adopted"
    write(make_retraction("status_update", "meeting-2025-u2"))
    assert value() == "signed"


def test_a_whole_chain_comes_in_one_batch_in_any_order() -> None:
    """As in a bundle, where records and statements are in order of their ids."""
    last = inputs.update(id="u1", value="in_force", supersedes="b-u2")
    middle = inputs.update(id="u2", value="signed", supersedes="c-u3")
    first = inputs.update(id="u3", value="proposed")
    write(
        *ground(),
        make_event("a", status_updates=[last]),
        make_event("b", status_updates=[middle]),
        make_event("c", status_updates=[first]),
    )
    assert value() == "in_force"
    assert StatusUpdate.objects.exclude(supersedes=None).count() == 2


def test_a_bundle_with_superseded_updates_loads_into_an_empty_record() -> None:
    from agreements.exchange import bundle

    content = inputs.bundle(
        events=[
            inputs.event(
                status_updates=[
                    inputs.update(id="u1", value="in_force", supersedes="meeting-2025-u2"),
                    inputs.update(id="u2"),
                ]
            ),
            inputs.event("another", merged_into="meeting-2025"),
        ]
    )
    assert bundle.load(read(Bundle, content), by="a tester", reason="a bundle") is not None
    assert value() == "in_force"


# --- what an event concerns ------------------------------------------------------------------------------------------


def test_an_event_concerns_every_agreement_its_updates_speak_of() -> None:
    write(*ground(), make_agreement("other"), make_event(agreements=["memo"]))
    write(AppendToEvent("meeting-2025", (make_update("other"),)))
    assert event()["agreements"] == ["memo", "other"]
    write(make_event(agreements=[]))
    assert event()["agreements"] == ["other"]  # an edit takes away what no update speaks of


def test_a_claim_and_a_citation_can_be_appended_alone() -> None:
    write(*ground(), make_event())
    write(
        AppendToEvent(
            "meeting-2025",
            claims=(make_claim(citations=["s1", "s2"]),),
            citations=(make_citation("s2", url="https://news.example/2"),),
        )
    )
    assert event()["claims"][0]["citations"] == ["meeting-2025-s1", "meeting-2025-s2"]
