"""What comes in: what is taken, and what is refused with which path, reason and way out."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.edtf import parse
from agreements.errors import Refused
from agreements.shapes import (
    AgreementIn,
    Bundle,
    DeterminationIn,
    EventIn,
    OfficeIn,
    PartyIn,
    PersonIn,
    RelationIn,
    RetractionIn,
    Shape,
    canonical_decimal,
    read,
)

from . import inputs
from .edtf_strategies import texts


def problems(shape: type[Shape], data: Any) -> dict[str, str]:
    """Path → detail of everything that is refused."""
    with pytest.raises(Refused) as refusal:
        read(shape, data)
    return {each.field: each.detail for each in refusal.value.problems}


def quantity(**changes: Any) -> Any:
    return inputs.event(quantities=[{"what": "persons", "unit": "persons", **changes}])


def updating(**changes: Any) -> Any:
    return inputs.event(status_updates=[inputs.update(), inputs.update(**changes)])


def citing(**changes: Any) -> Any:
    return inputs.event(citations=[inputs.citation(**changes)])


def linking(**changes: Any) -> Any:
    return inputs.agreement(links=[inputs.link(**changes)])


def agreeing(**changes: Any) -> Any:
    return inputs.agreement(terms=[inputs.term(**changes)])


NO_FORM = "does not have the form"
REFUSED = [
    # shape, input, path, a part of the detail: the reason or the way out
    (EventIn, inputs.event(kind="summit"), "kind", "not a known event kind; use one of: visit, press_statement"),
    (EventIn, inputs.event(modality="perhaps"), "modality", "use one of: happened, planned"),
    (EventIn, inputs.event(colour="red"), "colour", "unknown field; leave it out"),
    (EventIn, inputs.event(slug="Rubio visit"), "slug", NO_FORM),
    (EventIn, inputs.event(slug="a\n"), "slug", NO_FORM),
    (EventIn, inputs.event(slug="a" * 101), "slug", "longer than 100 characters; shorten it"),
    (EventIn, inputs.event(title=""), "title", "is empty; write something"),
    (EventIn, inputs.event(title=" \n"), "title", "is blank; write at least one word"),
    (EventIn, inputs.event(title=5), "title", "must be text, in quotes"),
    (EventIn, inputs.event(title="a\0b"), "title", "control character"),
    (EventIn, inputs.event(summary="a\x1bb"), "summary", "send plain Unicode text"),
    (EventIn, inputs.event(summary="a\uffff"), "summary", "send plain Unicode text"),
    (EventIn, inputs.event(title="a\ud83d"), "title", "half a character; send plain Unicode text"),
    (EventIn, inputs.event(slug="a\ud83d", title="A"), "slug", "half a character; send plain Unicode text"),
    (EventIn, inputs.event(label="x" * 25), "label", "longer than 24 characters; shorten it"),
    (EventIn, inputs.event(label=""), "label", "is empty"),
    (EventIn, inputs.event(summary="x" * 20_001), "summary", "longer than 20000 characters"),
    (EventIn, inputs.event(parties=["usa"]), "parties.0", NO_FORM),
    (EventIn, inputs.event(parties="USA"), "parties", "must be a list"),
    (EventIn, inputs.event(statement={"form": "shout"}), "statement.form", "use one of: conference"),
    (EventIn, inputs.event(visit={"arrival": "2025"}), "visit", "belongs to kind visit, not meeting; leave it out"),
    (EventIn, inputs.event(statement={"form": "written"}), "statement", "belongs to kind press_statement, not meeting"),
    (EventIn, inputs.event(public_from="2025-09-09"), "public_from_citation", "is set with a citation; name it here"),
    (EventIn, inputs.event(public_from_citation="s1"), "public_from", "give the day here"),
    (
        EventIn,
        inputs.event(participants=[{"name": "Ana", "role": "bystander"}]),
        "participants.0.role",
        "use 'visitor'",
    ),
    (EventIn, {"slug": "a", "kind": "visit", "date": "2025"}, "title", "is missing; add it"),
    (EventIn, [], "", "must be an object"),
    (EventIn, None, "", "must be an object"),
    # dates
    (EventIn, inputs.event(date="3/2/2025"), "date", "write 2025"),
    (EventIn, inputs.event(date=20250203), "date", "EDTF text such as"),
    (EventIn, inputs.event(date={"earliest": "2025-02-03"}), "date", 'object with the key "edtf"'),
    (
        EventIn,
        inputs.event(kind="visit", visit={"departure": "2025-04-31"}),
        "visit.departure",
        "April 2025 has 30 days",
    ),
    (EventIn, inputs.event(public_from="9/9/2025", public_from_citation="s1"), "public_from", "the year comes first"),
    (EventIn, updating(date="2025-02-30"), "status_updates.1.date", "write 2025-02 if the day is not known"),
    (EventIn, citing(published="2025-13"), "citations.0.published", "months run from 01 to 12"),
    (EventIn, inputs.event(claims=[inputs.claim("date", "in spring")]), "claims.0.value", "write 2025-03-14"),
    (PersonIn, inputs.person(offices=[{"office": "a", "held": "2025/2020"}]), "offices.0.held", "write 2020/2025"),
    (Bundle, inputs.bundle(events=[updating(date="yesterday")]), "events.0.status_updates.1.date", "write 2025-03-14"),
    # status updates
    (EventIn, updating(axis="mood"), "status_updates.1.axis", "use one of: legal, character, operation, disclosure"),
    (EventIn, updating(value="operating"), "status_updates.1.value", "not a value of the axis legal; use one of: prop"),
    (EventIn, updating(axis="operation"), "status_updates.1.value", "use one of: not_started, preparatory"),
    (EventIn, updating(axis="procedure", value="sent_to_senate"), "status_updates.1.party", "name it here"),
    (EventIn, updating(citations=[]), "status_updates.1.citations", "0 entries and needs at least 1; add"),
    (EventIn, updating(modality="perhaps"), "status_updates.1.modality", "use one of: happened"),
    (EventIn, updating(speaker={"party": "USA"}), "status_updates.1.speaker.name", "is missing; add it"),
    # amounts
    (EventIn, quantity(low=float("nan")), "quantities.0.low", 'decimal string such as "4760000"'),
    (EventIn, quantity(low=1.5), "quantities.0.low", 'decimal string such as "4760000"'),
    (EventIn, quantity(low=True), "quantities.0.low", 'decimal string such as "4760000"'),
    (EventIn, quantity(low="six"), "quantities.0.low", "write it like"),
    (EventIn, quantity(low="NaN"), "quantities.0.low", "18 digits before the point and 6 after it"),
    (EventIn, quantity(high="Infinity"), "quantities.0.high", "18 digits before the point and 6 after it"),
    (EventIn, quantity(high="1e400"), "quantities.0.high", "18 digits before the point and 6 after it"),
    (EventIn, quantity(low="1e-400"), "quantities.0.low", "18 digits before the point and 6 after it"),
    (EventIn, quantity(low=10**18), "quantities.0.low", "18 digits before the point and 6 after it"),
    (EventIn, quantity(low="500", high="300"), "quantities.0", "low 500 is above high 300; swap them"),
    (EventIn, quantity(), "quantities.0", "needs low, high or both"),
    (AgreementIn, agreeing(low="2", high="1"), "terms.0", "low 2 is above high 1; swap them"),
    (AgreementIn, agreeing(unit=None), "terms.0.unit", "a number needs its unit"),
    (AgreementIn, agreeing(text=""), "terms.0", "needs a number, a `text` or a `coding` other than yes"),
    (AgreementIn, agreeing(name="price"), "terms.0.name", "use one of: payer, amount"),
    # citations
    (EventIn, citing(excerpt="x" * 301), "citations.0.excerpt", "longer than 300 characters; shorten it"),
    (EventIn, citing(url="ftp://files.example"), "citations.0.url", NO_FORM),
    (EventIn, citing(url="https://a b.example"), "citations.0.url", NO_FORM),
    (EventIn, citing(source_type="hearsay"), "citations.0.source_type", "use one of: official_text"),
    (EventIn, citing(language="English"), "citations.0.language", NO_FORM),
    (EventIn, citing(locator={"page": 0}), "citations.0.locator.page", "greater than or equal to 1"),
    (EventIn, citing(locator={"page": 2**31}), "citations.0.locator.page", "less than or equal to 2147483647"),
    (
        EventIn,
        citing(locator={"start": 9, "end": 8}),
        "citations.0.locator",
        "starts at 9 and ends before it, at 8; swap",
    ),
    # agreements, parties, relations
    (AgreementIn, linking(agreement="a", event="b"), "links.0", "exactly one of `agreement` and `event`"),
    (AgreementIn, linking(), "links.0", "exactly one of `agreement` and `event`"),
    (AgreementIn, linking(kind="resembles", event="b"), "links.0.type", "use one of: amends"),
    (AgreementIn, inputs.agreement(parties=[{"party": "USA"}]), "parties", "has 1 entries and needs at least 2"),
    (AgreementIn, inputs.agreement(short_title="x" * 29), "short_title", "longer than 28 characters"),
    (AgreementIn, inputs.agreement(identifiers=[{"scheme": "isbn", "value": "1"}]), "identifiers.0.scheme", "tias"),
    (PartyIn, inputs.party("US"), "code", NO_FORM),
    (PartyIn, inputs.party("x-Kosovo"), "code", NO_FORM),
    (PartyIn, inputs.party(kind="planet"), "kind", "use one of: state, former_state, territory, organisation"),
    (PartyIn, inputs.party(names={"en": "United States"}), "names.es", "is missing; add it"),
    (OfficeIn, inputs.office(titles={"en": " ", "es": "Presidente"}), "titles.en", "is blank"),
    (RelationIn, inputs.relation(parties=["USA"]), "parties", "needs at least 2"),
    (RelationIn, inputs.relation(parties=["USA", "SLV", "GTM"]), "parties", "takes at most 2; leave some out"),
    (DeterminationIn, inputs.determination(["a"], []), "set_aside", "needs at least 1"),
    (DeterminationIn, inputs.determination(["a"], ["b"], reason=""), "reason", "is empty; write something"),
    (RetractionIn, inputs.retraction("party", "usa"), "type", "'party' is not known; use 'event', 'status_update'"),
    (RetractionIn, inputs.retraction("event", "a", reason=""), "reason", "is empty; write something"),
    (Bundle, inputs.bundle(format="entente-record/2"), "format", "use 'entente-record/1'"),
]


def _name(case: Any) -> str:
    return f"{case[0].__name__}-{case[2] or 'whole'}-{case[3][:20]}"


@pytest.mark.parametrize(("shape", "data", "path", "detail"), REFUSED, ids=map(_name, REFUSED))
def test_a_refusal_names_the_path_the_reason_and_the_way_out(
    shape: type[Shape], data: Any, path: str, detail: str
) -> None:
    found = problems(shape, data)
    assert list(found) == [path]
    assert detail in found[path]


def test_every_fault_is_named_at_once() -> None:
    found = problems(EventIn, inputs.event(kind="summit", date="soon", citations=[inputs.citation(url="x")], more=1))
    assert set(found) == {"kind", "date", "citations.0.url", "more"}


def test_a_refusal_does_not_repeat_a_long_input_whole() -> None:
    assert len(problems(EventIn, citing(url="ftp://" + "x" * 1_900))["citations.0.url"]) < 200


VALID = [
    (EventIn, inputs.event()),
    (EventIn, inputs.event(date="[2025-03-13,2025-03-14]", label="x" * 24, place="Ilopango", note="x" * 20_000)),
    (EventIn, inputs.event(kind="visit", visit={"arrival": "2025-02-03", "departure": None})),
    (EventIn, inputs.event(kind="press_statement", statement={"form": "social", "venue": "X"})),
    (EventIn, inputs.event(title="Encuentro en Coatepeque: línea uno\n\tlínea dos 🤝")),
    (EventIn, inputs.event(public_from="2025-09-09", public_from_citation="s1")),
    (EventIn, inputs.event(participants=[{"name": "Ana López"}, {"name": "Ana López", "role": "speaker"}])),
    (EventIn, updating(axis="procedure", value="sent_to_senate", party="USA")),
    (EventIn, updating(date="../2021-02-07", modality="denied", value="in_force")),
    (EventIn, citing(excerpt="x" * 300, locator={"page": 1, "start": 0, "end": 0})),
    (EventIn, citing(id=None, published=None, language="zh-Hant-HK", cluster="ap-2025")),
    (EventIn, quantity(low="238", high="238")),
    (EventIn, quantity(high=300)),
    (AgreementIn, agreeing(text="the United States", name="payer")),
    (AgreementIn, agreeing(text="", coding="no", name="legal_obligation")),
    (AgreementIn, linking(event="aca-suspended-2021", kind="suspended_by")),
    (PartyIn, inputs.party("YUG", kind="former_state", succeeded_by=["SRB", "HRV"])),
    (PartyIn, inputs.party("x-oas", kind="organisation")),
    (PersonIn, inputs.person(offices=[{"office": "sv-president", "held": "2019-06-01/.."}])),
    (Bundle, inputs.bundle()),
]


@pytest.mark.parametrize(("shape", "data"), VALID)
def test_valid_input_is_taken(shape: type[Shape], data: Any) -> None:
    read(shape, data)


def test_a_date_may_come_as_the_object_that_the_api_gives() -> None:
    date = parse("2025-03~").as_json()
    assert read(EventIn, inputs.event(date=date)).date == "2025-03~"


@given(texts)
def test_any_date_is_kept_in_its_one_spelling(text: str) -> None:
    assert read(EventIn, inputs.event(date=f" {text} ")).date == parse(text).text


def test_shapes_are_values() -> None:
    one, other = read(EventIn, inputs.event()), read(EventIn, inputs.event())
    assert one == other
    with pytest.raises(ValueError, match="frozen"):
        one.title = "other"  # type: ignore[misc]


# --- amounts ---------------------------------------------------------------------------------------------------------
amounts = st.decimals(min_value=Decimal(-(10**18) + 1), max_value=Decimal(10**18 - 1), places=6, allow_nan=False)


def _read_amount(value: Any) -> str | None:
    return read(EventIn, quantity(low=value)).quantities[0].low


@given(amounts)
def test_an_amount_keeps_its_value(number: Decimal) -> None:
    assert Decimal(_read_amount(str(number)) or "") == number


@given(amounts, st.integers(0, 6))
def test_equal_amounts_have_one_spelling(number: Decimal, zeros: int) -> None:
    padded = f"{number:f}" + "0" * zeros
    spellings = {_read_amount(each) for each in (str(number), padded, f"{number:e}", number)}
    assert spellings == {canonical_decimal(number)}


@given(amounts)
def test_a_canonical_amount_has_no_exponent_and_no_idle_zero(number: Decimal) -> None:
    text = canonical_decimal(number)
    assert "E" not in text.upper()
    assert not ("." in text and text[-1] in "0.")
    assert canonical_decimal(Decimal(text)) == text


@pytest.mark.parametrize(
    ("given", "kept"),
    [("4760000.00", "4760000"), ("4.76e6", "4760000"), ("0.50", "0.5"), ("-0.0", "0"), (6, "6"), ("100", "100")],
)
def test_an_amount_is_kept_in_one_spelling(given: Any, kept: str) -> None:
    assert _read_amount(given) == kept
