"""Taking back, with a reason; the text stays."""

from typing import Any

import pytest
from django.test import Client

from agreements.admin.places import admin_page
from agreements.models import (
    AgreementLink,
    Citation,
    Determination,
    Event,
    EventClaim,
    Retraction,
    Revision,
    StatusUpdate,
    Term,
)
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.builders import (
    ground,
    make_agreement,
    make_claim,
    make_determination,
    make_event,
    make_link,
    make_retraction,
    make_term,
    make_update,
    write,
)

pytestmark = pytest.mark.django_db
KINDS: dict[Any, str] = {
    Event: "event",
    StatusUpdate: "status_update",
    EventClaim: "claim",
    Term: "term",
    AgreementLink: "link",
    Citation: "citation",
    Determination: "determination",
}


@pytest.fixture
def desk(client: Client) -> Client:
    """An analyst before one of each that can be taken back."""
    write(*ground(), make_agreement("other"))
    updates = [make_update(id="u1"), make_update(id="u2", value="in_force")]
    event: dict[str, list[Any]] = {"status_updates": updates, "claims": [make_claim(id="c1")]}
    write(make_event("signing", **{name: [each.model_dump() for each in rows] for name, rows in event.items()}))
    link = make_link(id="l1", agreement="other").model_dump()
    write(make_agreement("memo", terms=[make_term(id="t1").model_dump()], links=[link]))
    write(make_determination(["signing-u1"], ["signing-u2"]))
    return sign_in(client)


def first(model: Any) -> Any:
    return model.objects.all()[0]


@pytest.mark.parametrize("model", KINDS)
def test_it_is_retracted_with_its_reason_and_stays_readable(desk: Client, model: Any) -> None:
    row = first(model)
    assert page_of(row, "retract") in desk.get(page_of(row)).content.decode()
    assert desk.get(page_of(row, "retract")).status_code == 200
    response = desk.post(page_of(row, "retract"), {"reason": "misread the page"})
    assert response.headers["Location"] == page_of(row)
    taken = Retraction.objects.get()
    public_id = row.slug if model is Event else row.public_id
    assert (taken.target_type, taken.target_id, taken.reason) == (KINDS[model], public_id, "misread the page")
    act = Revision.objects.order_by("-number")[0]
    assert (act.by, act.reason) == ("ana-analyst", "misread the page")
    assert model.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("model", KINDS)
def test_what_was_retracted_says_so_and_offers_nothing_more(desk: Client, model: Any) -> None:
    row = first(model)
    desk.post(page_of(row, "retract"), {"reason": "misread the page"})
    reader = sign_in(Client(), "reader")
    page = reader.get(page_of(row)).content.decode()
    assert f"Retracted as revision {Revision.objects.count()}: misread the page" in page
    assert page_of(row, "retract") not in desk.get(page_of(row)).content.decode()
    again = desk.get(page_of(row, "retract")).content.decode()
    assert "misread the page" in again and "Retract it" not in again


@pytest.mark.parametrize("model", KINDS)
def test_the_list_shows_and_filters_what_was_retracted(desk: Client, model: Any) -> None:
    row = first(model)
    desk.post(page_of(row, "retract"), {"reason": "misread"})
    address = admin_page(model, "changelist")
    shown = {each.pk for each in desk.get(f"{address}?retracted=yes").context["cl"].result_list}
    others = {each.pk for each in desk.get(f"{address}?retracted=no").context["cl"].result_list}
    assert shown == {row.pk}
    assert others == set(model.objects.exclude(pk=row.pk).values_list("pk", flat=True))


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_without_a_fitting_reason_nothing_is_taken_back(desk: Client, reason: str) -> None:
    response = desk.post(page_of(first(Term), "retract"), {"reason": reason})
    assert response.status_code == 400
    assert response.context["form"].errors["reason"]
    assert not Retraction.objects.exists()


def test_another_reason_for_what_was_retracted_is_refused_with_the_first(desk: Client) -> None:
    write(make_retraction("term", "memo-t1", "misread"))
    before = Revision.objects.count()
    response = desk.post(page_of(first(Term), "retract"), {"reason": "another"})
    assert response.status_code == 400
    assert "misread" in str(response.context["form"].errors)
    same = desk.post(page_of(first(Term), "retract"), {"reason": "misread"})
    assert same.status_code == 302
    assert Revision.objects.count() == before


def test_a_reader_may_not(desk: Client) -> None:
    reader = sign_in(Client(), "reader")
    row = first(Term)
    assert page_of(row, "retract") not in reader.get(page_of(row)).content.decode()
    assert reader.get(page_of(row, "retract")).status_code == 403
    assert reader.post(page_of(row, "retract"), {"reason": "x"}).status_code == 403
    assert not Retraction.objects.exists()


def test_what_is_not_there_cannot_be_retracted(desk: Client) -> None:
    assert desk.post(admin_page(Term, "retract", 999_999), {"reason": "x"}).status_code == 404


def test_a_statement_s_history_is_its_record_s(desk: Client) -> None:
    row = first(StatusUpdate)
    assert desk.get(page_of(row, "history")).headers["Location"] == page_of(first(Event), "history")
    term = first(Term)
    assert desk.get(page_of(term, "history")).headers["Location"] == page_of(term.agreement, "history")
