"""A contradiction in words: what it is about, who says what, and in which statements."""

from collections.abc import Iterable
from typing import Any

from agreements.admin import telling
from agreements.admin.places import admin_page, public_page
from agreements.models import EventClaim, StatusUpdate, Term
from agreements.timeline import clocks, queries

Json = dict[str, Any]
SUBJECTS = ("agreement", "event")
PARTS: dict[str, Any] = {"status_updates": StatusUpdate, "terms": Term, "claims": EventClaim}


def ids(account: Json) -> list[str]:
    """The statements of an account."""
    return [each for part in PARTS for each in account.get(part, ())]


def open_contradictions() -> list[Json]:
    """Those that nobody has determined: about agreements first, then about events."""
    return sorted(queries.conflicts(clocks.now(), open=True), key=lambda each: (each["event"] is not None, each["id"]))


def about(conflicts: Iterable[Json]) -> list[Json]:
    """Contradictions with what each is about in words, and where its subject is read. Two queries."""
    found = list(conflicts)
    asof = clocks.now()
    titles = {
        (kind, each["slug"]): each["title"]
        for kind in SUBJECTS
        for each in queries.bodies(kind, asof, slug__in={each[kind] for each in found if each[kind]})
    }
    return [_about(each, titles) for each in found]


def _about(conflict: Json, titles: dict[tuple[str, str], str]) -> Json:
    kind = next(kind for kind in SUBJECTS if conflict[kind])
    slug = conflict[kind]
    point = conflict["axis"] or conflict["term"] or conflict["field"]
    of = f" ({conflict['party']})" if conflict["party"] else ""
    return {
        **conflict,
        "subject": titles[kind, slug],
        "point": f"{telling.label(point)}{of}",
        "page": public_page(kind, slug),
        "accounts": [in_words(each) for each in conflict["accounts"]],
    }


def in_words(account: Json) -> Json:
    """An account with its value, speaker and grade as they are read."""
    speaker = account["speaker"]
    return {
        **account,
        "words": telling.label(account["value"]),
        "who": speaker["name"] if speaker else "",
        "grade_words": telling.grade(account["grade"]),
    }


def told(account: Json) -> Json:
    """An account with its statements: what they note, and where each is found."""
    rows = [row for part, model in PARTS.items() for row in model.objects.filter(public_id__in=account.get(part, ()))]
    said = [{"id": row.public_id, "note": row.note, "href": admin_page(row, "change", row.pk)} for row in rows]
    return {**in_words(account), "told": said}
