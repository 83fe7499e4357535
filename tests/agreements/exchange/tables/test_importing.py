"""A table into the record: one revision, all rows that pass; again, nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from agreements.errors import Refused
from agreements.exchange.tables.plan import plan
from agreements.history.batch import AppendToEvent
from agreements.history.verify import verify
from agreements.models import Agreement, CaptureRequest, Event, Head, Party, Revision, StatusUpdate
from agreements.shapes import RetractionIn
from agreements.timeline import clocks, queries

from ...builders import ground, make_agreement, make_event, make_party, make_update, write
from .registers import MAP, TODAY, a_row, counts, load, reasons, sums, table, table_map

pytestmark = pytest.mark.django_db
NOTHING = {"new": 0, "changed": 0, "unchanged": 0, "refused": 0}


def body(kind: str, slug: str) -> dict[str, Any]:
    return queries.detail(kind, slug, clocks.now())


def legal(slug: str) -> dict[str, Any]:
    """Where an agreement stands in law."""
    found = queries.standings([body("agreement", slug)], clocks.now())[slug]["legal"]
    assert isinstance(found, dict)
    return found


# --- writing ---------------------------------------------------------------------------------------------------------


def test_a_table_becomes_one_revision_that_names_it() -> None:
    done = load(table(a_row(1), a_row(2)))
    assert sums(done) == {**NOTHING, "new": 2}
    revision = Revision.objects.get()
    assert done.revision == revision
    assert (revision.by, revision.reason) == ("ana", "Import of register.csv")
    assert sorted(Agreement.objects.values_list("slug", flat=True)) == ["reg-1", "reg-2"]
    assert Event.objects.count() == 4
    assert legal("reg-1")["value"] == "in_force"
    assert verify() == []


def test_parties_are_made_once_and_those_of_the_record_stay_as_they_are() -> None:
    write(make_party("FRA", names={"en": "France, our way", "es": "Francia"}))
    load(table(a_row(1), a_row(2, parties="FRANCE; YUGOSLAVIA; Land Berlin")))
    assert Party.objects.get(code="FRA").name_en == "France, our way"
    yugoslavia = body("party", "x-yugoslavia")
    assert yugoslavia["kind"] == "former_state"
    assert yugoslavia["succeeded_by"] == ["BIH", "HRV", "MKD", "SVN", "x-serbia-and-montenegro"]
    assert body("party", "x-land-berlin")["names"]["en"] == "Land Berlin"


def test_parties_that_nobody_knows_are_listed_until_they_are_known() -> None:
    data = table(a_row(1, parties="FRANCE; Land Berlin"), a_row(2, parties="Land Berlin; ITALY; Perlis"))
    (berlin, perlis) = load(data).plan.unknown
    assert (berlin.code, berlin.name, berlin.rows) == ("x-land-berlin", "Land Berlin", 2)
    assert (perlis.code, perlis.rows) == ("x-perlis", 1)
    assert load(data).plan.unknown == []


def test_a_second_run_changes_nothing() -> None:
    data = table(a_row(1, signed="05/05/1952"), a_row(2, parties="ITALY; Perlis", notice="1960", end="1961"))
    load(data)
    again = load(data)
    assert (sums(again), again.revision) == ({**NOTHING, "unchanged": 2}, None)
    assert Head.objects.get().number == 1


def test_a_dry_run_does_all_of_it_and_takes_it_back() -> None:
    data = table(a_row(1), a_row(2, title=""))
    dry = load(data, dry_run=True)
    assert dry.revision is not None
    assert (Head.objects.get().number, Agreement.objects.count(), Party.objects.count()) == (0, 0, 0)
    wet = load(data)
    assert (sums(dry), reasons(dry)) == (sums(wet), reasons(wet))
    assert dry.plan.fingerprint == wet.plan.fingerprint


def test_pages_of_a_register_are_not_asked_for() -> None:
    load(table(a_row(1)))
    assert not CaptureRequest.objects.exists()


def test_what_is_irregular_is_kept_with_its_note_and_warning_and_holds_on() -> None:
    load(table(a_row(1, signed="01/02/1952")))
    signed = StatusUpdate.objects.get(public_id="reg-1-signature-signed")
    assert signed.note == "As the register has it: signed (1952-02-01) after in force (1951-04-03)."
    assert [each["code"] for each in signed.warnings] == ["irregular_step"]
    assert legal("reg-1")["value"] == "in_force"
    assert legal("reg-1")["grade"]["code"] == "inference"


def test_a_relation_of_two_of_the_parties_shows_the_agreement() -> None:
    write(*ground())
    load(table(a_row(1, parties="EL SALVADOR; UNITED STATES OF AMERICA; FRANCE")))
    assert body("agreement", "reg-1")["relations"] == ["us-sv"]
    assert body("event", "reg-1-signature")["relations"] == ["us-sv"]


def test_the_number_of_queries_does_not_grow_with_the_table() -> None:
    def queries_for(first: int, rows: int) -> int:
        data = table(*(a_row(number, references=f"Cmd {number}") for number in range(first, first + rows)))
        with CaptureQueriesContext(connection) as captured:
            load(data)
        return len(captured)

    queries_for(1, 2)
    assert queries_for(100, 40) <= queries_for(10, 4) + 5


# --- rows that cannot be used ----------------------------------------------------------------------------------------


def test_rows_that_cannot_be_used_are_left_out_with_the_reason() -> None:
    done = load(table(a_row(1), a_row(2, title=""), a_row(3, parties="FRANCE"), a_row(1), a_row(4, force="32/01/1950")))
    assert sums(done) == {**NOTHING, "new": 1, "refused": 4}
    assert reasons(done) == {
        3: "title: is empty; an agreement needs a title",
        4: "parties: names only FRANCE; an agreement has two parties or more",
        5: "number: is the id of row 2 too; each row needs its own",
        6: "force: '32/01/1950' names day 32 of a month with 31 days; correct the cell",
    }
    assert Agreement.objects.count() == 1


def test_parties_of_refused_rows_are_not_made() -> None:
    load(table(a_row(1), a_row(2, parties="Perlis; ITALY", title="")))
    assert sorted(Party.objects.values_list("code", flat=True)) == ["FRA", "GBR"]


def test_a_row_that_the_writer_refuses_takes_no_other_with_it() -> None:
    write(*ground(), make_agreement("other"))
    # Somebody's statement has the id that the row would give to its own.
    taken = make_update("other", id="reg-2-signature-signed")
    write(make_event("reg-2-signature-x", parties=["USA", "SLV"], status_updates=[]))
    write(make_event("reg", status_updates=[taken.model_dump()]))
    done = load(table(a_row(1), a_row(2), a_row(3)))
    assert sums(done) == {**NOTHING, "new": 2, "refused": 1}
    assert "reg-2-signature-signed is a statement of another record" in reasons(done)[3]
    assert not Agreement.objects.filter(slug="reg-2").exists()


def test_a_file_that_cannot_be_read_changes_nothing() -> None:
    with pytest.raises(Refused, match="the table has no such column"):
        load(b"a,b\n1,2\n")
    with pytest.raises(Refused, match="parties.codes: no party has the code ZZZ"):
        load(table(a_row(1)), table_map(MAP + '\n[parties.codes]\n"FRANCE" = "ZZZ"\n'))
    assert Head.objects.get().number == 0


def test_a_table_without_rows_changes_nothing() -> None:
    done = load(table())
    assert (done.plan.rows, done.revision) == (0, None)


# --- what changed since ----------------------------------------------------------------------------------------------


def changed(row: dict[str, str], then: dict[str, str]) -> list[str]:
    """Import a row, then another content of it; what was told to have changed."""
    load(table(row))
    done = load(table(then))
    assert sums(done) == {**NOTHING, "changed": 1}
    assert load(table(then)).revision is None, "a third run changes nothing"
    assert verify() == []
    return list(done.plan.settled[0].differences)


def test_a_corrected_title_is_carried_over() -> None:
    assert changed(a_row(1), a_row(1, title="Treaty of Paris")) == ["title: Agreement number 1 → Treaty of Paris"]
    assert body("agreement", "reg-1")["title"] == "Treaty of Paris"


def test_another_party_and_another_reference_are_carried_over() -> None:
    then = a_row(1, parties="UNITED KINGDOM; ITALY", references="Cmd 2")
    assert changed(a_row(1), then) == ["parties + ITA", "parties - FRA", "identifiers + Cmd 2"]
    assert [each["party"] for each in body("agreement", "reg-1")["parties"]] == ["GBR", "ITA"]


def test_a_corrected_date_and_place_revise_the_event_and_cite_the_entry_anew() -> None:
    differences = changed(a_row(1), a_row(1, signed="02/02/1950", place="Rome"))
    assert differences == ["signature date: 1950-02-01 → 1950-02-02", "signature place: Paris → Rome"]
    event = body("event", "reg-1-signature")
    assert (event["date"]["edtf"], event["place"], event["version"]) == ("1950-02-02", "Rome", 2)
    assert [each["excerpt"] for each in event["citations"]] == [
        "signed: 01/02/1950; place: Paris",
        "signed: 02/02/1950; place: Rome",
    ]


def test_a_corrected_step_supersedes_what_was_said_before() -> None:
    first, then, last = (a_row(1, effect=day) for day in ("01/06/1951", "01/07/1951", "01/08/1951"))
    assert changed(first, then) == ["in-force says in_force from 1951-07-01, in place of reg-1-in-force-in-force"]
    assert changed(then, last) == ["in-force says in_force from 1951-08-01, in place of reg-1-in-force-in-force-2"]
    assert legal("reg-1")["since"]["edtf"] == "1951-08-01"


def test_a_new_date_is_a_new_event() -> None:
    assert changed(a_row(1), a_row(1, notice="01/01/1960")) == ["termination on 1960-01-01 is new"]
    assert legal("reg-1")["value"] == "terminated"


def test_a_date_that_is_gone_retracts_the_event() -> None:
    assert changed(a_row(1, notice="01/01/1960"), a_row(1)) == ["termination is retracted"]
    assert body("event", "reg-1-termination")["retracted"]["reason"] == "The register no longer says so"
    assert legal("reg-1")["value"] == "in_force"


def test_a_step_that_is_gone_is_retracted() -> None:
    differences = changed(a_row(1, notice="1960", end="1961"), a_row(1, notice="1960"))
    assert "termination no longer says termination_notified" in differences
    assert legal("reg-1")["since"]["edtf"] == "1960"


def test_a_reading_that_is_no_longer_needed_is_retracted() -> None:
    changed(a_row(1, signed="01/02/1952"), a_row(1))
    assert legal("reg-1")["grade"]["code"] == "official_text"


def test_another_address_of_the_row_is_cited() -> None:
    page = "https://register.example/new/1"
    differences = changed(a_row(1), a_row(1, page=page))
    assert differences == [f"cites {page}", "signature cites the entry anew", "in-force cites the entry anew"]


def test_rows_that_are_missing_take_nothing_away() -> None:
    load(table(a_row(1), a_row(2)))
    assert load(table(a_row(1))).revision is None
    assert Agreement.objects.count() == 2


# --- beside the analysts ---------------------------------------------------------------------------------------------


def test_what_was_guessed_once_is_left_to_the_analysts() -> None:
    load(table(a_row(1)))
    present = body("agreement", "reg-1")
    parties = [{"party": "FRA"}, {"party": "GBR"}]
    ours = {"kind": "trade", "form": "treaty", "short_title": "Paris 1950", "summary": "On trade.", "parties": parties}
    identifiers = [*present["identifiers"], {"scheme": "tias", "value": "TIAS 1", "url": None}]
    write(make_agreement("reg-1", **ours, title=present["title"], identifiers=identifiers))
    assert load(table(a_row(1))).revision is None
    load(table(a_row(1, title="Corrected")))
    found = body("agreement", "reg-1")
    assert (found["title"], found["kind"], found["short_title"], found["summary"]) == (
        "Corrected",
        "trade",
        "Paris 1950",
        "On trade.",
    )
    assert [each["value"] for each in found["identifiers"]] == ["Register of Examples 1", "TIAS 1"]


@pytest.mark.parametrize(
    ("retraction", "kept"),
    [
        (("event", "reg-1-signature"), "signature stays retracted: wrong"),
        (("status_update", "reg-1-signature-signed"), "signature signed stays retracted"),
    ],
)
def test_what_an_analyst_retracted_stays_retracted(retraction: tuple[str, str], kept: str) -> None:
    load(table(a_row(1)))
    kind, public_id = retraction
    write(RetractionIn.model_validate({"type": kind, "id": public_id, "reason": "wrong"}))
    again = load(table(a_row(1)))
    assert again.revision is None
    assert again.plan.settled[0].kept == (kept,)


def test_what_an_analyst_put_in_its_place_stays() -> None:
    load(table(a_row(1)))
    ours = make_update(
        "reg-1", value="in_force", date="1951-05", supersedes="reg-1-in-force-in-force", citations=["entry"]
    )
    write(AppendToEvent("reg-1-in-force", (ours,)))
    assert load(table(a_row(1))).revision is None
    assert load(table(a_row(1, effect="01/09/1951"))).plan.settled[0].differences == ("in-force cites the entry anew",)
    assert legal("reg-1")["since"]["edtf"] == "1951-05"


def test_what_an_analyst_added_stays() -> None:
    load(table(a_row(1)))
    ours = make_update("reg-1", axis="character", value="binding", citations=["entry"])
    write(AppendToEvent("reg-1-signature", (ours,)))
    assert load(table(a_row(1))).revision is None
    load(table(a_row(1, signed="")))
    assert body("event", "reg-1-signature")["retracted"] is not None


# --- laws ------------------------------------------------------------------------------------------------------------

day = st.dates().map(lambda each: f"{each:%d/%m/}{each.year:04}")
cell = st.sampled_from(["", "", "31/02/1950", "1950"]) | day
rows = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["1", "2", "3", "4", "", "a b"]),
        "title": st.sampled_from(["Treaty", "Agreement on trade", "", "'=1"]),
        "parties": st.sampled_from(["FRANCE; UNITED KINGDOM", "ITALY; Perlis; SOVIET UNION", "FRANCE", ""]),
        **dict.fromkeys(("signed", "force", "effect", "notice", "end"), cell),
    }
).map(lambda cells: a_row(1, **cells))
tables = st.lists(rows, max_size=5).map(lambda found: table(*found))


@contextmanager
def rolled_back() -> Iterator[None]:
    """Leaves nothing behind: each example of a law begins with an empty record."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@given(st.lists(tables, min_size=1, max_size=3))
@settings(max_examples=25)
def test_sums_add_up_dry_runs_tell_the_truth_and_second_runs_do_nothing(given_tables: list[bytes]) -> None:
    with rolled_back():
        for data in given_tables:
            preview = plan(data, table_map(), TODAY)
            dry = load(data, dry_run=True)
            wet = load(data)
            assert sum(sums(wet).values()) == wet.plan.rows == data.count(b"register.example")
            assert (counts(preview), sums(dry)) == (sums(wet), sums(wet))
            assert (dry.revision and dry.revision.number) == (wet.revision and wet.revision.number)
            again = load(data)
            assert again.revision is None
            assert sums(again)["unchanged"] == len(wet.plan.settled)
        assert verify() == []
