"""Small valid inputs as plain data, as JSON would bring them: an id, and changes to the fields. See `builders`."""

from typing import Any

Json = dict[str, Any]


def party(code: str = "USA", **changes: Any) -> Json:
    return {"code": code, "kind": "state", "names": {"en": code, "es": code}, **changes}


def office(slug: str = "sv-president", **changes: Any) -> Json:
    return {"slug": slug, "titles": {"en": slug, "es": slug}, "party": "SLV", **changes}


def person(slug: str = "ana-lopez", **changes: Any) -> Json:
    return {"slug": slug, "name": slug.replace("-", " ").title(), **changes}


def relation(slug: str = "us-sv", **changes: Any) -> Json:
    return {"slug": slug, "parties": ["USA", "SLV"], "titles": {"en": slug, "es": slug}, **changes}


def citation(local: str | None = "s1", **changes: Any) -> Json:
    return {
        "id": local,
        "url": f"https://news.example/{local}",
        "publisher": "Example News",
        "source_type": "press",
        "published": "2025-02-04",
        **changes,
    }


def update(agreement: str = "memo", axis: str = "legal", value: str = "signed", **changes: Any) -> Json:
    return {"agreement": agreement, "axis": axis, "value": value, "citations": ["s1"], **changes}


def claim(field: str = "place", value: str = "San Salvador", **changes: Any) -> Json:
    return {"field": field, "value": value, "citations": ["s1"], **changes}


def event(slug: str = "meeting-2025", **changes: Any) -> Json:
    return {
        "slug": slug,
        "kind": "meeting",
        "title": slug.replace("-", " "),
        "date": "2025-02-03",
        "parties": ["USA", "SLV"],
        "citations": [citation()],
        **changes,
    }


def term(name: str = "amount", **changes: Any) -> Json:
    """Six million dollars, or the text given instead."""
    number = {} if "text" in changes else {"low": "6000000", "high": "6000000", "unit": "USD"}
    return {"name": name, **number, "citations": ["s1"], **changes}


def link(kind: str = "implements", **changes: Any) -> Json:
    return {"type": kind, "citations": ["s1"], **changes}


def agreement(slug: str = "memo", **changes: Any) -> Json:
    return {
        "slug": slug,
        "title": slug.replace("-", " "),
        "short_title": slug[:28],
        "kind": "other",
        "form": "memorandum",
        "parties": [{"party": "USA"}, {"party": "SLV"}],
        "citations": [citation()],
        **changes,
    }


def determination(preferred: list[str], set_aside: list[str], **changes: Any) -> Json:
    reason = "the text says so"
    return {"preferred": preferred, "set_aside": set_aside, "reason": reason, "by": "an analyst", **changes}


def retraction(kind: str, public_id: str, reason: str = "entered by mistake") -> Json:
    return {"type": kind, "id": public_id, "reason": reason}


def bundle(**changes: Any) -> Json:
    """Two parties, their relation, the agreement `memo`, and the event `meeting-2025` at which it was signed."""
    return {
        "format": "entente-record/1",
        "relation": relation(),
        "parties": [party("USA"), party("SLV")],
        "agreements": [agreement()],
        "events": [event(status_updates=[update(id="u1")])],
        **changes,
    }
