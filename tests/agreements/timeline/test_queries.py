"""Reads: as of a revision, a day in the world, and a day of the public."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.errors import NotYetKnown
from agreements.history.batch import AppendToAgreement
from agreements.models import Head, Revision
from agreements.timeline import clocks, queries
from agreements.timeline.clocks import AsOf

from .. import builders, inputs
from ..builders import ground, make_agreement, make_event, make_party, make_retraction, write

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
TODAY = date(2026, 1, 1)
STATE = {"name": "Department of State", "party": "USA"}
HOMELAND = {"name": "Department of Homeland Security", "party": "USA"}


def at(revision: Revision | int, **days: str) -> AsOf:
    """As of a revision, and perhaps days."""
    number = revision if isinstance(revision, int) else revision.number
    asof = AsOf(number, TODAY)
    if "valid_on" in days:
        asof = AsOf(number, date.fromisoformat(days["valid_on"]), chosen=True)
    public_on = date.fromisoformat(days["public_on"]) if "public_on" in days else None
    return AsOf(asof.revision, asof.valid_on, public_on, asof.chosen)


def slugs(found: list[Json]) -> list[str]:
    return [each["slug"] for each in found]


# --- revisions -------------------------------------------------------------------------------------------------------


def test_a_record_is_what_it_was_at_the_revision_asked_for() -> None:
    first = write(*ground(), make_event(title="first"))
    second = write(make_event(title="second"))
    assert queries.detail("event", "meeting-2025", at(first))["title"] == "first"
    assert queries.detail("event", "meeting-2025", at(second))["title"] == "second"
    assert [each["title"] for each in queries.bodies("event", at(first))] == ["first"]


def test_lists_are_in_order_of_slug_and_take_filters() -> None:
    last = write(*ground(), make_event("b"), make_event("a", kind="call"), make_agreement("aa"))
    assert slugs(queries.bodies("event", at(last))) == ["a", "b"]
    assert slugs(queries.bodies("event", at(last), kind="call")) == ["a"]
    assert [each["code"] for each in queries.bodies("party", at(last))] == ["SLV", "USA"]


def test_before_the_first_revision_lists_are_empty_and_nothing_is_known() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    empty = AsOf(0, TODAY)
    assert [queries.bodies(kind, empty) for kind in queries.VERSIONS] == [[]] * len(queries.VERSIONS)
    assert queries.conflicts(empty) == queries.determinations(empty) == queries.bands("memo", empty) == []
    assert queries.latest_events(["memo"], empty) == {}
    for kind, slug in (("party", "USA"), ("relation", "us-sv"), ("agreement", "memo"), ("event", "meeting-2025")):
        with pytest.raises(NotYetKnown, match=slug):
            queries.detail(kind, slug, empty)


def test_what_no_revision_knows_is_unknown() -> None:
    last = write(*ground())
    with pytest.raises(queries.Unknown, match="nothing"):
        queries.detail("event", "nothing", at(last))


def test_a_record_of_a_later_revision_is_not_yet_known() -> None:
    first = write(*ground())
    write(make_event())
    with pytest.raises(NotYetKnown, match="meeting-2025"):
        queries.version("event", "meeting-2025", at(first))


def test_asking_by_the_last_revision_is_asking_plainly() -> None:
    revision = write(*ground(), make_event(status_updates=[inputs.update()]))
    plain = clocks.resolve({}, revision.at)
    by_number = clocks.resolve({"revision": str(revision.number)}, revision.at + timedelta(days=400))
    assert by_number == plain
    assert queries.detail("event", "meeting-2025", by_number) == queries.detail("event", "meeting-2025", plain)


def test_a_fragment_is_the_stored_text_or_what_of_it_was_public() -> None:
    update = inputs.update(citations=["s2"])
    late = inputs.citation("s2", published="2025-06-01")
    last = write(*ground(), make_event(citations=[inputs.citation(), late], status_updates=[update]))
    for asof in (at(last), at(last, public_on="2025-05-01"), at(last, public_on="2025-06-01")):
        row = queries.version("event", "meeting-2025", asof)
        assert orjson.loads(orjson.dumps(queries.fragment(row, asof))) == queries.body(row, asof)
    assert isinstance(queries.fragment(row, at(last)), orjson.Fragment)


def test_acts_of_writing_are_listed_by_record() -> None:
    first = write(*ground(), make_event())
    write(make_event("another"))
    last = write(make_event(title="a new title"), reason="a better title")
    acts = queries.versions("event", "meeting-2025", at(last))
    assert [(each["number"], each["version"], each["reason"]) for each in acts] == [
        (first.number, 1, "for a test"),
        (last.number, 2, "a better title"),
    ]
    assert len(queries.versions("event", "meeting-2025", at(first))) == 1
    assert queries.revision(last.number)["hash"] == last.hash


def test_events_are_counted_without_retracted_and_merged_ones() -> None:
    write(*ground(), make_event("a"), make_event("b", merged_into="a"), make_event("c"))
    last = write(make_retraction("event", "c"))
    assert queries.count_events("us-sv", at(last)) == 1
    assert queries.count_events("us-sv", at(last.number - 1)) == 2


# --- a day in the world ----------------------------------------------------------------------------------------------


def test_only_a_chosen_day_hides_events_that_begin_after_it() -> None:
    last = write(*ground(), make_event("a", date="2025-02"), make_event("b", date="2027-01-01"))
    assert slugs(queries.bodies("event", at(last))) == ["a", "b"]
    assert slugs(queries.bodies("event", at(last, valid_on="2025-02-01"))) == ["a"]
    assert slugs(queries.bodies("event", at(last, valid_on="2025-01-31"))) == []


def standing(asof: AsOf, axis: str = "legal") -> Json | None:
    found: Json = queries.standings(queries.bodies("agreement", asof, slug="memo"), asof)["memo"]
    return found[axis]  # type: ignore[no-any-return]


def lifecycle() -> Revision:
    steps = [inputs.update(value="signed", date="2025-01-01"), inputs.update(value="in_force", date="2025-03")]
    citation = inputs.citation(published="2025-05-01")
    return write(*ground(), make_event(citations=[citation], status_updates=steps))


@pytest.mark.parametrize(
    ("day", "value"),
    [("2024-12-31", None), ("2025-01-01", "signed"), ("2025-03-30", "signed"), ("2025-03-31", "in_force")],
)
def test_standing_is_that_of_the_day(day: str, value: str | None) -> None:
    found = standing(at(lifecycle(), valid_on=day))
    assert (found["value"] if found else None) == value


def test_a_standing_names_every_axis_and_every_partys_procedure() -> None:
    last = write(
        *ground(), make_event(status_updates=[inputs.update(axis="procedure", value="senate_consent", party="USA")])
    )
    found = queries.standings(queries.bodies("agreement", at(last)), at(last))["memo"]
    assert list(found) == ["legal", "character", "operation", "disclosure", "procedure"]
    assert found["legal"] is None
    assert found["procedure"]["SLV"] is None
    assert found["procedure"]["USA"]["value"] == "senate_consent"


def test_bands_run_through_time_with_an_open_end() -> None:
    bands = queries.bands("memo", at(lifecycle()))
    assert [(each["value"], each["from"], each["to"]) for each in bands] == [
        ("signed", "2025-01-01", "2025-03-31"),
        ("in_force", "2025-03-31", None),
    ]
    assert {(each["axis"], each["party"]) for each in bands} == {("legal", None)}


def test_a_band_that_nobody_knows_the_start_of_is_open_there_too() -> None:
    last = write(*ground(), make_event(date="../2021-02-06", status_updates=[inputs.update()]))
    (band,) = queries.bands("memo", at(last))
    assert (band["from"], band["to"]) == (None, None)
    found = standing(at(last, valid_on="1950-01-01"))
    assert found and found["value"] == "signed"


def test_the_latest_event_is_the_last_that_had_happened() -> None:
    last = write(
        *ground(),
        make_agreement("other"),
        make_event("a", date="2025-01-01", agreements=["memo"]),
        make_event("b", date="2025-02", agreements=["memo"]),
        make_event("planned", date="2025-03-01", modality="planned", agreements=["memo"]),
        make_event("merged", date="2025-03-01", merged_into="a", agreements=["memo"]),
        make_event("c", date="2025-02-01/2025-02-03", agreements=["memo"]),
    )
    assert queries.latest_events(["memo", "other"], at(last)) == {"memo": "b"}  # of one start the later end
    assert queries.latest_events(["memo"], at(last, valid_on="2025-01-15")) == {"memo": "a"}
    assert queries.latest_events(["memo"], at(last, public_on="2025-01-15")) == {}


# --- a day of the public ---------------------------------------------------------------------------------------------


def disclosed_late() -> Revision:
    """Signed in January and known then; in force in February, as a paper of June tells."""
    june = inputs.citation("s2", published="2025-06-01", publisher="A paper")
    return write(
        *ground(),
        make_event("signed", date="2025-01-01", citations=[inputs.citation(published="2025-01-02")],
                   status_updates=[inputs.update()]),
        make_event("told", date="2025-06-01", citations=[inputs.citation("s2", **{**june, "id": "s2"})],
                   status_updates=[inputs.update(value="in_force", date="2025-02-01", citations=["s2"])]),
    )  # fmt: skip


def test_what_was_not_public_is_neither_listed_nor_found() -> None:
    last = disclosed_late()
    assert slugs(queries.bodies("event", at(last, public_on="2025-01-01"))) == []
    assert slugs(queries.bodies("event", at(last, public_on="2025-05-31"))) == ["signed"]
    assert slugs(queries.bodies("event", at(last, public_on="2025-06-01"))) == ["signed", "told"]
    with pytest.raises(NotYetKnown, match="not public"):
        queries.detail("event", "told", at(last, public_on="2025-05-31"))


def test_standing_by_what_was_public_differs_from_how_things_stood() -> None:
    last = disclosed_late()
    stood = standing(at(last, valid_on="2025-03-01"))
    seemed = standing(at(last, valid_on="2025-03-01", public_on="2025-03-01"))
    assert stood and seemed
    assert (stood["value"], seemed["value"]) == ("in_force", "signed")
    assert seemed["until"] is None  # nobody could read of an end


def test_what_a_later_event_says_of_an_earlier_day_counts_once_it_is_public() -> None:
    last = disclosed_late()
    for days in ({"valid_on": "2025-03-01"}, {}):
        public = at(last, public_on="2025-12-31", **days)
        assert standing(public) == standing(at(last, **days))
        assert queries.bands("memo", public) == queries.bands("memo", at(last, **days))


def test_bands_of_many_agreements_are_those_of_each_in_as_many_queries_as_of_one() -> None:
    lifecycle()
    last = write(make_agreement("other"), make_agreement("third"), make_event("talks", agreements=["other"]))
    for asof in (at(last), at(last, public_on="2025-12-31")):
        with CaptureQueriesContext(connection) as one:
            queries.bands_of(["memo"], asof)
        with CaptureQueriesContext(connection) as many:
            found = queries.bands_of(["memo", "other", "third"], asof)
        assert found == {slug: queries.bands(slug, asof) for slug in ("memo", "other", "third")}
        assert found["memo"] and len(one) == len(many)


def test_bands_by_what_was_public_know_no_later_end() -> None:
    bands = queries.bands("memo", at(disclosed_late(), public_on="2025-03-01"))
    assert [(each["value"], each["from"], each["to"]) for each in bands] == [("signed", "2025-01-01", None)]


# --- contradictions --------------------------------------------------------------------------------------------------


def contradictions() -> Revision:
    june = inputs.citation("s2", published="2025-06-01")
    rivals = [
        inputs.update(value="in_force", speaker=HOMELAND),
        inputs.update(value="in_force", modality="denied", speaker=STATE, citations=["s2"]),
    ]
    claims = [inputs.claim(id="here"), inputs.claim(id="there", value="Washington", speaker=STATE)]
    return write(
        *ground(),
        make_party("VEN"),
        make_event(citations=[inputs.citation(), june], status_updates=rivals, claims=claims),
        AppendToAgreement(
            "memo",
            terms=(builders.make_term(), builders.make_term(low="1", high="1", speaker=STATE)),
        ),
        builders.make_determination(["meeting-2025-here"], ["meeting-2025-there"]),
    )


FILTERS: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["axis", "field", "term"]),
    ({"open": True}, ["axis", "term"]),
    ({"open": False}, ["field"]),
    ({"agreement": "memo"}, ["axis", "term"]),
    ({"event": "meeting-2025"}, ["field"]),
    ({"event": "meeting-2025", "open": True}, []),
    ({"relations__contains": ["us-sv"]}, ["axis", "field", "term"]),
    ({"relations__contains": ["us-ven"]}, []),
]


@pytest.mark.parametrize(("filters", "expected"), FILTERS)
def test_contradictions_are_filtered_alike_now_and_by_what_was_public(
    filters: dict[str, Any], expected: list[str]
) -> None:
    last = contradictions()
    for asof in (at(last), at(last, public_on="2025-12-31"), at(last, public_on="2025-12-31", valid_on="2025-12-31")):
        found = queries.conflicts(asof, **filters)
        assert sorted(name for each in found for name in ("axis", "field", "term") if each[name]) == expected
        assert [each["id"] for each in found] == sorted(each["id"] for each in found)


def test_a_contradiction_is_one_only_once_both_sides_are_public() -> None:
    last = contradictions()
    assert [each["axis"] for each in queries.conflicts(at(last, public_on="2025-03-01"), open=True)] == [None]
    found = standing(at(last, public_on="2025-03-01"))
    assert found and not found["disputed"]


def test_contradictions_and_choices_are_those_of_the_revision() -> None:
    last = contradictions()
    choice = queries.determinations(at(last))[0]["id"]
    gone = write(make_retraction("determination", choice))
    assert [each["retracted"] is None for each in queries.determinations(at(last))] == [True]
    assert [each["retracted"] is None for each in queries.determinations(at(gone))] == [False]
    assert len(queries.conflicts(at(last), open=True)) == 2
    assert len(queries.conflicts(at(gone), open=True)) == 3
    assert queries.conflicts(at(last.number - 1)) == []


# --- cost ------------------------------------------------------------------------------------------------------------


def test_the_number_of_queries_does_not_grow_with_the_number_of_records() -> None:
    counts = []
    for index in range(2):
        changes = [make_agreement(f"agreement-{index}-{each}") for each in range(1 + 4 * index)]
        updates = [inputs.update(each.slug, speaker=STATE) for each in changes]
        write(*(ground() if not index else []), *changes, make_event(f"event-{index}", status_updates=updates))
        asof = at(Head.objects.get().number, public_on="2025-12-31")
        with CaptureQueriesContext(connection) as captured:
            queries.standings(queries.bodies("agreement", asof), asof)
            queries.conflicts(asof, agreement="memo")
            queries.latest_events(["memo"], asof)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_now_is_the_last_revision_and_today() -> None:
    revision = write(*ground())
    assert clocks.now() == AsOf(revision.number, datetime.now(UTC).date())
