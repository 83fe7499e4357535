"""The day at the head of a text."""

from datetime import date

import pytest

from agreements.reading.dateline import day_of_dateline
from agreements.reading.propose import propose
from tests.agreements.reading.tracked import ALL, item

DAY = date(2024, 2, 8)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("SAN SALVADOR, 8 February 2024 (Example Wire) - The minister said", "en"),
        ("SAN SALVADOR, Feb. 8, 2024 — The minister said", "en"),
        ("8 February 2024: The minister said", "en"),
        ("CIUDAD DE MÉXICO, 8 de febrero de 2024 (Agencia) – El ministro dijo", "es"),
        ("SAN SALVADOR, 8 de febrero de 2024.- El ministro dijo", "es"),
    ],
)
def test_it_stands_behind_the_place_or_by_itself(text: str, language: str) -> None:
    assert day_of_dateline(text, language) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "The accord that was signed on 8 February 2024 - its text is secret - has lapsed.",
        "SAN SALVADOR, February 2024 - The minister said",
        "SAN SALVADOR (Example Wire) - On 8 February 2024 the minister said",
        "SAN SALVADOR, 8 February 2024 to 9 February 2024 - The minister said",
        "SAN SALVADOR, 8 February 2024",
        "",
    ],
)
def test_a_day_in_the_midst_of_a_sentence_or_one_of_several_is_none(text: str) -> None:
    assert day_of_dateline(text, "en") is None


@pytest.mark.parametrize("published", [None, "2024-02-08"])
def test_a_weekday_is_counted_from_it_where_the_source_says_no_day(published: str | None) -> None:
    signed = "El Salvador and the United States signed the coffee agreement on Wednesday."
    text = f"SAN SALVADOR, 8 February 2024 (Example Wire) - {signed}"
    claims = propose(item(text, "Coffee", published=published), ALL).claims
    assert {claim.effective_date for claim in claims if claim.value == "signed"} == {"2024-02-07"}
