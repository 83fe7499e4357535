"""What waited before is known by what it says."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from agreements.models import Candidate

from ..review.candidates import SEEN, make_candidate

pytestmark = pytest.mark.django_db

FILL = import_module("agreements.migrations.0006_candidate").FILL


def filled(**proposed: Any) -> Candidate:
    make_candidate(**proposed)
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    return Candidate.objects.get()


def test_claims_agreements_and_day_are_those_of_the_proposal() -> None:
    candidate = filled(date="2025-02-03~")
    said = {
        "agreement": "memo",
        "axis": "legal",
        "value": "signed",
        "modality": "happened",
        "party": None,
        "date": None,
    }
    assert candidate.claims == [said]
    assert (candidate.agreements, candidate.day_from, candidate.day_to) == (
        ["memo"],
        date(2025, 2, 3),
        date(2025, 2, 3),
    )


@pytest.mark.parametrize("day", ["2025-02", "[2025-03-13,2025-03-14]", "2025-02-01/2025-02-06"])
def test_a_date_in_another_form_is_near_the_day_of_reading(day: str) -> None:
    assert filled(date=day).day_from == SEEN.date()


def test_a_proposal_without_updates_claims_nothing() -> None:
    assert filled(status_updates=[]).claims == []
