"""What becomes of a draft: a candidate of its own, another account, a copy, a second look, or nothing new."""

from datetime import datetime

from agreements.models import Candidate, Event
from agreements.reading import neighbours
from agreements.reading.copying import Copy
from agreements.reading.pages import Page, Place
from agreements.reading.proposal import Draft
from agreements.reading.relating import relate
from agreements.reading.second_look import second_look


def keep(page: Page, made: Draft, now: datetime) -> Candidate | None:
    """The candidate that a page's draft becomes; None if nobody need look at it."""
    if page.is_outdated:
        return None
    known = page.with_fingerprint(made.fingerprint)
    if known and known.state != "superseded":
        page.returns_to(known)
        return None
    taken, one = page.taken(), neighbours.printed(page.version, made.claims)
    twin = None if taken else neighbours.twin(one, page.document)
    page.is_no_copy(unless=twin)
    if twin and (copy := Copy(page, made, one, twin, now)).settles:
        return copy.settle()
    if taken := taken or page.taken_as_copy():
        return second_look(page, made, taken, one.sketch, now)
    return page.put(made, _place(page, made), one.sketch, now)


def _place(page: Page, made: Draft) -> Place:
    """Whether it tells of an event that is known."""
    new = neighbours.told(made)
    verdict = relate(new, neighbours.near(new, [each.pk for each in page.passing]))
    if verdict.of is None:
        return Place()
    if verdict.of.recorded:
        event = Event.objects.get(slug=verdict.of.name)
        return Place(relation=verdict.relation, about=event, about_reason=verdict.reason)
    head = Candidate.objects.get(public_id=verdict.of.name)
    return Place(relation=verdict.relation, head=head, about_reason=verdict.reason)
