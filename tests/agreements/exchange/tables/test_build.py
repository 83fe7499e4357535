"""One row to an agreement and its events."""

import pytest

from agreements.errors import Refused
from agreements.exchange.tables.build import Builder, Built
from agreements.exchange.tables.mapping import TableMap
from agreements.exchange.tables.parties import Directory
from agreements.exchange.tables.rows import read_rows

from .registers import MAP, TODAY, a_row, table, table_map


def build(form: TableMap | None = None, /, **cells: str) -> Built:
    form = form or table_map()
    (row,) = read_rows(table(a_row(1, **cells)), form.table, form.used())
    return Builder(form, Directory([], form.parties.codes, form.parties.unknown), TODAY).build(row)


def problems(**cells: str) -> list[str]:
    with pytest.raises(Refused) as refusal:
        build(**cells)
    return list(map(str, refusal.value.problems))


def said(built: Built) -> list[tuple[str, str, str | None]]:
    """Event, value and own date of each status update."""
    return [
        (event.slug.removeprefix("reg-1-"), update.value, update.date)
        for event in built.events
        for update in event.status_updates
    ]


def test_a_row_is_an_agreement_under_its_own_id() -> None:
    agreement = build(title="Treaty of\n Paris", references="Cmd 1||https://x.example/1.pdf").agreement
    assert (agreement.slug, agreement.title, agreement.short_title) == ("reg-1", "Treaty of Paris", "Treaty of Paris")
    assert [(each.party, each.role) for each in agreement.parties] == [("FRA", "party"), ("GBR", "party")]
    assert [(each.scheme, each.value) for each in agreement.identifiers] == [
        ("register", "Register of Examples 1"),
        ("other", "Cmd 1"),
    ]
    assert [each.url for each in agreement.documents] == ["https://x.example/1.pdf"]
    (citation,) = agreement.citations
    assert (citation.url, citation.title) == ("https://register.example/1", "Register of Examples, entry 1")
    assert (citation.source_type, citation.parties, citation.publisher) == (
        "official_text",
        ("GBR",),
        "Register of Examples",
    )


def test_its_dates_are_events_that_cite_the_cells_they_come_from() -> None:
    signature, force = build().events
    assert (signature.slug, signature.kind, signature.date, signature.place) == (
        "reg-1-signature",
        "signature",
        "1950-02-01",
        "Paris",
    )
    assert (signature.title, signature.parties, signature.agreements) == (
        "Signed: Agreement number 1",
        ("FRA", "GBR"),
        ("reg-1",),
    )
    assert signature.citations[0].excerpt == "signed: 01/02/1950; place: Paris"
    assert (force.slug, force.kind, force.citations[0].excerpt) == ("reg-1-in-force", "other", "force: 03/04/1951")
    assert [update.citations for event in (signature, force) for update in event.status_updates] == [("entry",)] * 2


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"signed": "", "force": ""}, []),
        ({"force": ""}, [("signature", "signed", None)]),
        ({"effect": "03/04/1951"}, [("signature", "signed", None), ("in-force", "in_force", None)]),
        ({"effect": "01/06/1951"}, [("signature", "signed", None), ("in-force", "in_force", "1951-06-01")]),
        ({"force": "", "effect": "1951"}, [("signature", "signed", None), ("in-force", "in_force", None)]),
        (
            {"notice": "01/01/1960"},
            [
                ("signature", "signed", None),
                ("in-force", "in_force", None),
                ("termination", "terminated", None),
            ],
        ),
        (
            {"notice": "01/01/1960", "end": "01/07/1960"},
            [
                ("signature", "signed", None),
                ("in-force", "in_force", None),
                ("termination", "termination_notified", None),
                ("termination", "terminated", "1960-07-01"),
            ],
        ),
        (
            {"end": "01/07/1960"},
            [("signature", "signed", None), ("in-force", "in_force", None), ("termination", "terminated", None)],
        ),
    ],
)
def test_dates_become_status_updates(cells: dict[str, str], expected: list[tuple[str, str, str | None]]) -> None:
    assert said(build(**cells)) == expected


def test_entry_into_force_before_signature_is_kept_with_a_warning() -> None:
    built = build(signed="01/02/1952")
    assert built.warnings == ("signed (1952-02-01) after in force (1951-04-03)",)
    assert said(built) == [
        ("signature", "signed", None),
        ("in-force", "in_force", None),
        ("in-force", "in_force", "1952-02-01"),
    ]
    signed, force, reading = (update for event in built.events for update in event.status_updates)
    assert signed.note.startswith("As the register has it")
    assert (force.inference, reading.inference) == (False, True)


