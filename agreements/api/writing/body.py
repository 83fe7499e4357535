"""Bodies of writes: what of them is for the record, what is the act's reason, and what only reads may say."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rest_framework.request import Request

from agreements.api.output import common, records, statements
from agreements.errors import Problem, Refused
from agreements.history.editing import global_id
from agreements.shapes import (
    AgreementIn,
    CitationIn,
    DeterminationIn,
    EventClaimIn,
    EventIn,
    LinkIn,
    Shape,
    StatusUpdateIn,
    TermIn,
)

Json = dict[str, Any]
LOGGED: Final = "Logged through the API"


def of(request: Request) -> Json:
    """The body, which is an object. Raises Refused."""
    if not isinstance(request.data, dict):
        raise Refused([Problem("", "send a JSON object, in braces")])
    return dict(request.data)


def refuse_others(given: Json, *known: str) -> None:
    """Raises Refused naming every field that is not one of these."""
    if unknown := sorted(set(given) - set(known)):
        raise Refused([Problem(name, "unknown field; leave it out") for name in unknown])


def take_reason(given: Json, default: str = "") -> str:
    """Why it is written: stands beside the fields of the record, and is taken out of them. Raises Refused."""
    reason = given.pop("reason", default)
    if not isinstance(reason, str):
        raise Refused([Problem("reason", "must be text, in quotes")])
    if not reason.strip():
        raise Refused([Problem("reason", "say why, in a few words; it stands in the record's history for ever")])
    return reason


def _computed(output: Any, shape: type[Shape]) -> frozenset[str]:
    """The fields that an answer has beside those that can be written."""
    names = {field.alias or name for name, field in output.model_fields.items()}
    return frozenset(names - set(shape.model_fields))


COMPUTED: Final[Mapping[str, frozenset[str]]] = {
    "event": _computed(records.Event, EventIn),
    "agreement": _computed(records.Agreement, AgreementIn),
    "status_updates": _computed(statements.StatusUpdate, StatusUpdateIn),
    "claims": _computed(statements.EventClaim, EventClaimIn),
    "terms": _computed(statements.Term, TermIn),
    "links": _computed(statements.Link, LinkIn),
    "citations": _computed(common.Citation, CitationIn),
    "determination": _computed(statements.Determination, DeterminationIn) | {"by"},
}
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "event": ("status_updates", "claims", "citations"),
    "agreement": ("terms", "links", "citations"),
}
# The field by which a part names the record that it stands in.
OWNER: Final[Mapping[str, str]] = {
    "status_updates": "event",
    "claims": "event",
    "terms": "agreement",
    "links": "from",
}


def writable(kind: str, given: Json, present: Json) -> Json:
    """A body less what is computed, nested statements included. Computed fields may come along as they are at present.

    `present`: the record as it is read now, {} for a new one. Raises Refused naming every computed field that differs,
    or that something new has not yet got."""
    problems: list[Problem] = []
    kept = _less(kind, given, present, "", problems)
    slug = given.get("slug", present.get("slug"))
    for part in PARTS.get(kind, ()):
        if isinstance(given.get(part), list):
            kept[part] = list(_parts(part, given[part], present.get(part, []), slug, problems))
    if problems:
        raise Refused(problems)
    return kept


def _parts(part: str, given: list[Any], present: list[Json], slug: Any, problems: list[Problem]) -> Iterator[Any]:
    known = {each["id"]: each for each in present}
    new = {OWNER[part]: slug} if part in OWNER and slug else {}
    for index, each in enumerate(given):
        if isinstance(each, dict):
            own = each.get("id")
            public_id = global_id(slug, own) if isinstance(own, str) and isinstance(slug, str) else None
            yield _less(part, each, known.get(public_id or "", new), f"{part}.{index}.", problems)
        else:
            yield each


def _less(kind: str, given: Json, present: Json, path: str, problems: list[Problem]) -> Json:
    computed = COMPUTED[kind]
    for name in (each for each in given if each in computed):
        if name not in present:
            problems.append(Problem(f"{path}{name}", "is computed; leave it out"))
        elif present[name] != given[name]:
            problems.append(Problem(f"{path}{name}", "is computed, and is not what you send; leave it out"))
    return {name: value for name, value in given.items() if name not in computed}
