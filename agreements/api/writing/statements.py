"""Statements: appended to what is recorded, taken back, chosen between."""

from itertools import count
from typing import Any, Final

from agreements.api.writing import body
from agreements.api.writing.body import Json
from agreements.api.writing.telling import Moves, Written, told
from agreements.errors import Problem, Refused
from agreements.history.batch import AppendToAgreement, AppendToEvent
from agreements.history.editing import global_id
from agreements.history.record import alone, record
from agreements.models import Citation, Determination, StatusUpdate, Term
from agreements.shapes import CitationIn, DeterminationIn, RetractionIn, StatusUpdateIn, TermIn, read

RETRACTED: Final[Moves] = {r"^retractions\.0(\.id)?(\.|$)": ""}
DETERMINED: Final[Moves] = {r"^determinations\.0(\.|$)": ""}


def add_status_update(given: Json, *, by: str) -> Written:
    """What a recorded event says about an agreement. `citations`: ids of the event's, or new ones as objects."""
    reason = body.take_reason(given, body.LOGGED)
    event = given.pop("event", None)
    if not isinstance(event, str):
        raise Refused([Problem("event", "name the event that says so, by its slug")])
    fields = body.writable("status_updates", given, {})
    with alone():
        fields, new, places = _sourced(fields, event, Citation.objects.filter(event__slug=event))
        shape = read(StatusUpdateIn, fields)
        moves = _moves("events", "status_updates", "event", places)
        return _append(StatusUpdate, event, shape.id, AppendToEvent(event, (shape,), (), new), moves, by, reason)


def add_term(given: Json, agreement: str, *, by: str) -> Written:
    """What an agreement provides. `citations`: ids of the agreement's, or new ones as objects."""
    reason = body.take_reason(given, body.LOGGED)
    fields = body.writable("terms", given, {"agreement": agreement})
    with alone():
        fields, new, places = _sourced(fields, agreement, Citation.objects.filter(agreement__slug=agreement))
        shape = read(TermIn, fields)
        moves = _moves("agreements", "terms", "", places)
        append = AppendToAgreement(agreement, (), (shape,), new)
        return _append(Term, agreement, shape.id, append, moves, by, reason)


def _append(model: Any, record_id: str, given: str | None, append: Any, moves: Moves, by: str, reason: str) -> Written:
    with told(moves):
        revision = record([append], by=by, reason=reason)
    if revision is None:
        return Written(str(global_id(record_id, given)), None)
    return Written(model.objects.get(revision=revision).public_id, revision)


def _moves(records: str, part: str, owner: str, places: list[int]) -> Moves:
    """From the paths of an append with one statement to those of a body that is that statement."""
    return {
        rf"^{records}\.[^.]+\.{part}\.0(\.|$)": "",
        rf"^{records}\.[^.]+\.citations\.(\d+)": lambda found: f"citations.{places[int(found[1])]}",
        rf"^{records}\.[^.]+$": owner,
    }


def _sourced(given: Json, owner: str, known: Any) -> tuple[Json, tuple[CitationIn, ...], list[int]]:
    """A statement with the ids of its citations, those that it brought along, and where in its list they stood."""
    listed = given.get("citations")
    if not isinstance(listed, list):
        return given, (), []
    taken = set(known.values_list("public_id", flat=True))
    free = (name for number in count(1) if (name := f"{owner}-s{number}") not in taken)
    ids, new, places = [], [], []
    for index, each in enumerate(listed):
        if isinstance(each, dict):
            shape = _citation(each, index)
            each = shape.id or next(free)
            new.append(shape.model_copy(update={"id": each}))
            places.append(index)
        ids.append(each)
    return {**given, "citations": ids}, tuple(new), places


def _citation(given: Json, index: int) -> CitationIn:
    try:
        return read(CitationIn, body.writable("citations", given, {}))
    except Refused as refused:
        raise Refused(each.under(f"citations.{index}") for each in refused.problems) from None


def retract(kind: str, public_id: str, given: Json, *, by: str) -> Written:
    """Take an event or statement back. The same again, for the same reason, writes nothing."""
    body.refuse_others(given, "reason")
    shape = read(RetractionIn, {**given, "type": kind, "id": public_id})
    with told(RETRACTED):
        return Written(public_id, record([shape], by=by, reason=shape.reason))


def determine(given: Json, *, by: str) -> Written:
    """Choose between rival accounts; who chooses is who asks, and the reason is also that of the revision."""
    shape = read(DeterminationIn, {**body.writable("determination", given, {"by": by}), "by": by})
    with told(DETERMINED):
        revision = record([shape], by=by, reason=shape.reason)
    if revision is None:
        return Written(str(shape.id), None)
    return Written(Determination.objects.get(revision=revision).public_id, revision)
