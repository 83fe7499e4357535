"""A candidate's statements on an event that is recorded: appended, superseding, and taken back again."""

from collections.abc import Mapping, Sequence
from typing import Any

from agreements.errors import Problem, Refused
from agreements.history.batch import AppendToEvent, Change
from agreements.history.record import alone, record
from agreements.models import Candidate, Citation, Event, EventVersion, Retraction, Revision, StatusUpdate
from agreements.shapes import CitationIn, EventIn, RetractionIn, read

Json = dict[str, Any]
EVENT_FIELDS = frozenset({"status_updates", "citations"})


def proposal(candidate: Candidate, corrections: Mapping[str, Any]) -> EventIn:
    """What is added: the proposal, of which only statements can be corrected. Raises Refused."""
    if others := sorted(set(corrections) - EVENT_FIELDS):
        detail = "the event is recorded and keeps its own; leave it out, or say as_new for an event of its own"
        raise Refused([Problem(name, detail) for name in others])
    return read(EventIn, {**candidate.proposed, **corrections})


def add(
    candidate: Candidate, said: EventIn, into: Event, *, by: str, reason: str, retract: Sequence[str] = ()
) -> Revision | None:
    """Append what is said to the event; its citations get free numbers there, and one that is there is not repeated.

    `retract`: ids of status updates of the event that are taken back. Raises Refused."""
    with alone():
        citations, names = _citations(candidate, said, into)
        updates = tuple(
            each.model_copy(update={"id": None, "citations": tuple(names.get(name, name) for name in each.citations)})
            for each in said.status_updates
        )
        batch: list[Change] = [AppendToEvent(into.slug, status_updates=updates, citations=citations)]
        batch += [RetractionIn(type="status_update", id=each, reason=reason) for each in retract]
        return record(batch, by=by, reason=reason)


def _citations(candidate: Candidate, said: EventIn, into: Event) -> tuple[tuple[CitationIn, ...], dict[str, str]]:
    """The new citations under free ids, and the proposal's local ids as the event's."""
    gone = Retraction.objects.filter(target_type="citation").values("target_id")
    known = list(Citation.objects.filter(event=into).exclude(public_id__in=gone))
    number = Citation.objects.filter(event=into).count()
    taken = set(Citation.objects.filter(event=into).values_list("public_id", flat=True))
    new, names = [], {}
    for each in said.citations:
        there = next((row for row in known if _same(row, each, candidate)), None)
        if there is None:
            number += 1
            while f"{into.slug}-s{number}" in taken:
                number += 1
            new.append(each.model_copy(update={"id": f"{into.slug}-s{number}"}))
        if each.id:
            names[each.id] = there.public_id if there else f"{into.slug}-s{number}"
    return tuple(new), names


def _same(row: Citation, shape: CitationIn, candidate: Candidate) -> bool:
    """Whether a passage is cited already; of the candidate's own page in the version that was read."""
    read_now = candidate.snapshot.document.url != row.url or row.snapshot == candidate.snapshot.sha256
    return (row.url, row.excerpt) == (shape.url, shape.excerpt) and read_now


def take_back(candidate: Candidate, event: Event, *, by: str, reason: str) -> None:
    """Undo what the decision wrote: the event that it made, or the statements that it added. Raises Refused."""
    number = candidate.revision
    if number is None and candidate.relation:
        return  # what it said was there already
    if number is None or EventVersion.objects.filter(slug=event.slug, number=1, rev_from=number).exists():
        record([RetractionIn(type="event", id=event.slug, reason=reason)], by=by, reason=reason)
        return
    if Retraction.objects.filter(revision=number).exists():
        detail = f"the decision took back statements of {event.slug}, which stay so; log them anew instead"
        raise Refused([Problem("id", detail)])
    record(_retractions(event, number, reason), by=by, reason=reason)


def _retractions(event: Event, number: int, reason: str) -> list[Change]:
    """Of everything that a revision added to an event and that still stands, but for sources that others rest on."""
    gone = Retraction.objects.values("target_id")
    updates = StatusUpdate.objects.filter(event=event).exclude(public_id__in=gone)
    others = {name for each in updates.exclude(revision=number) for name in each.citations}
    citations = Citation.objects.filter(event=event, revision=number).exclude(public_id__in=gone)
    return [
        *(
            RetractionIn(type="status_update", id=each.public_id, reason=reason)
            for each in updates.filter(revision=number)
        ),
        *(
            RetractionIn(type="citation", id=each.public_id, reason=reason)
            for each in citations
            if each.public_id not in others
        ),
    ]
