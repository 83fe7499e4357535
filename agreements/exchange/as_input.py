"""From a record as the API gives it to the shape that the writer takes: the same less what is computed. Pure."""

from collections.abc import Iterable
from typing import Any

from agreements.shapes import (
    AgreementIn,
    CitationIn,
    DeterminationIn,
    EventClaimIn,
    EventIn,
    LinkIn,
    OfficeIn,
    PartyIn,
    PersonIn,
    RelationIn,
    Shape,
    StatusUpdateIn,
    TermIn,
)

Json = dict[str, Any]


def _only(shape: type[Shape], body: Json) -> Json:
    """The fields that a shape takes; a Date becomes its EDTF text."""
    return {name: _plain(body[name]) for name in shape.model_fields if name in body}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return value["edtf"] if "edtf" in value else {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def party(body: Json) -> Json:
    return _only(PartyIn, body)


def office(body: Json) -> Json:
    return _only(OfficeIn, body)


def person(body: Json) -> Json:
    return _only(PersonIn, body)


def relation(body: Json) -> Json:
    return _only(RelationIn, body)


def agreement(body: Json) -> Json:
    return {
        **_only(AgreementIn, body),
        "links": [_only(LinkIn, each) for each in body["links"]],
        "terms": [_only(TermIn, each) for each in body["terms"]],
        "citations": [_only(CitationIn, each) for each in body["citations"]],
    }


def event(body: Json) -> Json:
    return {
        **_only(EventIn, body),
        "status_updates": [_only(StatusUpdateIn, each) for each in body["status_updates"]],
        "claims": [_only(EventClaimIn, each) for each in body["claims"]],
        "citations": [_only(CitationIn, each) for each in body["citations"]],
    }


def determination(body: Json) -> Json:
    return _only(DeterminationIn, body)


PARTS = (
    ("status_updates", "status_update"),
    ("claims", "claim"),
    ("terms", "term"),
    ("links", "link"),
    ("citations", "citation"),
)


def retractions(records: Iterable[Json], determinations: Iterable[Json]) -> list[Json]:
    """What was taken back, with reasons: of the records themselves, of their parts, of determinations."""
    found = [_retraction("determination", each["id"], each) for each in determinations]
    for record in records:
        if "status_updates" in record:
            found.append(_retraction("event", record["slug"], record))
        found += [_retraction(kind, each["id"], each) for part, kind in PARTS for each in record.get(part, ())]
    return [each for each in found if each]


def _retraction(kind: str, public_id: str, body: Json) -> Json | None:
    gone = body["retracted"]
    return {"type": kind, "id": public_id, "reason": gone["reason"]} if gone else None
