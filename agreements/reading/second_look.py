"""A page that changed after the record took an event from it: what it says otherwise, anew, or no longer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from agreements.models import Candidate, Snapshot
from agreements.reading import neighbours, retelling
from agreements.reading.changes import changes, key
from agreements.reading.pages import SAYS_NOTHING, Page, Place, Taken
from agreements.reading.proposal import Draft, fingerprint

Json = dict[str, Any]


def second_look(page: Page, made: Draft, taken: Taken, sketch: Sequence[int], now: datetime) -> Candidate | None:
    """What a page says otherwise, anew or no longer since the record took its event from it."""
    before, unchanged = taken.candidate, _same_text(taken.candidate.snapshot, page.version)
    # By other rules a text may be heard to say more. That it says less is then no news, nor is what a copy leaves out.
    less = not unchanged and before.snapshot.document_id == page.document.pk
    changed = [each for each in changes(before.claims, made.claims) if each.now or less]
    if not changed:
        return None
    told = neighbours.body(taken.event)
    rests = {place: _resting(told, page.document.url, each.was) for place, each in enumerate(changed)}
    supersedes = {each.at: name for place, each in enumerate(changed) if each.at is not None and (name := rests[place])}
    why = "By other rules it says more than" if unchanged else "It was changed since"
    place = Place(
        relation="revision",
        about=taken.event,
        about_reason=f"{why} {taken.event.slug} was taken from it.",
        changes=[{"was": each.was, "now": each.now, "update": rests[at]} for at, each in enumerate(changed)],
    )
    retold = retelling.as_second_look(made, taken.event.slug, changed, supersedes)
    return page.put(retold, place, sketch, now)


def _same_text(one: Snapshot, other: Snapshot) -> bool:
    return (one.title, one.text_sha256) == (other.title, other.text_sha256)


def _resting(told: Json, url: str, was: Json | None) -> str | None:
    """The live status update of an event, `told` as on the record, that says what was said and rests on this page
    alone."""
    if was is None:
        return None
    urls = {each["id"]: each["url"] for each in told["citations"]}
    updates = [each for each in told["status_updates"] if each["retracted"] is None]
    superseded = {each["supersedes"] for each in updates}
    for each in updates:
        same = key(each) == key(was) and each["party"] == was["party"]
        if same and each["id"] not in superseded and {urls[name] for name in each["citations"]} == {url}:
            return str(each["id"])
    return None


def gone_silent(page: Page, now: datetime) -> Candidate | None:
    """A page that says nothing of any agreement now. What of it waits is noted; what was taken gets a second look."""
    if page.is_outdated:
        return None
    taken = page.taken()
    nothing = fingerprint(page.document.url, ())
    if (known := page.with_fingerprint(nothing)) and known.state != "superseded":
        page.returns_to(known)
        return None
    if taken is None or _same_text(taken.candidate.snapshot, page.version):
        for each in page.candidates:
            if each.state == "waiting" and not _same_text(each.snapshot, page.version):
                page.note(each, SAYS_NOTHING)
        return None
    before = taken.candidate
    proposed = {**before.proposed, "status_updates": [], "citations": []}
    made = Draft(proposed, [], [], nothing, before.importance, [])
    return second_look(page, made, taken, [], now)
