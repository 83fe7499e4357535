"""The analyst's decisions. Each locks its candidate, so that of many at once one decides and the rest get its answer.

Asking again for what was decided gives the same answer; asking for something else raises AlreadyDecided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from agreements.errors import AlreadyDecided, Problem, Refused
from agreements.history.logged import log_event
from agreements.models import Candidate, Event, Retraction, Revision
from agreements.reading import turns
from agreements.reading.neighbours import standing
from agreements.review import adding
from agreements.shapes import EventIn, read

Json = dict[str, Any]
UNNAMED = "Accepted as proposed"
SAME_EVENT = "{other} was accepted, which told of the same event."


@dataclass(frozen=True, slots=True)
class Decided:
    """`again`: it was decided so before, and nothing was written now."""

    candidate: Candidate
    again: bool


@transaction.atomic
def accept(
    public_id: str,
    *,
    by: str,
    corrections: Json | None = None,
    reason: str = "",
    as_new: bool = False,
    retract: Sequence[str] = (),
) -> Decided:
    """Take it as proposed, with corrections (whole fields of an event; fewer status updates too).

    An event of its own is made. Another account, a copy or a second look adds its statements to the event that it is
    about; `as_new` makes an event all the same, but never of a second look. `retract`: ids of status updates that the
    page no longer says, among the `changes` of a second look. Raises Refused, AlreadyDecided."""
    candidate = _locked(public_id)
    decision: Json = {"do": "accept", "corrections": corrections or {}}
    decision |= ({"as_new": True} if as_new else {}) | ({"retract": sorted(retract)} if retract else {})
    if again := _same_again(candidate, decision):
        return again
    why = reason or UNNAMED
    said = f"{why} (candidate {public_id})"
    event = _recorded(candidate, as_new=as_new)
    _check_retracted(candidate, retract)
    if event is not None:
        revision = _add(candidate, event, corrections or {}, retract, by=by, reason=said)
    else:
        event, revision = _make(candidate, corrections or {}, by=by, reason=said)
        if candidate.head and not as_new:
            _lead(candidate, candidate.head)
    _decide(candidate, "accepted", decision, by=by, reason=why, event=event, revision=revision)
    return Decided(candidate, again=False)


def _make(candidate: Candidate, corrections: Json, *, by: str, reason: str) -> tuple[Event, Revision | None]:
    """An event of its own. Accepting must never edit an event that is there."""
    logged = log_event(read(EventIn, {**candidate.proposed, **_safe(corrections)}), by=by, reason=reason)
    return Event.objects.get(slug=logged.slug), logged.revision


def _add(
    candidate: Candidate, event: Event, corrections: Json, retract: Sequence[str], *, by: str, reason: str
) -> Revision | None:
    said = adding.proposal(candidate, corrections)
    if not (said.status_updates or said.citations or retract):
        raise Refused([Problem("retract", "this adds nothing to the record; choose what to retract, or reject it")])
    return adding.add(candidate, said, event, by=by, reason=reason, retract=retract)


@transaction.atomic
def reject(public_id: str, *, by: str, reason: str) -> Decided:
    """Keep it out, and say why; it does not come back unless its claims change."""
    candidate = _locked(public_id)
    if not reason:
        raise Refused([Problem("reason", "say why in a few words; it is counted against the rule that proposed it")])
    decision = {"do": "reject", "reason": reason}
    if again := _same_again(candidate, decision):
        return again
    _decide(candidate, "rejected", decision, by=by, reason=reason)
    return Decided(candidate, again=False)


@transaction.atomic
def merge(public_id: str, *, into: str, by: str, reason: str = "", status_updates: Sequence[Json] = ()) -> Decided:
    """Another account of an event that is recorded: its sources are added to that event.

    `status_updates`: those that come along, whole, as they are proposed; they name citations of the proposal.
    Raises Refused, AlreadyDecided."""
    candidate = _locked(public_id)
    decision: Json = {"do": "merge", "event": into}
    decision |= {"status_updates": list(status_updates)} if status_updates else {}
    if again := _same_again(candidate, decision):
        return again
    event = Event.objects.filter(slug=into).first()
    if event is None:
        raise Refused([Problem("event", f"there is no event {into!r}")])
    said = adding.proposal(candidate, {"status_updates": list(status_updates)})
    why = reason or f"Another account of {into}"
    revision = adding.add(candidate, said, event, by=by, reason=f"{why} (candidate {public_id})")
    _decide(candidate, "merged", decision, by=by, reason=why, event=event, revision=revision)
    return Decided(candidate, again=False)


@transaction.atomic
def undo(public_id: str, *, by: str, reason: str) -> Candidate:
    """Take a decision back: the event that it made, or what it added to one, is retracted; it waits again."""
    candidate = _locked(public_id)
    if candidate.state in ("waiting", "superseded"):
        detail = f"{public_id} is {candidate.state}; only what was accepted, merged or rejected is undone"
        raise AlreadyDecided(detail, None)
    if candidate.state == "merged" and candidate.revision is None:
        detail = f"it is not known what merging {public_id} added, if anything; retract by hand what is wrong"
        raise AlreadyDecided(detail, None)
    if not reason:
        raise Refused([Problem("reason", "say why it is taken back")])
    if candidate.event is not None:
        adding.take_back(candidate, candidate.event, by=by, reason=reason)
    candidate.state, candidate.event, candidate.decision, candidate.revision = "waiting", None, None, None
    candidate.decided_by, candidate.decided_at, candidate.decided_reason = by, datetime.now(UTC), reason
    candidate.save()
    return candidate


def _locked(public_id: str) -> Candidate:
    """The candidate as the last decision left it, while nobody reads or decides about its agreements."""
    seen = Candidate.objects.filter(public_id=public_id).first()
    if seen is None:
        raise Refused([Problem("id", f"there is no candidate {public_id!r}")])
    turns.take({*seen.agreements, *seen.proposed.get("agreements", ())})
    # Nothing is joined: after waiting for the lock only the locked row itself is seen as the other left it.
    return Candidate.objects.select_for_update().get(pk=seen.pk)


def _same_again(candidate: Candidate, decision: Json) -> Decided | None:
    if candidate.state == "waiting":
        return None
    if candidate.decision == decision:
        return Decided(candidate, again=True)
    event = candidate.event.slug if candidate.event else None
    who = "by another candidate" if candidate.state == "superseded" else f"by {candidate.decided_by}"
    raise AlreadyDecided(f"{candidate.public_id} is {candidate.state}, {who}", event)


def _safe(corrections: Json) -> Json:
    unknown = sorted(set(corrections) - set(EventIn.model_fields))
    if unknown:
        raise Refused([Problem(name, "unknown field; leave it out") for name in unknown])
    return corrections


def _recorded(candidate: Candidate, *, as_new: bool) -> Event | None:
    """The event that the candidate's statements go to; None if it makes one. Raises Refused."""
    subject = candidate.subject
    event = standing(subject)
    if as_new and candidate.relation == "revision" and event:
        raise Refused(
            [Problem("as_new", f"it is a second look at {event.slug}, and makes no second event; leave it out")]
        )
    if as_new or subject is None:
        return None
    if event is None:
        raise Refused([Problem("id", f"{subject.slug}, which it is about, was retracted; say as_new, or reject it")])
    return event


