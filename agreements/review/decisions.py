"""The analyst's decisions. Each locks its candidate, so that of many at once one decides and the rest get its answer.

Asking again for what was decided gives the same answer; asking for something else raises AlreadyDecided.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from agreements.errors import AlreadyDecided, Problem, Refused
from agreements.history.batch import AppendToEvent
from agreements.history.logged import log_event
from agreements.history.record import record
from agreements.models import Candidate, Event
from agreements.shapes import EventIn, RetractionIn, read

Json = dict[str, Any]
UNNAMED = "Accepted as proposed"


@dataclass(frozen=True, slots=True)
class Decided:
    """`again`: it was decided so before, and nothing was written now."""

    candidate: Candidate
    again: bool


@transaction.atomic
def accept(public_id: str, *, by: str, corrections: Json | None = None, reason: str = "") -> Decided:
    """Make the proposed event, with corrections (whole fields of an event; fewer status updates too)."""
    candidate = _locked(public_id)
    decision = {"do": "accept", "corrections": corrections or {}}
    if again := _same_again(candidate, "accepted", decision):
        return again
    proposed = read(EventIn, {**candidate.proposed, **_safe(corrections or {})})
    why = reason or UNNAMED
    # Accepting must never edit an event that is there.
    logged = log_event(proposed, by=by, reason=f"{why} (candidate {public_id})")
    _decide(candidate, "accepted", decision, by=by, reason=why, event=Event.objects.get(slug=logged.slug))
    return Decided(candidate, again=False)


@transaction.atomic
def reject(public_id: str, *, by: str, reason: str) -> Decided:
    """Keep it out, and say why; it does not come back unless its claims change."""
    candidate = _locked(public_id)
    if not reason:
        raise Refused([Problem("reason", "say why in a few words; it is counted against the rule that proposed it")])
    decision = {"do": "reject", "reason": reason}
    if again := _same_again(candidate, "rejected", decision):
        return again
    _decide(candidate, "rejected", decision, by=by, reason=reason, event=None)
    return Decided(candidate, again=False)


@transaction.atomic
def merge(public_id: str, *, into: str, by: str, reason: str = "") -> Decided:
    """Another account of an event that is recorded: its sources are added to that event."""
    candidate = _locked(public_id)
    decision = {"do": "merge", "event": into}
    if again := _same_again(candidate, "merged", decision):
        return again
    event = Event.objects.filter(slug=into).first()
    if event is None:
        raise Refused([Problem("event", f"there is no event {into!r}")])
    proposed = read(EventIn, candidate.proposed)
    citations = tuple(each.model_copy(update={"id": None}) for each in proposed.citations)
    why = reason or f"Another account of {into}"
    record([AppendToEvent(into, citations=citations)], by=by, reason=f"{why} (candidate {public_id})")
    _decide(candidate, "merged", decision, by=by, reason=why, event=event)
    return Decided(candidate, again=False)


@transaction.atomic
def undo(public_id: str, *, by: str, reason: str) -> Candidate:
    """Take an acceptance or a rejection back: the event is retracted, the candidate waits again."""
    candidate = _locked(public_id)
    if candidate.state not in ("accepted", "rejected"):
        raise AlreadyDecided(f"{public_id} is {candidate.state}; only what was accepted or rejected is undone", None)
    if not reason:
        raise Refused([Problem("reason", "say why it is taken back")])
    if candidate.event is not None:
        record([RetractionIn(type="event", id=candidate.event.slug, reason=reason)], by=by, reason=reason)
    candidate.state, candidate.event, candidate.decision = "waiting", None, None
    candidate.decided_by, candidate.decided_at, candidate.decided_reason = by, datetime.now(UTC), reason
    candidate.save()
    return candidate


def _locked(public_id: str) -> Candidate:
    # Nothing is joined: after waiting for the lock only the locked row itself is seen as the other left it.
    candidate = Candidate.objects.select_for_update().filter(public_id=public_id).first()
    if candidate is None:
        raise Refused([Problem("id", f"there is no candidate {public_id!r}")])
    return candidate


def _same_again(candidate: Candidate, state: str, decision: Json) -> Decided | None:
    if candidate.state == "waiting":
        return None
    if candidate.state == state and candidate.decision == decision:
        return Decided(candidate, again=True)
    event = candidate.event.slug if candidate.event else None
    raise AlreadyDecided(f"{candidate.public_id} is {candidate.state}, by {candidate.decided_by}", event)


def _safe(corrections: Json) -> Json:
    unknown = sorted(set(corrections) - set(EventIn.model_fields))
    if unknown:
        raise Refused([Problem(name, "unknown field; leave it out") for name in unknown])
    return corrections


def _decide(candidate: Candidate, state: str, decision: Json, *, by: str, reason: str, event: Event | None) -> None:
    candidate.state, candidate.event, candidate.decision = state, event, decision
    candidate.decided_by, candidate.decided_at, candidate.decided_reason = by, datetime.now(UTC), reason
    candidate.save()
