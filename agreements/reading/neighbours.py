"""What is known around a new story: recorded events, waiting candidates, and prints of the same text."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import orjson
from django.utils.timezone import localdate

from agreements import edtf
from agreements.models import FOREVER, Candidate, Document, EventVersion, Retraction, Snapshot
from agreements.models import Event as Recorded
from agreements.reading.changes import key
from agreements.reading.prints import Print, copies
from agreements.reading.proposal import Draft
from agreements.reading.relating import VAGUE, WIDE, Told

Json = dict[str, Any]
ENOUGH = 50
SKETCHES, TEXTS = 500, 5  # compared to find the copies of a text
AT_HAND = {"waiting": 0, "rejected": 2}


def bounds(day: str) -> tuple[date, date]:
    """First and last day of an EDTF date."""
    parsed = edtf.parse(day)
    return parsed.date_from, parsed.date_to


def told(made: Draft) -> Told:
    """A new story as an event."""
    proposed, (first, last) = made.proposed, bounds(made.proposed["date"])
    said = tuple(key(each) for each in made.claims)
    return Told(proposed["slug"], False, proposed["kind"], first, last, tuple(proposed["agreements"]), said)


def near(new: Told, passing: Iterable[int]) -> list[Told]:
    """Events of the record and proposals that wait, about the same agreements at about the same time. `passing`:
    candidates that the new one takes the place of."""
    first, last = _moved(new.first, -WIDE), _moved(new.last, WIDE)
    return [*_recorded(new.agreements, first, last), *_waiting(new.agreements, first, last, passing)]


def _moved(day: date, by: timedelta) -> date:
    """A day so much later, within the calendar: an open end of a date is its first or last day."""
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def _recorded(agreements: Sequence[str], first: date, last: date) -> list[Told]:
    rows = EventVersion.objects.filter(
        rev_to=FOREVER, retracted=False, merged=False, agreements__overlap=list(agreements)
    ).filter(date_from__lte=last, date_to__gte=first, date_from__gte=_moved(first, -VAGUE))
    return [_event(row, orjson.loads(row.body)) for row in rows.order_by("-date_from", "slug")[:ENOUGH]]


def _event(row: EventVersion, body: Json) -> Told:
    said = tuple(key(each) for each in body["status_updates"] if each["retracted"] is None)
    return Told(row.slug, True, row.kind, row.date_from, row.date_to, tuple(body["agreements"]), said)


def _waiting(agreements: Sequence[str], first: date, last: date, passing: Iterable[int]) -> list[Told]:
    rows = Candidate.objects.filter(state="waiting", relation="", agreements__overlap=list(agreements)).exclude(
        pk__in=list(passing)
    )
    rows = rows.filter(day_from__lte=last, day_to__gte=first, day_from__gte=_moved(first, -VAGUE))
    return [
        Told(
            row.public_id,
            False,
            row.proposed["kind"],
            row.day_from,
            row.day_to,
            tuple(row.agreements),
            tuple(key(each) for each in row.claims),
        )
        for row in rows.order_by("-day_from", "pk")[:ENOUGH]
        if row.day_from and row.day_to
    ]


# --- copies ----------------------------------------------------------------------------------------------------------


def publisher(document: Document) -> str:
    return document.publisher or (document.source.name if document.source else "")


def printed(snapshot: Snapshot, claims: Iterable[Json]) -> Print:
    """A stored version as copies are told by."""
    document = snapshot.document
    published = snapshot.published or document.published
    return Print(
        title=snapshot.title or document.title,
        text=snapshot.text,
        publisher=publisher(document),
        published=localdate(published) if published else None,
        said=frozenset(key(each) for each in claims),
    )


def twin(one: Print, document: Document) -> Candidate | None:
    """The candidate, of another document, that prints the same story; one that waits before one that was decided."""
    found = Candidate.objects.select_related("snapshot__document__source", "event__merged_into")
    alike = [
        each for each in found.filter(pk__in=_alike(one, document)) if copies(one, printed(each.snapshot, each.claims))
    ]
    for other in sorted(alike, key=lambda each: (AT_HAND.get(each.state, 1), each.created_at, each.pk)):
        # It may be decided meanwhile: its claims need not be about an agreement that is held.
        held = found.select_for_update(of=("self",)).get(pk=other.pk)
        if held.state != "superseded":
            return held
    return None


def _alike(one: Print, document: Document) -> list[int]:
    """Keys of those whose sketches have most in common with this one's: their texts are worth comparing."""
    sketch = set(one.sketch)
    near = Candidate.objects.filter(sketch__overlap=one.sketch).exclude(snapshot__document=document)
    rows = near.exclude(state="superseded").order_by("-created_at", "-pk").values_list("pk", "sketch")[:SKETCHES]
    return [pk for pk, other in sorted(rows, key=lambda row: -len(sketch & set(row[1])))[:TEXTS]]


# --- what stands on the record ---------------------------------------------------------------------------------------


def standing(event: Recorded | None) -> Recorded | None:
    """The event, or the one that it was merged into, unless it is retracted."""
    while event is not None and event.merged_into is not None:
        event = event.merged_into
    if event is None or Retraction.objects.filter(target_type="event", target_id=event.slug).exists():
        return None
    return event


def body(event: Recorded) -> Json:
    """The event as the record has it now."""
    found: Json = orjson.loads(EventVersion.objects.get(slug=event.slug, rev_to=FOREVER).body)
    return found
