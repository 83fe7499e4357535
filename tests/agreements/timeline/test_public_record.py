"""The bundled record by the public's clock: what could be read on a day, and what only came out later."""

from datetime import date, timedelta
from typing import Any

import pytest

from agreements.errors import NotYetKnown
from agreements.timeline import clocks, queries, summary
from agreements.timeline.clocks import AsOf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]

Json = dict[str, Any]
DETENTION = "us-sv-detention-arrangement-2025"
LETTER = "grant-letter-2025-03-22"
GRANT = "4760000"


def on(day: str) -> AsOf:
    now = clocks.now()
    return AsOf(now.revision, date.fromisoformat(day), date.fromisoformat(day), chosen=True)


def amounts(asof: AsOf) -> set[str]:
    """The amounts of the detention arrangement that could be read."""
    terms = queries.detail("agreement", DETENTION, asof)["terms"]
    return {term["low"] or term["high"] for term in terms if term["name"] in ("amount", "cap")}


def test_in_april_2025_neither_the_grant_letter_nor_its_amount_was_public() -> None:
    april = on("2025-04-01")
    assert LETTER not in [each["slug"] for each in queries.bodies("event", april)]
    with pytest.raises(NotYetKnown):
        queries.detail("event", LETTER, april)
    assert GRANT not in amounts(april)
    assert "6000000" in amounts(april)  # what the press had reported
    citations = queries.detail("agreement", DETENTION, april)["citations"]
    assert all(each["published"] is None or each["published"]["earliest"] <= "2025-04-01" for each in citations)


def test_in_september_2025_both_were() -> None:
    september = on("2025-09-10")
    assert queries.detail("event", LETTER, september)["date"]["edtf"] == "2025-03-22"
    assert {GRANT, "6000000"} <= amounts(september)


def test_the_letter_came_out_on_the_day_it_was_released() -> None:
    with pytest.raises(NotYetKnown):
        queries.detail("event", LETTER, on("2025-09-08"))
    assert queries.detail("event", LETTER, on("2025-09-09"))["public"]["day"] == "2025-09-09"


def test_the_amounts_contradict_each_other_only_once_both_are_public() -> None:
    def disputed(asof: AsOf) -> bool:
        return any(each["term"] == "amount" for each in queries.conflicts(asof, agreement=DETENTION))

    assert not disputed(on("2025-04-01"))
    assert disputed(on("2025-09-10"))


def test_nothing_is_public_before_it_was_published() -> None:
    """Every statement that is shown on a day was public by then, and the record only grows."""
    shown: set[str] = set()
    for day in ("2019-09-21", "2021-02-07", "2025-02-04", "2025-04-01", "2025-09-10", "2026-03-01"):
        asof = on(day)
        bodies = [*queries.bodies("event", asof), *queries.bodies("agreement", asof)]
        statements = [
            each
            for body in bodies
            for part in ("status_updates", "claims", "terms", "links")
            for each in body.get(part, ())
        ]
        assert all(each["public"]["day"] <= day for each in statements)
        assert shown <= {each["id"] for each in statements}
        shown = {each["id"] for each in statements}
    assert shown


@pytest.mark.parametrize("valid_on", ["2019-12-01", "2021-01-01", "2025-03-20", "2025-06-01", "2026-06-01"])
def test_once_all_is_public_the_public_knows_what_the_record_says(valid_on: str) -> None:
    now = clocks.now()
    plain = AsOf(now.revision, date.fromisoformat(valid_on), chosen=True)
    public = AsOf(now.revision, plain.valid_on, now.valid_on + timedelta(days=1), chosen=True)
    agreements = queries.bodies("agreement", plain)
    assert queries.standings(agreements, public) == queries.standings(agreements, plain)
    assert queries.conflicts(public) == queries.conflicts(plain)
    assert queries.bands(DETENTION, public) == queries.bands(DETENTION, plain)
    assert summary.summarise("us-sv", public) == summary.summarise("us-sv", plain)
