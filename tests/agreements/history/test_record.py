"""The one writer: a batch is one revision, all of it or nothing."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import orjson
import pytest

from agreements.errors import Refused
from agreements.history import ledger
from agreements.history import record as writing
from agreements.history.batch import AppendToAgreement, AppendToEvent, CaptureIn, Change
from agreements.history.record import record
from agreements.models import EventVersion, Head, Revision
from agreements.timeline import clocks, queries

from .. import builders, inputs
from ..builders import ground, make_agreement, make_event, make_office, make_party, make_person, make_relation, write
from .contents import contents, current, head, written

pytestmark = pytest.mark.django_db


def body(kind: str, slug: str) -> dict[str, Any]:
    return queries.detail(kind, slug, clocks.now())


# --- one revision ----------------------------------------------------------------------------------------------------


def test_a_batch_is_one_revision_that_says_who_and_why() -> None:
    before = head()
    revision = record([*ground(), make_event()], by="an analyst", reason="a first look")
    assert revision is not None
    assert (revision.number, revision.by, revision.reason) == (before + 1, "an analyst", "a first look")
    assert Revision.objects.filter(number__gt=before).count() == 1


def test_the_head_moves_to_the_revision() -> None:
    before = Head.objects.get()
    revision = write(*ground())
    after = Head.objects.get()
    assert (after.number, after.at, after.hash) == (revision.number, revision.at, revision.hash)
    assert revision.previous == before.hash


def test_the_moment_of_writing_is_the_databases_and_lies_within_the_call() -> None:
    before = datetime.now(UTC)
    revision = write(*ground())
    assert before <= revision.at <= datetime.now(UTC)


def test_the_moment_of_writing_is_never_before_the_last() -> None:
    later = datetime.now(UTC) + timedelta(days=1)
    assert writing.now(Head(at=later)) == later


def test_numbers_go_on_by_one() -> None:
    write(*ground())
    numbers = [write(make_event(f"event-{each}")).number for each in range(3)]
    assert numbers == list(range(numbers[0], numbers[0] + 3))


# --- nothing new -----------------------------------------------------------------------------------------------------


def everything() -> list[Change]:
    """A batch with something of every kind."""
    return [
        *ground(),
        make_office(),
        make_person(offices=[{"office": "sv-president", "held": "2019-06-01/.."}]),
        make_agreement("other", links=[inputs.link(agreement="memo")], terms=[inputs.term()]),
        make_event(
            status_updates=[inputs.update(speaker={"name": "Ana López", "person": "ana-lopez"})],
            claims=[inputs.claim()],
            participants=[{"name": "Ana López", "person": "ana-lopez"}],
            quantities=[{"what": "people", "unit": "persons", "low": "1.50"}],
        ),
        make_event(
            "denial", date="2025-02-01", status_updates=[inputs.update(modality="denied", speaker={"name": "B"})]
        ),
        builders.make_determination(["meeting-2025-u1"], ["denial-u1"], id="choice"),
        builders.make_retraction("claim", "meeting-2025-c1"),
    ]


def test_an_empty_batch_is_no_revision() -> None:
    before = contents()
    assert record([], by="an analyst", reason="nothing") is None
    assert contents() == before


def with_ids() -> list[Change]:
    """The same with ids on all statements: without one, a statement that comes again is a new one."""
    changes: list[Change] = []
    for change in everything():
        data = change.model_dump() if not isinstance(change, AppendToEvent | AppendToAgreement | CaptureIn) else {}
        for part, letter in (("status_updates", "u"), ("claims", "c"), ("links", "l"), ("terms", "t")):
            for number, each in enumerate(data.get(part, ()), 1):
                each["id"] = f"{letter}{number}"
        changes.append(type(change).model_validate(data))  # type: ignore[union-attr]
    return changes


def test_what_the_record_says_already_is_no_revision() -> None:
    write(*with_ids())
    before = contents()
    assert record(with_ids(), by="another", reason="the same again") is None
    assert contents() == before


def test_a_statement_without_an_id_that_comes_again_is_a_new_one() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    write(make_event(status_updates=[inputs.update()]))
    assert [each["id"] for each in body("event", "meeting-2025")["status_updates"]] == [
        "meeting-2025-u1",
        "meeting-2025-u2",
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_a_batch_has_no_effect(seed: int) -> None:
    write(*with_ids())
    expected = {kind: queries.bodies(kind, clocks.now()) for kind in queries.VERSIONS}
    standings = queries.bands("memo", clocks.now()), queries.conflicts(clocks.now())
    _forget()
    write(*Random(seed).sample(with_ids(), len(with_ids())))  # noqa: S311  (a seeded test)
    again = {kind: queries.bodies(kind, clocks.now()) for kind in queries.VERSIONS}
    assert _timeless(again) == _timeless(expected)
    assert (queries.bands("memo", clocks.now()), queries.conflicts(clocks.now())) == standings


def _forget() -> None:
    from ..conftest import clear

    clear()


def _timeless(value: Any) -> Any:
    """Without the moments of writing and seeing, which differ from one telling to the next."""
    if isinstance(value, dict):
        moments = ("recorded", "first_seen", "at")
        return {key: _timeless(each) for key, each in value.items() if key not in moments}
    return [_timeless(each) for each in value] if isinstance(value, list) else value


# --- only what changed -----------------------------------------------------------------------------------------------


def test_a_version_row_is_written_only_for_records_whose_json_changed() -> None:
    write(*everything(), make_event("untouched"))
    revision = write(make_event(title="a new title"), make_event("untouched"), make_party("USA"))
    assert written(revision.number) == {"event": ["meeting-2025"]}


def test_a_version_counts_on_and_closes_the_one_before() -> None:
    first = write(*ground(), make_event())
    second = write(make_event(title="a new title"))
    rows = EventVersion.objects.filter(slug="meeting-2025").order_by("number")
    found = [(row.number, row.rev_from, row.rev_to, orjson.loads(row.body)["version"]) for row in rows]
    assert found == [(1, first.number, second.number, 1), (2, second.number, 2147483647, 2)]
    assert orjson.loads(rows[1].body)["recorded"] == orjson.loads(rows[0].body)["recorded"]


def test_renaming_an_agreement_touches_no_event() -> None:
    write(*ground(), make_event(agreements=["memo"], status_updates=[inputs.update()]))
    revision = write(make_agreement(title="Another name", short_title="another"))
    assert written(revision.number) == {"agreement": ["memo"]}


def test_renaming_a_party_or_a_person_touches_nothing_else() -> None:
    write(*everything())
    revision = write(make_party("SLV", names={"en": "El Salvador", "es": "El Salvador"}))
    assert written(revision.number) == {"party": ["SLV"]}
    revision = write(make_person(name="A. López", offices=[{"office": "sv-president", "held": "2019-06-01/.."}]))
    assert written(revision.number) == {"person": ["ana-lopez"]}


def test_a_status_update_writes_its_event_and_the_standing_of_its_agreement() -> None:
    write(*ground(), make_agreement("other"), make_event())
    revision = write(AppendToEvent("meeting-2025", status_updates=(builders.make_update(),)))
    assert written(revision.number) == {"event": ["meeting-2025"], "standinginterval": ["memo"]}


def test_a_term_writes_its_agreement_and_no_standing() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    revision = write(AppendToAgreement("memo", terms=(builders.make_term(),)))
    assert written(revision.number) == {"agreement": ["memo"]}


def test_the_columns_that_filters_look_at_follow_the_body() -> None:
    write(*everything())
    row = current(EventVersion).get(slug="meeting-2025")
    assert (row.relations, row.agreements, row.people) == (["us-sv"], ["memo"], ["ana-lopez"])
    assert (row.axes, row.states) == (["legal"], ["legal:signed"])
    assert "ana lopez" in row.search


# --- all or nothing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("by", "reason", "field"),
    [
        ("", "why", "by"),
        ("who", "", "reason"),
        ("x" * 301, "why", "by"),
        ("who", "w\x00y", "reason"),
        ("a\ud800", "w", "by"),
    ],
)
def test_a_revision_says_who_and_why_in_plain_text(by: str, reason: str, field: str) -> None:
    before = contents()
    with pytest.raises(Refused) as refused:
        record(ground(), by=by, reason=reason)
    assert [problem.field for problem in refused.value.problems] == [field]
    assert contents() == before


@pytest.mark.parametrize(
    ("one", "path"),
    [
        (make_party("USA"), "parties.USA"),
        (make_office(), "offices.sv-president"),
        (make_person(), "people.ana-lopez"),
        (make_relation(), "relations.us-sv"),
        (make_agreement(), "agreements.memo"),
        (make_event(), "events.meeting-2025"),
    ],
)
def test_a_batch_gives_a_record_one_content(one: Change, path: str) -> None:
    with pytest.raises(Refused) as refused:
        record([one, one], by="an analyst", reason="twice")
    assert [problem.field for problem in refused.value.problems] == [path]


def test_what_fails_in_the_middle_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    write(*ground())
    before = contents()

    def fail(*args: Any) -> str:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(ledger, "payload", fail)
    with pytest.raises(RuntimeError, match="full"):
        write(make_event(status_updates=[inputs.update()]))
    assert contents() == before


def test_one_refused_change_refuses_the_whole_batch() -> None:
    write(*ground())
    before = contents()
    with pytest.raises(Refused):
        write(make_event("good", status_updates=[inputs.update()]), make_event("bad", agreements=["nothing"]))
    assert contents() == before


def test_every_problem_of_a_stage_is_listed_at_once() -> None:
    with pytest.raises(Refused) as refused:
        write(*ground(), make_event("one", agreements=["x"]), make_event("two", parties=["VEN"], agreements=["y"]))
    assert sorted(problem.field for problem in refused.value.problems) == [
        "events.one.agreements",
        "events.two.agreements",
        "events.two.parties",
    ]


@pytest.mark.django_db(transaction=True)
def test_the_head_is_noted_in_the_log_once_it_is_written(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="agreements.history.record")
    revision = write(*ground(), reason="nothing for a log")
    assert caplog.messages == [f"revision {revision.number}, head {revision.hash}"]
