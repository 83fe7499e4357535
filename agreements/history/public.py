"""When the public could first read a statement, and a record as it could be read on a day. Pure."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from agreements import edtf
from agreements.history.evidence import Source, grade_json, weigh

Json = dict[str, Any]
PARTS = ("status_updates", "claims", "terms", "links")


def public(citations: Iterable[Json], public_from: Json | None, first_seen: date) -> Json:
    """{"day", "basis"}: the earliest publication among the citations, else the day set by hand, else our first sight.

    A publication known only by month or year counts from its last possible day: by then it was surely public."""
    published = [each["published"]["latest"] for each in citations if each["published"] and each["published"]["latest"]]
    if published:
        return {"day": min(published), "basis": "published"}
    if public_from and public_from["latest"]:
        return {"day": public_from["latest"], "basis": "public_from"}
    return {"day": first_seen.isoformat(), "basis": "first_seen"}


def graded(statement: Json, citations: Iterable[Json]) -> Json:
    """The grade of a statement from its live citations."""
    speaker = statement.get("speaker")
    sources = [Source(each["source_type"], each["cluster"], frozenset(each["parties"])) for each in citations]
    party = speaker["party"] if speaker else None
    return grade_json(weigh(sources, party, inference=statement.get("inference", False)))


def as_public(body: Json, day: date) -> Json:
    """A record's body with only what could be read on `day`; undated citations stay with what they support."""
    last = day.isoformat()
    citations = [each for each in body["citations"] if not _published_after(each, day)]
    kept = {each["id"]: each for each in citations}
    parts = {
        name: [_with_public_sources(each, kept) for each in body[name] if each["public"]["day"] <= last]
        for name in PARTS
        if name in body
    }
    return {**body, "citations": citations, **parts}


def _published_after(citation: Json, day: date) -> bool:
    published = citation["published"]
    return bool(published) and edtf.parse(published["edtf"]).date_from > day


def _with_public_sources(statement: Json, kept: dict[str, Json]) -> Json:
    ids = [each for each in statement["citations"] if each in kept]
    if ids == statement["citations"]:
        return statement
    return {**statement, "citations": ids, "grade": graded(statement, [kept[each] for each in ids])}
