"""Events and agreements: new ones, and changes of those that are there."""

from typing import Any, Final

from agreements import naming
from agreements.api.writing import body
from agreements.api.writing.body import Json
from agreements.api.writing.telling import Moves, Written, told
from agreements.errors import Problem, Refused
from agreements.exchange import as_input
from agreements.history import guarded
from agreements.history.logged import log_event
from agreements.models import Event
from agreements.shapes import AgreementIn, EventIn, read

RECORDED: Final[Moves] = {r"^(events|agreements)\.[^.]+(\.|$)": ""}


def log(given: Json, *, kind: str | None, by: str) -> Written:
    """A new event. Without a slug it gets a free one of its title and day. `kind`: what the address implies."""
    reason = body.take_reason(given, body.LOGGED)
    fields = body.writable("event", of_kind(given, kind), {})
    named = fields.get("slug") is not None
    shape = read(EventIn, fields if named else {**fields, "slug": _slug(fields)})
    with told(RECORDED):
        if named:
            return Written(shape.slug, guarded.create(shape, by=by, reason=reason))
        logged = log_event(shape, by=by, reason=reason)
    return Written(logged.slug, logged.revision)


def _slug(fields: Json) -> str:
    title, day = fields.get("title"), fields.get("date")
    if isinstance(day, dict):
        day = day.get("edtf")
    return naming.proposed(title if isinstance(title, str) else "", day if isinstance(day, str) else "")


def of_kind(given: Json, kind: str | None) -> Json:
    """The body with the kind that its address implies, if it implies one."""
    if kind is None:
        return given
    if given.get("kind", kind) != kind:
        raise Refused([Problem("kind", f"is {kind} at this address; leave it out, or use events/ for other kinds")])
    return {**given, "kind": kind}


def add_agreement(given: Json, *, by: str) -> Written:
    """A new agreement."""
    reason = body.take_reason(given, body.LOGGED)
    shape = read(AgreementIn, body.writable("agreement", given, {}))
    with told(RECORDED):
        return Written(shape.slug, guarded.create(shape, by=by, reason=reason))


def revise(kind: str, given: Json, present: Json, *, by: str) -> Written:
    """Change an event or agreement: fields left out stay, nested statements are appended. Called `alone`.

    `present`: the record as it is read now."""
    reason, slug = body.take_reason(given), present["slug"]
    if given.get("slug", slug) != slug:
        raise Refused([Problem("slug", "a slug does not change; leave it out")])
    # A version that was seen is no fault of form: if it is not the present one, somebody wrote meanwhile.
    seen = given.pop("version") if type(given.get("version")) is int else present["version"]
    fields = body.writable(kind, given, present)
    shape: Any = read(EventIn if kind == "event" else AgreementIn, {**_content(kind, present, fields), **fields})
    with told(RECORDED):
        return Written(slug, guarded.revise(shape, seen=seen, by=by, reason=reason))


def _content(kind: str, present: Json, fields: Json) -> Json:
    """What a record says now of itself, as the writer takes it; its statements stand without being said again."""
    convert = as_input.event if kind == "event" else as_input.agreement
    content = {name: value for name, value in convert(present).items() if name not in body.PARTS[kind]}
    if kind == "event" and fields.get("relations", present["relations"]) == present["relations"]:
        # Most relations follow from the parties: only what it is filed under besides is its own.
        fields.pop("relations", None)
        content["relations"] = Event.objects.get(slug=present["slug"]).filed_under
    return content
