"""Proposals in the form of candidates."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import assume, example, given
from hypothesis import strategies as st

from agreements.reading.item import Claim, Item
from agreements.reading.proposal import Draft, Origin, draft, fingerprint
from agreements.reading.propose import propose
from agreements.shapes import EXCERPT_LIMIT

from .tracked import ALL, item

ORIGIN = Origin("Example News", "press", (), date(2024, 7, 13))
TEXT = (
    "El Salvador and the United States signed the coffee agreement on Monday, Economy Minister Ana Torres said. "
    "Its text has not been released."
)
HEADLINE = "United States and El Salvador sign coffee agreement"


def made(text: str = TEXT, title: str = HEADLINE, **more: Any) -> Draft:
    return of(item(text, title, **more))


def of(read: Item) -> Draft:
    return draft(read, propose(read, ALL), ALL, ORIGIN)


def test_a_draft_is_an_event_with_its_updates_and_one_citation() -> None:
    event = made().proposed
    assert event["slug"] == "united-states-and-el-salvador-sign-coffee-agreement-2024-07-08"
    assert (event["kind"], event["modality"], event["date"]) == ("signature", "happened", "2024-07-08")
    assert event["parties"] == ["SLV", "USA"] and event["agreements"] == ["coffee-accord-2024"]
    assert event["participants"] == [{"name": "Ana Torres", "role": "speaker"}]
    assert [(each["axis"], each["value"]) for each in event["status_updates"]] == [
        ("legal", "signed"),
        ("disclosure", "undisclosed"),
    ]
    (citation,) = event["citations"]
    assert citation["publisher"] == "Example News" and citation["published"] == "2024-07-12"


def test_the_excerpt_is_the_sentence_and_the_locator_its_place() -> None:
    (citation,) = made().proposed["citations"]
    assert citation["excerpt"] == TEXT.split(". ")[0] + "."
    assert TEXT[citation["locator"]["start"] : citation["locator"]["end"]] == citation["excerpt"]


def test_a_long_sentence_is_cut_to_an_excerpt_around_its_passage() -> None:
    text = f"{'In the port, where ships lie, ' * 20}El Salvador and the United States signed the coffee agreement."
    (citation,) = made(text, "").proposed["citations"]
    assert len(citation["excerpt"]) <= EXCERPT_LIMIT and "signed the coffee agreement" in citation["excerpt"]


def test_the_page_of_a_passage_is_counted() -> None:
    (citation,) = made(f"A first page of nothing.\n\f\n{TEXT}", "").proposed["citations"]
    assert citation["locator"]["page"] == 2


def test_evidence_names_the_field_the_passage_and_the_rule() -> None:
    found = made().evidence
    assert {"path": "status_updates.0.value", "field": "text", "start": 34, "end": 40, "rule": "sign"} in found
    assert made().rules == sorted({each["rule"] for each in found})


def test_a_plan_is_a_planned_event_on_its_day() -> None:
    event = made("El Salvador and the United States will sign the coffee agreement on Tuesday.", "").proposed
    assert (event["kind"], event["modality"], event["date"]) == ("signature", "planned", "2024-07-16")


def test_an_undated_item_is_dated_by_our_first_sight() -> None:
    event = made("El Salvador and the United States have not signed the coffee agreement.", "", published=None).proposed
    assert event["date"] == "2024-07-13~"
    assert "published" not in event["citations"][0]


def test_a_change_of_legal_standing_in_the_headline_is_more_important_than_silence_about_the_text() -> None:
    silence = made("The text of the United States coffee agreement with El Salvador has not been released.", "")
    assert made().importance > silence.importance


CLAIMS = st.lists(
    st.builds(
        Claim,
        agreement=st.sampled_from(["a", "b"]),
        axis=st.just("legal"),
        value=st.sampled_from(["signed", "in_force"]),
        modality=st.sampled_from(["happened", "planned"]),
        speaker=st.sampled_from([None, "Ana Torres"]),
    ),
    max_size=4,
)


@given(CLAIMS, st.randoms())
def test_a_fingerprint_knows_no_order_and_no_speaker(claims: list[Claim], random: Any) -> None:
    shuffled = [replace(each, speaker=None) for each in claims]
    random.shuffle(shuffled)
    assert fingerprint("https://a.example", claims) == fingerprint("https://a.example", shuffled)


@given(CLAIMS, CLAIMS)
def test_other_claims_or_another_address_have_another_fingerprint(one: list[Claim], other: list[Claim]) -> None:
    def said(claims: list[Claim]) -> list[tuple[str, ...]]:
        return sorted((each.agreement, each.value, each.modality) for each in claims)

    same = fingerprint("https://a.example", one) == fingerprint("https://a.example", other)
    assert same == (said(one) == said(other))
    assert fingerprint("https://a.example", one) != fingerprint("https://b.example", one)


@given(st.text(max_size=200))
@example("= + @")
def test_any_headline_makes_a_valid_event(title: str) -> None:
    assume(propose(item(TEXT, title), ALL).claims)  # a headline such as "EU" is about others, and nothing is said
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made(TEXT, title).proposed["slug"])


@given(st.text("abc.\n 0é", max_size=60), st.text("abc.\n 0é", max_size=60))
def test_an_excerpt_stands_where_its_locator_says_whatever_is_around_it(before: str, after: str) -> None:
    text = f"{before}. {TEXT} {after}"
    citation = made(text, "Coffee").proposed["citations"][0]
    start, end = citation["locator"]["start"], citation["locator"]["end"]
    assert len(citation["excerpt"]) == end - start <= EXCERPT_LIMIT
    assert citation["excerpt"] == re.sub("[\x00-\x1f\x7f\ud800-\udfff]", " ", text[start:end])
