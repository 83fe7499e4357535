"""Lists as CSV: what the list shows, all of it, and nothing that a spreadsheet runs."""

import csv
import io
import re
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client

from agreements.admin.exporting import Exporting
from agreements.admin.places import admin_page
from agreements.models import Agreement, Party, Person, Term
from tests.agreements.admin.desk import sign_in
from tests.agreements.builders import ground, make_agreement, make_party, make_person, make_term, write

pytestmark = pytest.mark.django_db
EXPORTING = [model for model, each in admin.site._registry.items() if isinstance(each, Exporting)]


@pytest.fixture
def desk(client: Client) -> Client:
    write(*ground())
    return sign_in(client, "reader")


def exported(desk: Client, model: Any, query: str = "") -> list[list[str]]:
    response: Any = desk.get(admin_page(model, "export") + query)
    assert response.status_code == 200
    assert re.fullmatch(r'attachment; filename="\w+-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    text = b"".join(response.streaming_content).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_list_is_exported_under_its_filters_and_search(desk: Client) -> None:
    write(make_party("HND", kind="territory", names={"en": "Honduras", "es": "Honduras"}))
    head, *rows = exported(desk, Party)
    assert head == ["code", "name en", "name es", "kind"]
    assert [row[0] for row in rows] == ["HND", "SLV", "USA"]
    assert [row[0] for row in exported(desk, Party, "?kind__exact=territory")[1:]] == ["HND"]
    assert [row[0] for row in exported(desk, Party, "?q=slv")[1:]] == ["SLV"]
    listed = desk.get(admin_page(Party, "changelist") + "?q=slv").content.decode()
    assert f"{admin_page(Party, 'export')}?q=slv" in listed


def test_all_pages_are_exported(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admin.site._registry[Party], "list_per_page", 1)
    assert len(exported(desk, Party)) == 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "'"])
def test_no_cell_begins_a_formula(desk: Client, start: str) -> None:
    name = f"{start}HYPERLINK()"
    write(make_person("eva", name=f"x{name}", description=name))
    ((shown, description, _),) = exported(desk, Person)[1:]
    assert (shown, description) == (f"x{name}", f"'{name}")


def test_numbers_stay_numbers_and_columns_may_be_more_than_the_list_shows(desk: Client) -> None:
    term = make_term(low="-4.50", high="6000000", unit="USD", text="a long text " * 20, note="n")
    write(make_agreement("memo", terms=[term.model_dump()]))
    head, row = exported(desk, Term)
    told = dict(zip(head, row, strict=True))
    assert (told["low"], told["high"], told["unit"]) == ("-4.5", "6000000", "USD")
    assert told["text"] == "a long text " * 20


def test_an_unknown_filter_leads_back_to_the_list(desk: Client) -> None:
    assert desk.get(admin_page(Party, "export") + "?nonsense__x=1").headers["Location"] == "../"


@pytest.mark.parametrize("model", EXPORTING, ids=lambda model: model.__name__)
def test_every_list_is_exported_for_those_who_may_view_it_only(desk: Client, model: Any) -> None:
    reviewer = sign_in(Client(), "admin")
    assert exported(reviewer, model)[0]
    assert sign_in(Client(), None).get(admin_page(model, "export")).status_code == 403
    assert Client().get(admin_page(model, "export")).status_code == 302


def test_a_large_list_costs_the_same_number_of_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    write(*(make_agreement(f"memo-{number}", terms=[make_term().model_dump()]) for number in range(30)))
    with django_assert_max_num_queries(12):
        assert len(exported(desk, Agreement)) == 32
    with django_assert_max_num_queries(12):
        assert len(exported(desk, Term)) == 31
