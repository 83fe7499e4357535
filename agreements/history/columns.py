"""What the filters look at, taken from a record's body. Pure."""

from datetime import date
from typing import Any

from agreements import edtf
from agreements.searchtext import searchable

Json = dict[str, Any]


def for_event(body: Json) -> Json:
    day = edtf.parse(body["date"]["edtf"])
    live = [each for each in body["status_updates"] if each["retracted"] is None]
    people = {who["person"] for who in body["participants"]}
    people |= {each["speaker"]["person"] for each in (*live, *body["claims"]) if each["speaker"]}
    return {
        "kind": body["kind"],
        "modality": body["modality"],
        "date_from": day.date_from,
        "date_to": day.date_to,
        "relations": body["relations"],
        "parties": body["parties"],
        "agreements": body["agreements"],
        "people": sorted(people - {None}),
        "axes": sorted({each["axis"] for each in live}),
        "states": sorted({f"{each['axis']}:{each['value']}" for each in live}),
        "retracted": body["retracted"] is not None,
        "merged": body["merged_into"] is not None,
        **_public(body, body["public"]["day"], ("status_updates", "claims")),
        "search": _text(
            body["title"],
            body["label"],
            body["summary"],
            body["place"],
            *(who["name"] for who in body["participants"]),
            *(each["speaker"]["name"] for each in (*live, *body["claims"]) if each["speaker"]),
            *(each["value"] for each in body["claims"]),
            *(each["excerpt"] for each in body["citations"]),
            *(each["publisher"] for each in body["citations"]),
        ),
    }


def for_agreement(body: Json) -> Json:
    return {
        "kind": body["kind"],
        "form": body["form"],
        "parties": [each["party"] for each in body["parties"]],
        "relations": body["relations"],
        "identifiers": [f"{each['scheme']}:{each['value'].lower()}"[:120] for each in body["identifiers"]],
        "merged": body["merged_into"] is not None,
        **_public(body, None, ("terms", "links")),
        "search": _text(
            body["title"],
            body["short_title"],
            body["official_title"],
            body["summary"],
            *(each["text"] for each in body["aliases"]),
            *(each["value"] for each in body["identifiers"]),
        ),
    }


def _public(body: Json, day: str | None, parts: tuple[str, ...]) -> Json:
    """First and last day on which something of the body became public. Without a day of its own a record is as old as
    its statements; one without any is not public by itself."""
    stated = [each["public"]["day"] for part in parts for each in body[part]]
    published = [each["published"]["earliest"] for each in body["citations"] if each["published"]]
    first = day or min(stated, default=date.max.isoformat())
    last = max([first, *stated, *(each for each in published if each)])
    return {"public_day": date.fromisoformat(first), "public_all": date.fromisoformat(last)}


def _text(*parts: str | None) -> str:
    return searchable(" ".join(part for part in parts if part))
