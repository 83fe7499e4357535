"""Which records a batch may have changed: each gets a fresh body, and a version row if it differs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from agreements.history.batch import KINDS, AppendToAgreement, AppendToEvent, Batch, Record, subject
from agreements.models import (
    FOREVER,
    Agreement,
    AgreementLink,
    AgreementVersion,
    Citation,
    Event,
    EventClaim,
    EventVersion,
    Relation,
    StatusUpdate,
    Term,
)
from agreements.shapes import AgreementIn, RelationIn


class Touched:
    def __init__(self) -> None:
        self._slugs: dict[str, set[str]] = {kind: set() for kind in KINDS.values()}

    def slugs(self, kind: str) -> list[str]:
        return sorted(self._slugs[kind])

    def add(self, kind: str, slugs: Iterable[str]) -> None:
        self._slugs[kind].update(slugs)

    def before_edit(self, batch: Batch) -> None:
        """The batch's own records, and the agreements that its events concerned until now."""
        for change in batch:
            if isinstance(change, Record):
                kind, public_id = subject(change)
                self.add(kind, [public_id])
            elif isinstance(change, AppendToEvent):
                self.add("event", [change.event])
            elif isinstance(change, AppendToAgreement):
                self.add("agreement", [change.agreement])
        self._concerned()

    def after_edit(self, batch: Batch) -> None:
        """A new or changed pair of parties changes which relations records belong to."""
        edited = [change.slug for change in batch if isinstance(change, AgreementIn)]
        self.add("event", Event.objects.filter(agreements__slug__in=edited).values_list("slug", flat=True))
        for change in batch:
            if isinstance(change, RelationIn):
                self._in_relation(Relation.objects.get(slug=change.slug))
        self._concerned()

    def _in_relation(self, relation: Relation) -> None:
        """What belongs to it until now, and what has both of its parties, an event also through its agreements."""
        for kind, model in (("agreement", AgreementVersion), ("event", EventVersion)):
            until_now = model.objects.filter(relations__contains=[relation.slug], rev_to=FOREVER)
            self.add(kind, until_now.values_list("slug", flat=True))
        agreements, events = Agreement.objects.all(), Event.objects.all()
        for party in (relation.first, relation.second):
            agreements = agreements.filter(parties=party)
            events = events.filter(Q(parties=party) | Q(agreements__parties=party))
        self.add("agreement", agreements.values_list("slug", flat=True))
        self.add("event", events.values_list("slug", flat=True))

    def _concerned(self) -> None:
        """Standings of these agreements may move."""
        concerned = Agreement.objects.filter(events__slug__in=self._slugs["event"])
        self.add("agreement", concerned.values_list("slug", flat=True))

    def statements(self, rows: Iterable[Any]) -> None:
        """The records that statements belong to, and the agreements they speak of."""
        for row in rows:
            if isinstance(row, StatusUpdate | EventClaim) or (isinstance(row, Citation) and row.event):
                self.add("event", [row.event.slug])  # type: ignore[union-attr]
            if isinstance(row, StatusUpdate | Term | AgreementLink) or (isinstance(row, Citation) and row.agreement):
                self.add("agreement", [row.agreement.slug])  # type: ignore[union-attr]
        self._concerned()

    def event(self, slug: str) -> None:
        self.add("event", [slug])
        self._concerned()
