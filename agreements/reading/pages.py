"""What is known of a page from before: what it proposed, what of that was taken, and how it stands with the queue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from agreements.models import Candidate, Event, Snapshot
from agreements.reading import neighbours, turns
from agreements.reading.proposal import Draft
from agreements.reading.retelling import without_copy

Json = dict[str, Any]
MOST_LOOKS = 50
SAYS_AGAIN = "It says again what it said before."
SAYS_NOTHING = "It says nothing of this any more."
SAYS_OTHERWISE = "It says otherwise now; its copies were not seen to change."


@dataclass(frozen=True, slots=True)
class Taken:
    """A candidate of which the record took an event, and that event as it stands."""

    candidate: Candidate
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a candidate is to what is known: see its fields of the same names. `copies`: addresses folded into it."""

    relation: str = ""
    about: Event | None = None
    head: Candidate | None = None
    about_reason: str = ""
    changes: list[Json] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


class Page:
    """One document, held until the transaction ends, with all agreements that it speaks of or ever spoke of.

    `version`: the one that is being read; `candidates`: those of all its versions."""

    def __init__(self, snapshot: Snapshot, agreements: Iterable[str] = ()) -> None:
        self.version, self.document = snapshot, snapshot.document
        turns.take_page(self.document.pk)
        found = Candidate.objects.filter(snapshot__document=self.document)
        turns.take({*agreements, *(slug for each in found.values_list("agreements", flat=True) for slug in each)})
        self.candidates = list(_with_versions(found).order_by("pk"))

    @property
    def is_new(self) -> bool:
        """Whether nothing was seen of the page before this version."""
        return self.document.first_seen >= self.version.taken_at

    @property
    def is_outdated(self) -> bool:
        """Whether a later version was read before: then this one is no news."""
        return any(each.snapshot.taken_at > self.version.taken_at for each in self.candidates)

    @property
    def passing(self) -> list[Candidate]:
        """Those that give way to what the page says now: all that wait, unless copies say so still."""
        return [each for each in self.candidates if each.state == "waiting" and not each.copies]

    def with_fingerprint(self, fingerprint: str) -> Candidate | None:
        return next((each for each in self.candidates if each.fingerprint == fingerprint), None)

    def taken(self) -> Taken | None:
        """What the record took last from this page."""
        return _last_taken(self.candidates)

    def taken_as_copy(self) -> Taken | None:
        """What the record took from the story of which this page had a copy."""
        if self.is_new:
            return None
        found = Candidate.objects.filter(copies__contains=[self.document.url], state__in=["accepted", "merged"])
        return _last_taken(_with_versions(found))

    def returns_to(self, known: Candidate) -> None:
        """The page says again what it said before: what it said in between gives way, and the look is noted."""
        others = [each for each in self.passing if each.pk != known.pk]
        for each in others:
            _save(each, state="superseded")
        later = any(each.snapshot.taken_at > known.snapshot.taken_at for each in self.candidates if each != known)
        if others or (later and known.snapshot.sha256 != self.version.sha256):
            self.note(known, SAYS_AGAIN)

    def note(self, candidate: Candidate, what: str) -> None:
        """Note what a look showed, once for a stored version."""
        look = {"at": self.version.taken_at.isoformat(), "snapshot": self.version.sha256, "note": what}
        if look not in candidate.looks:
            _save(candidate, looks=[*candidate.looks, look][-MOST_LOOKS:])

    def is_no_copy(self, unless: Candidate | None = None) -> None:
        """Take this page out of the waiting candidates into which it was folded."""
        if self.is_new:
            return
        url = self.document.url
        held = Candidate.objects.filter(copies__contains=[url], state="waiting").select_for_update().order_by("pk")
        for each in held:
            if each != unless:
                self.unfold(each)

    def unfold(self, candidate: Candidate) -> None:
        """Take this page out of a waiting candidate, if it was folded into that."""
        url = self.document.url
        copies = [each for each in candidate.copies if each != url]
        _save(candidate, copies=copies, proposed=without_copy(candidate.proposed, url))

    def put(self, made: Draft, place: Place, sketch: Sequence[int], now: datetime) -> Candidate:
        """Keep what the page proposes now in place of what it proposed and nobody decided."""
        passing = self.passing
        first, last = neighbours.bounds(made.proposed["date"])
        row = self.with_fingerprint(made.fingerprint) or Candidate(
            public_id=f"c-{made.fingerprint[:16]}", fingerprint=made.fingerprint, created_at=now
        )
        values: Json = {name: getattr(place, name) for name in Place.__dataclass_fields__}
        values |= {name: getattr(made, name) for name in ("proposed", "evidence", "rules", "importance", "claims")}
        values |= {"agreements": made.proposed["agreements"], "day_from": first, "day_to": last}
        values |= {"snapshot": self.version, "sketch": list(sketch), "state": "waiting"}
        _save(row, **values, returned=any(each.state == "rejected" for each in self.candidates))
        for each in passing:
            self.give_way(each, row)
        for each in self.candidates:
            if each.state == "waiting" and each != row and each.copies:
                self.note(each, SAYS_OTHERWISE)
        return row

    def give_way(self, old: Candidate, new: Candidate) -> None:
        """What was another account of the old one is one of the new, or of what that is an account of."""
        if old == new:
            return
        if new.head == old:
            _save(new, relation="", head=None, about_reason="")
        _save(old, state="superseded")
        of = {"head": None, "about": new.about} if new.about else {"head": new.head or new, "about": None}
        old.accounts.exclude(pk=new.pk).update(**of)


def _with_versions(candidates: QuerySet[Candidate]) -> QuerySet[Candidate]:
    """With the versions that they were read from, but not with the whole texts of these."""
    found = candidates.select_related("snapshot", "event__merged_into")
    return found.defer("snapshot__text", "snapshot__headers")


def _last_taken(candidates: Iterable[Candidate]) -> Taken | None:
    taken = [(each.decided_at, each) for each in candidates if each.event and each.decided_at]
    for _, each in sorted(taken, key=lambda pair: pair[0], reverse=True):
        if event := neighbours.standing(each.event):
            return Taken(each, event)
    return None


def _save(row: Candidate, **values: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
