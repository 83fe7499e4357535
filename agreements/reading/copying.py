"""A story that is known from another page: one more source of it, never another story."""

from dataclasses import replace
from datetime import datetime

from agreements.models import Candidate, Event
from agreements.reading import neighbours, retelling
from agreements.reading.changes import key
from agreements.reading.pages import Page, Place
from agreements.reading.prints import Print
from agreements.reading.proposal import Draft


class Copy:
    """A story that is printed elsewhere, and what becomes of it."""

    def __init__(self, page: Page, made: Draft, one: Print, twin: Candidate, now: datetime) -> None:
        self.page, self.made, self.sketch, self.twin, self.now = page, made, one.sketch, twin, now
        self.said = frozenset(key(each) for each in twin.claims)
        self.no_more, self.no_less = one.said <= self.said, self.said <= one.said
        self.name = retelling.cluster(twin.proposed)
        self.folded = page.document.url in twin.copies
        self.event = neighbours.standing(twin.event)

    @property
    def settles(self) -> bool:
        """Whether that it is a copy decides what becomes of it. Of what was rejected or taken back, more is news."""
        waits = self.twin.state == "waiting"
        return waits or self.event is not None or (self.no_more and self.twin.state == "rejected")

    def settle(self) -> Candidate | None:
        """The candidate that it becomes; None if it is only one more source, or nothing new."""
        if self.twin.state == "waiting":
            if self.no_more:
                return self._fold()
            self.page.unfold(self.twin)
            whole = self.no_less and self.twin.relation in ("", "account")
            return self._stand_in() if whole else self._account()
        if self.event is not None:
            return self._late(self.event)
        self._note()
        return None

    def _note(self) -> None:
        """Note where else the story stands."""
        if not self.folded:
            self.twin.copies = [*self.twin.copies, self.page.document.url]
        self.twin.save(update_fields=["copies", "proposed"])
        for each in self.page.passing:
            self.page.give_way(each, self.twin)

    def _fold(self) -> Candidate | None:
        """One more source of the waiting proposal."""
        if not self.folded:
            said = frozenset(key(each) for each in self.made.claims)
            self.twin.proposed = retelling.with_copies(self.twin.proposed, self.made.proposed, said, self.name)
        self._note()
        return None

    def _stand_in(self) -> Candidate:
        """It says all that the other one says, and more: it takes the other's place, with the other's sources."""
        proposed = retelling.with_copies(self.made.proposed, self.twin.proposed, self.said, self.name)
        url = self.twin.snapshot.document.url
        place = Place(
            relation=self.twin.relation,
            about=self.twin.about,
            head=self.twin.head,
            about_reason=self.twin.about_reason,
            copies=[url, *self.twin.copies],
        )
        row = self.page.put(replace(self.made, proposed=proposed), place, self.sketch, self.now)
        self.page.give_way(self.twin, row)
        return row

    def _account(self, event: Event | None = None) -> Candidate:
        """A copy in part: what it says beyond the other is not lost, but it is no independent source."""
        about = event or self.twin.about
        place = Place(
            relation="account",
            about=about,
            head=None if about else self.twin.head or self.twin,
            about_reason=f"It is a copy, in part, of what {self.twin.public_id} was read from, and says more.",
        )
        made = replace(self.made, proposed=retelling.in_cluster(self.made.proposed, self.name))
        return self.page.put(made, place, self.sketch, self.now)

    def _late(self, event: Event) -> Candidate | None:
        """The story's event is recorded: only its source is to be added, if that is not there."""
        cited = [each for each in neighbours.body(event)["citations"] if each["retracted"] is None]
        if self.no_more and (self.folded or self.page.document.url in {each["url"] for each in cited}):
            self._note()
            return None
        theirs = self.twin.snapshot.document.url
        self.name = next((each["cluster"] for each in cited if each["url"] == theirs), self.name)
        if not self.no_more:
            return self._account(event)
        reason = f"It is a copy of what {self.twin.public_id} was read from, on which {event.slug} rests."
        place = Place(relation="copy", about=event, about_reason=reason)
        return self.page.put(retelling.as_copy(self.made, self.name), place, self.sketch, self.now)
