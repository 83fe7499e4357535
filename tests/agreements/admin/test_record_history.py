"""Who changed a record, when, what and why; and the record as it stood."""

from typing import Any

import pytest
from django.test import Client

from agreements.admin import record_history
from agreements.admin.places import public_page
from agreements.history.batch import AppendToAgreement
from agreements.models import Agreement, Event, Party, Person, Relation
from tests.agreements.admin.desk import page_of, sign_in
from tests.agreements.builders import (
    ground,
    make_agreement,
    make_event,
    make_person,
    make_retraction,
    make_term,
    make_update,
    write,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client) -> Client:
    write(*ground(), make_person("eva"), by="ana", reason="the first entries")
    return sign_in(client, "reader")


def acts(desk: Client, row: Any, query: str = "") -> list[dict[str, Any]]:
    response = desk.get(page_of(row, "history") + query)
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.context["acts"]
    return found


def test_each_revision_of_a_record_is_told_last_first(desk: Client) -> None:
    write(make_agreement("memo", title="A memorandum"), by="leo", reason="the title of the text")
    memo = Agreement.objects.get()
    second, first = acts(desk, memo)
    assert (second["revision"], second["by"], second["reason"]) == (2, "leo", "the title of the text")
    assert [(line.path, line.old, line.new) for line in second["lines"]] == [("title", "memo", "A memorandum")]
    assert (first["revision"], first["action"], first["by"]) == (1, "created", "ana")
    html = desk.get(page_of(memo, "history")).content.decode()
    assert "<del>memo</del>" in html and "<ins>A memorandum</ins>" in html
    assert 'href="/agreements/memo/?revision=2"' in html
    assert f'href="{page_of(memo, "revision", 2)}"' in html


def test_other_records_changes_are_not_told(desk: Client) -> None:
    write(make_person("eva", name="Eva Ruiz"), by="leo")
    assert [each["revision"] for each in acts(desk, Agreement.objects.get())] == [1]
    assert [each["revision"] for each in acts(desk, Person.objects.get())] == [2, 1]


def test_statements_and_their_retractions_are_told_by_id(desk: Client) -> None:
    write(AppendToAgreement("memo", terms=(make_term(id="t1"),)), by="leo", reason="from the text")
    write(make_retraction("term", "memo-t1", "misread"), by="eva", reason="misread")
    gone, added, _ = acts(desk, Agreement.objects.get())
    assert [line.path for line in added["lines"]] == ["terms · memo-t1"]
    (line,) = gone["lines"]
    assert line.path == "terms · memo-t1 · retracted"
    assert "reason: misread" in line.new


def test_a_retracted_event_s_history_says_so(desk: Client) -> None:
    write(make_event("signing", status_updates=[make_update(id="u1").model_dump()]), by="ana")
    write(make_retraction("event", "signing", "it was another day"), by="leo", reason="it was another day")
    retracted, created = acts(desk, Event.objects.get())
    assert (retracted["action"], retracted["by"], created["action"]) == ("retracted", "leo", "created")


def test_a_long_history_is_told_page_by_page(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_history, "SHOWN", 2)
    for number in range(2, 6):
        write(make_person("eva", name=f"Eva {number}"), reason=f"change {number}")
    eva = Person.objects.get()
    assert [each["revision"] for each in acts(desk, eva)] == [5, 4]
    assert [each["revision"] for each in acts(desk, eva, "?before=4")] == [3, 2]
    assert [each["revision"] for each in acts(desk, eva, "?before=2")] == [1]
    assert "?before=4" in desk.get(page_of(eva, "history")).content.decode()
    assert "?before" not in desk.get(page_of(eva, "history") + "?before=2").content.decode()


@pytest.mark.parametrize("before", ["x", "-1", "", "9" * 40])
def test_a_place_that_is_none_begins_at_the_end(desk: Client, before: str) -> None:
    assert len(acts(desk, Person.objects.get(), f"?before={before}")) == 1


def test_a_record_is_shown_as_it_stood_at_a_revision(desk: Client) -> None:
    write(make_agreement("memo", title="A memorandum"), by="leo", reason="the title of the text")
    memo = Agreement.objects.get()
    then = desk.get(page_of(memo, "revision", 1))
    titles = {line.path: line.new for line in then.context["lines"]}
    assert titles["title"] == "memo"
    html = then.content.decode()
    assert "A memorandum" not in {line.new for line in then.context["lines"]}
    assert 'href="/agreements/memo/?revision=1"' in html
    now = desk.get(page_of(memo, "revision", 2)).context["lines"]
    assert {line.path: line.new for line in now}["title"] == "A memorandum"


def test_a_revision_before_the_record_or_after_the_last_is_not_found(desk: Client) -> None:
    write(make_person("leo"))
    leo = Person.objects.get(slug="leo")
    assert desk.get(page_of(leo, "revision", 1)).status_code == 404
    assert desk.get(page_of(leo, "revision", 2)).status_code == 200
    assert desk.get(page_of(leo, "revision", 3)).status_code == 404


@pytest.mark.parametrize("model", [Agreement, Party, Person, Relation])
def test_every_kind_of_record_has_a_history_for_those_who_may_view_it(desk: Client, model: Any) -> None:
    row = model.objects.all()[0]
    assert desk.get(page_of(row, "history")).status_code == 200
    assert desk.get(page_of(row, "revision", 1)).status_code == 200
    stranger = sign_in(Client(), None)
    assert stranger.get(page_of(row, "history")).status_code == 403
    assert stranger.get(page_of(row, "revision", 1)).status_code == 403


def test_a_record_that_is_not_there_has_none(desk: Client) -> None:
    memo = Agreement.objects.get()
    memo.pk = 999_999
    assert desk.get(page_of(memo, "history")).status_code == 404


def test_only_kinds_with_a_public_page_are_linked_to_one() -> None:
    assert public_page("agreement", "memo") == "/agreements/memo/"
    assert public_page("event", "signing", 7) == "/events/signing/?revision=7"
    assert public_page("relation", "us-sv", 7) == "/us-sv/?revision=7"
    assert public_page("person", "eva", 7) is None