def test_a_date_that_is_still_to_come_is_planned() -> None:
    built = build(notice="01/01/2026", end="01/01/2027")
    termination = built.events[-1]
    assert (termination.modality, [each.modality for each in termination.status_updates]) == (
        "happened",
        ["happened", "planned"],
    )
    ahead = build(force="01/01/2030")
    assert ahead.events[-1].modality == "planned"
    assert ahead.warnings == ("entry into force on 2030-01-01 is ahead: taken as planned",)


def test_three_parties_and_more_are_parties_each_once() -> None:
    built = build(parties="FRANCE; France ;UNITED KINGDOM; SOVIET UNION;Land Berlin;")
    assert [each.party for each in built.agreement.parties] == ["FRA", "GBR", "x-land-berlin", "x-soviet-union"]


def test_names_in_lower_case_have_the_role_that_the_map_gives() -> None:
    form = table_map(MAP.replace('column = "parties"', 'column = "parties"\nlower_case = "in respect of"'))
    built = build(form, parties="Canada; UNITED KINGDOM; FRANCE; France")
    assert {each.party: each.role for each in built.agreement.parties} == {
        "CAN": "in respect of",
        "GBR": "party",
        "FRA": "party",
    }
    assert built.events[0].parties == ("FRA", "GBR")


def test_a_long_title_is_shortened_and_kept_in_full() -> None:
    title = "Agreement " + "on many things " * 40
    agreement = build(title=title).agreement
    assert len(agreement.title) <= 300
    assert agreement.summary == f"In full: {title.strip()}"
    assert build().agreement.summary == ""


def test_kind_and_form_follow_the_map() -> None:
    extra = '[kind]\ncolumn = "place"\n[kind.values]\n"PARIS" = "trade"\n[form.words]\nconvention = "treaty"\n'
    agreement = build(table_map(MAP + extra), title="A Convention").agreement
    assert (agreement.kind, agreement.form) == ("trade", "treaty")
    assert build(table_map(MAP + extra), title="Notes", place="Rome").agreement.kind == "other"


def test_a_label_and_the_first_year_make_the_short_title() -> None:
    form = table_map(MAP.replace('title = "title"', 'title = "title"\nlabel = "place"'))
    assert build(form, place="FISHERIES").agreement.short_title == "Fisheries 1950"
    assert build(form, place="FISHERIES", signed="", force="").agreement.short_title == "Fisheries"
    assert build(form, place="").agreement.short_title == "Agreement number 1"


def test_cells_that_say_nothing_are_empty() -> None:
    form = table_map(MAP + '\n[table]\nempty = ["Not known"]\n')
    assert build(form, place="NOT KNOWN").events[0].place is None


def test_conditions_choose_between_updates() -> None:
    updates = (
        'updates = [{ value = "signed", where = { place = ["Paris"] } }, { value = "concluded", empty = ["place"] }]'
    )
    form = table_map(MAP.replace('updates = [{ value = "signed" }]', updates))
    assert said(build(form))[0] == ("signature", "signed", None)
    assert said(build(form, place=""))[0] == ("signature", "concluded", None)
    assert said(build(form, place="Rome")) == [("in-force", "in_force", None)]


def test_without_an_address_of_its_own_a_row_cites_the_register() -> None:
    agreement = build(page="no address").agreement
    assert agreement.citations[0].url == "https://register.example/"
    assert agreement.identifiers[0].url is None


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"number": " "}, ["number: is empty; each row needs an id that stays the same"]),
        ({"title": ""}, ["title: is empty; an agreement needs a title"]),
        ({"parties": ""}, ["parties: is empty; an agreement has two parties or more"]),
        ({"parties": "FRANCE"}, ["parties: names only FRANCE; an agreement has two parties or more"]),
        ({"parties": "FRANCE; France"}, ["parties: names only FRANCE; France; an agreement has two parties or more"]),
        (
            {"force": "31/02/1951", "signed": "soon"},
            [
                "force: '31/02/1951' names day 31 of a month with 28 days; correct the cell",
                "signed: 'soon' does not have the form DD/MM/YYYY or MM/YYYY or YYYY; correct the cell or the map",
            ],
        ),
        (
            {"title": "bad \x01 text"},
            ["title: contains a control character or half a character; send plain Unicode text"],
        ),
        ({"number": "9" * 130}, ["number: is longer than 100 characters; shorten it"]),
    ],
)
def test_a_row_that_cannot_be_used_names_each_column_and_reason(cells: dict[str, str], expected: list[str]) -> None:
    assert problems(**cells) == expected