def _check_retracted(candidate: Candidate, retract: Sequence[str]) -> None:
    """Only what a second look found to be no longer said is taken back with it."""
    mine = {each["update"] for each in candidate.changes if each["update"]}
    gone = set(
        Retraction.objects.filter(target_type="status_update", target_id__in=retract).values_list(
            "target_id", flat=True
        )
    )
    problems = [
        Problem("retract", f"{each!r} is not among the changes; leave it out") for each in retract if each not in mine
    ]
    problems += [Problem("retract", f"{each} is retracted already; leave it out") for each in retract if each in gone]
    if problems:
        raise Refused(problems)


def _lead(candidate: Candidate, head: Candidate) -> None:
    """It makes the event of which it was another account: the others, the first one too, are accounts of it now."""
    candidate.relation, candidate.head, candidate.about_reason = "", None, ""
    candidate.save()
    head.accounts.update(head=candidate)
    if head.state == "waiting":
        head.relation, head.head = "account", candidate
        head.about_reason = SAME_EVENT.format(other=candidate.public_id)
        head.save()


def _decide(
    candidate: Candidate,
    state: str,
    decision: Json,
    *,
    by: str,
    reason: str,
    event: Event | None = None,
    revision: Revision | None = None,
) -> None:
    candidate.state, candidate.event, candidate.decision = state, event, decision
    candidate.revision = revision.number if revision else None
    candidate.decided_by, candidate.decided_at, candidate.decided_reason = by, datetime.now(UTC), reason
    candidate.save()
