"""The page of how good proposals are."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from agreements.models import Candidate, Source
from agreements.review import decisions
from tests.agreements import builders
from tests.agreements.review.candidates import make_candidate

from .reviewing import MEASURES, sign_in

LIST = "/admin/agreements/candidate/"


@pytest.fixture
def desk(db: Any, client: Client) -> Client:
    builders.write(*builders.ground())
    return sign_in(client, "analyst")


def make(number: int, source: str | None = None, **proposed: Any) -> Candidate:
    slug = {"slug": f"signed-{number}", **proposed}
    found = make_candidate(f"c-{number}", url=f"https://example.org/{number}", **slug)
    Candidate.objects.filter(pk=found.pk).update(rules=["legal.signed.en"])
    if source:
        row, _ = Source.objects.get_or_create(slug=source, name=source, url="https://example.org/", format="rss")
        found.snapshot.document.source = row
        found.snapshot.document.save()
    return found


def decide() -> None:
    """One of each: unchanged, corrected, rejected, merged, undone."""
    names = [make(number, "wire" if number < 3 else None).public_id for number in range(5)]
    decisions.accept(names[0], by="ana")
    decisions.accept(names[1], by="ana", corrections={"status_updates": [], "title": "Corrected"})
    decisions.reject(names[2], by="ana", reason="noise")
    decisions.merge(names[3], into="signed-0", by="ana")
    decisions.reject(names[4], by="ana", reason="noise")
    decisions.undo(names[4], by="ana", reason="too early")


def table(desk: Client, query: str = "") -> list[dict[str, str]]:
    response = desk.get(f"{MEASURES}?format=csv{query}")
    assert response.headers["Content-Type"] == "text/csv"
    return list(csv.DictReader(response.content.decode().splitlines()))


def test_the_table_says_what_became_of_all_by_rule_and_by_source(desk: Client):
    decide()
    rule, wire, none = table(desk)
    assert (rule["of"], rule["name"], rule["judged"]) == ("rule", "legal.signed.en", "3")
    verdicts = ("unchanged", "corrected", "dropped", "rejected", "merged", "undone")
    assert [rule[each] for each in verdicts] == ["1", "0", "1", "1", "1", "1"]
    assert rule["share"] == "0.667"
    assert [wire[each] for each in verdicts] == ["1", "1", "0", "1", "0", "0"]
    assert (wire["name"], wire["fields"], wire["reasons"]) == ("wire", "status_updates (1); title (1)", "noise (1)")
    assert [none[each] for each in ("name", "merged", "undone")] == ["no source", "1", "1"]


def test_the_numbers_lead_to_the_candidates_that_they_count(desk: Client):
    decide()
    page = desk.get(MEASURES)
    (row,) = page.context["parts"][0]["rows"]
    found = [
        {each.public_id for each in desk.get(href).context["cl"].queryset} for _, href in row["cells"]
    ]  # unchanged, corrected, dropped, rejected, merged, undone
    assert found == [{"c-0"}, {"c-1"}, {"c-1"}, {"c-2"}, {"c-3"}, {"c-4"}]
    without = page.context["parts"][1]["rows"][1]
    assert {each.public_id for each in desk.get(without["href"]).context["cl"].queryset} == {"c-3", "c-4"}


def test_only_the_chosen_time_is_counted(desk: Client):
    decide()
    Candidate.objects.filter(public_id="c-2").update(decided_at=F("decided_at") - timedelta(days=40))
    assert table(desk, "&days=30")[0]["rejected"] == "0"
    assert table(desk, "&days=90")[0]["rejected"] == "1"
    Candidate.objects.update(decided_at=F("decided_at") - timedelta(days=4000))
    assert table(desk, "&days=365") == []
    assert table(desk, "&days=")[0]["judged"] == "3"
    assert desk.get(f"{MEASURES}?days=nonsense").context["days"] == "90"


def test_nothing_decided_is_said(desk: Client):
    assert "Nothing was decided in this time." in desk.get(MEASURES).content.decode()


def test_a_name_that_a_spreadsheet_would_run_is_told_as_text(desk: Client):
    decisions.reject(make(0).public_id, by="ana", reason="=1+1")
    assert table(desk)[0]["reasons"] == "'=1+1 (1)"


def test_counting_asks_the_database_as_often_however_much_was_decided(desk: Client, django_assert_num_queries: Any):
    decide()
    with django_assert_num_queries(5):
        desk.get(MEASURES)
    for number in range(10, 40):
        decisions.reject(make(number).public_id, by="ana", reason="noise")
    with django_assert_num_queries(5):
        desk.get(MEASURES)


def test_staff_that_may_not_see_candidates_do_not_see_the_measures(client: Client, desk: Client):
    assert sign_in(client, "nobody", "eva").get(MEASURES).status_code == 403
