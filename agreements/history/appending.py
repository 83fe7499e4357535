"""Builds the immutable rows of a batch. An id that exists already must say the same; nothing is ever overwritten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model, OuterRef, Subquery

from agreements import edtf
from agreements.history.batch import AppendToAgreement, AppendToEvent
from agreements.history.editing import LONGEST, global_id
from agreements.history.references import References
from agreements.history.tenures import Tenures
from agreements.models import (
    Agreement,
    AgreementLink,
    Citation,
    Document,
    Event,
    EventClaim,
    Office,
    Party,
    Person,
    Revision,
    Snapshot,
    StatusUpdate,
    Term,
)
from agreements.models.statement import Statement
from agreements.searchtext import cluster_of
from agreements.shapes import (
    AgreementIn,
    CitationIn,
    EventClaimIn,
    EventIn,
    LinkIn,
    Shape,
    Speaker,
    StatusUpdateIn,
    TermIn,
)

S = TypeVar("S", bound=Statement)


@dataclass
class Appended:
    """New rows of a batch, not yet saved (except that they know their primary key only after `save`)."""

    citations: list[Citation] = field(default_factory=list)
    status_updates: list[StatusUpdate] = field(default_factory=list)
    claims: list[EventClaim] = field(default_factory=list)
    links: list[AgreementLink] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)

    def rows(self) -> list[Statement]:
        return [*self.citations, *self.status_updates, *self.claims, *self.links, *self.terms]


class Appender:
    """Turns nested shapes into rows, for one revision."""

    def __init__(self, revision: Revision, refs: References) -> None:
        self.revision = revision
        self.refs = refs
        self.new = Appended()
        self._known: dict[tuple[type[Model], str], Statement] = {}
        self._counts: dict[tuple[str, str], int] = {}
        self._paths: dict[tuple[type[Model], str], str] = {}

    def load(self, events: Sequence[AppendToEvent], agreements: Sequence[AppendToAgreement]) -> None:
        """Have at hand what these refer to and what of them exists already."""
        updates = [each for group in events for each in group.status_updates]
        said: list[Any] = [*updates, *(each for group in events for each in group.claims)]
        said += [each for group in agreements for each in group.terms]
        links = [each for group in agreements for each in group.links]
        speakers = [each.speaker for each in said if each.speaker]
        self.refs.load(Event, [group.event for group in events] + [each.event for each in links])
        self.refs.load(Agreement, [group.agreement for group in agreements] + [each.agreement for each in links])
        self.refs.load(Agreement, [each.agreement for each in updates])
        self.refs.load(Party, [each.party for each in updates] + [each.party for each in speakers])
        self.refs.load(Person, [each.person for each in speakers])
        self.refs.load(Office, [each.office for each in speakers])
        people = (self.refs.find(Person, each.person) for each in speakers)
        self._tenures = Tenures(() if self.refs.as_recorded else people)
        self._load_known(events, agreements)
        groups: Sequence[AppendToEvent | AppendToAgreement] = [*events, *agreements]
        self._captured = captured(each.url for group in groups for each in group.citations)

    def _load_known(self, events: Sequence[AppendToEvent], agreements: Sequence[AppendToAgreement]) -> None:
        """Statements of these records so far: for ids that come again, and for numbering new ones."""
        owners = (
            (Citation, "event__slug", [each.event for each in events]),
            (StatusUpdate, "event__slug", [each.event for each in events]),
            (EventClaim, "event__slug", [each.event for each in events]),
            (Citation, "agreement__slug", [each.agreement for each in agreements]),
            (Term, "agreement__slug", [each.agreement for each in agreements]),
            (AgreementLink, "agreement__slug", [each.agreement for each in agreements]),
        )
        for model, owner, slugs in owners:
            for row in model._default_manager.filter(**{f"{owner}__in": slugs}):
                self._known[model, row.public_id] = row

    # --- events and agreements ---------------------------------------------------------------------------------------

    def events(self, groups: Sequence[AppendToEvent]) -> None:
        for group in groups:
            self._event(group)
        waiting = [
            (update, row, f"events.{group.event}.status_updates.{index}")
            for group in groups
            if (row := self.refs.find(Event, group.event))
            for index, update in enumerate(group.status_updates)
        ]
        # What an update supersedes may stand after it: those wait until it is known, or cannot be.
        while waiting:
            later = [each for each in waiting if each[0].supersedes and not self._update(each[0].supersedes)]
            ready = [each for each in waiting if each not in later] or later
            for update, row, path in ready:
                self._status_update(update, row, path)
            waiting = later if ready is not later else []

    def _event(self, group: AppendToEvent) -> None:
        row = self.refs.get(Event, group.event, f"events.{group.event}")
        if row is None:
            return
        path = f"events.{group.event}"
        for index, each in enumerate(group.citations):
            self._citation(each, group.event, {"event": row}, f"{path}.citations.{index}")
        for index, claim in enumerate(group.claims):
            self._claim(claim, row, f"{path}.claims.{index}")
        self._check_public_from(row, path)

    def _check_public_from(self, row: Event, path: str) -> None:
        cited = row.public_from_citation
        if cited and (Citation, cited) not in self._known:
            self.refs.problem(f"{path}.public_from_citation", f"the event has no citation {cited!r}; add it")

    def refuse_taken(self) -> None:
        """An id is unique in all the record, not only in what it is nested in."""
        ids: dict[type[Statement], list[str]] = {}
        for row in self.new.rows():
            ids.setdefault(type(row), []).append(row.public_id)
        for model, new in ids.items():
            for taken in model._default_manager.filter(public_id__in=new).values_list("public_id", flat=True):
                self.refs.problem(self._paths[model, taken], f"{taken} is a statement of another record; rename this")

    def paths(self, model: type[Statement]) -> dict[str, str]:
        """Where in the batch each new statement of a kind stands, by its id."""
        return {public_id: path for (kind, public_id), path in self._paths.items() if kind is model}

    def agreement(self, group: AppendToAgreement) -> None:
        row = self.refs.get(Agreement, group.agreement, f"agreements.{group.agreement}")
        if row is None:
            return
        path = f"agreements.{group.agreement}"
        for index, each in enumerate(group.citations):
            self._citation(each, group.agreement, {"agreement": row}, f"{path}.citations.{index}")
        for index, term in enumerate(group.terms):
            self._term(term, row, f"{path}.terms.{index}")
        for index, link in enumerate(group.links):
            self._link(link, row, f"{path}.links.{index}")

    # --- one function per kind ---------------------------------------------------------------------------------------

    def _citation(self, shape: CitationIn, record: str, owner: dict[str, Any], path: str) -> None:
        row = Citation(
            public_id=self._id(shape.id, record, "s", Citation),
            **owner,
            **shape.model_dump(exclude={"id", "locator", "parties", "cluster"}),
            **shape.locator.model_dump(),
            parties=sorted(shape.parties),
            cluster=shape.cluster or cluster_of(shape.publisher),
            **self._sight(shape.url),
        )
        self.refs.load(Party, shape.parties)
        for code in shape.parties:
            self.refs.get(Party, code, f"{path}.parties")
        self._keep(row, self.new.citations, path)

    def _status_update(self, shape: StatusUpdateIn, event: Event, path: str) -> None:
        day = edtf.parse(shape.date or event.date)
        row = StatusUpdate(
            public_id=self._id(shape.id, event.slug, "u", StatusUpdate),
            event=event,
            agreement=self.refs.get(Agreement, shape.agreement, f"{path}.agreement"),
            axis=shape.axis,
            value=shape.value,
            party=self.refs.get(Party, shape.party, f"{path}.party"),
            modality=shape.modality,
            date=shape.date,
            inference=shape.inference,
            **self._spoken(shape, event.slug, day.date_from, day.date_to, path),
        )
        row.supersedes = self._superseded(shape, row, path)
        self._keep(row, self.new.status_updates, path)

    def _update(self, public_id: str) -> StatusUpdate | None:
        known = self._known.get((StatusUpdate, public_id)) or StatusUpdate.objects.filter(public_id=public_id).first()
        return known if isinstance(known, StatusUpdate) else None

    def _superseded(self, shape: StatusUpdateIn, row: StatusUpdate, path: str) -> StatusUpdate | None:
        if shape.supersedes is None:
            return None
        path = f"{path}.supersedes"
        found = self._update(shape.supersedes)
        if found is None:
            self.refs.problem(path, f"there is no status update {shape.supersedes!r}")
            return None
        if found.agreement_id != row.agreement_id:
            self.refs.problem(path, f"{found} is about another agreement; retract it instead")
        elif _lane(found) != _lane(row):
            # Nothing would be said any more of what the other one was about.
            whose = f" of {found.party}" if _lane(found)[1] else ""
            self.refs.problem(path, f"{found} is about the axis {found.axis}{whose}; retract it instead")
        rivals = [*self.new.status_updates, *StatusUpdate.objects.filter(supersedes=found.pk or 0)]
        for other in rivals:
            if other.supersedes == found and other.public_id != row.public_id:
                self.refs.problem(path, f"{found} is superseded already, by {other}; supersede that one")
        return found

    def _claim(self, shape: EventClaimIn, event: Event, path: str) -> None:
        row = EventClaim(
            public_id=self._id(shape.id, event.slug, "c", EventClaim),
            event=event,
            field=shape.field,
            value=shape.value,
            **self._spoken(shape, event.slug, event.date_from, event.date_to, path),
        )
        self._keep(row, self.new.claims, path)

    def _term(self, shape: TermIn, agreement: Agreement, path: str) -> None:
        fields = shape.model_dump(include={"name", "low", "high", "unit", "text", "coding", "inference"})
        row = Term(
            public_id=self._id(shape.id, agreement.slug, "t", Term),
            agreement=agreement,
            **fields,
            **self._spoken(shape, agreement.slug, None, None, path),
        )
        self._keep(row, self.new.terms, path)

    def _link(self, shape: LinkIn, agreement: Agreement, path: str) -> None:
        row = AgreementLink(
            public_id=self._id(shape.id, agreement.slug, "l", AgreementLink),
            agreement=agreement,
            to_agreement=self.refs.get(Agreement, shape.agreement, f"{path}.agreement"),
            to_event=self.refs.get(Event, shape.event, f"{path}.event"),
            **shape.model_dump(include={"type", "state", "inference", "note"}),
            citations=self._cited(shape.citations, agreement.slug, path),
        )
        if shape.agreement == agreement.slug:
            self.refs.problem(f"{path}.agreement", "an agreement is not linked to itself")
        self._keep(row, self.new.links, path)

    def _sight(self, url: str) -> dict[str, Any]:
        """When we first saw the page, and the version last stored; if we never did, first sight is now."""
        document = self._captured.get(url)
        first_seen = document.first_seen if document else self.revision.at
        return {"first_seen": min(first_seen, self.revision.at), "snapshot": document and document.latest}

    # --- shared ------------------------------------------------------------------------------------------------------

    def _spoken(self, shape: Any, record: str, first: Any, last: Any, path: str) -> dict[str, Any]:
        speaker: Speaker | None = shape.speaker
        person = self.refs.get(Person, speaker.person, f"{path}.speaker.person") if speaker else None
        office = self.refs.get(Office, speaker.office, f"{path}.speaker.office") if speaker else None
        if office is None and first is not None:
            office = self._tenures.office(person, first, last)
        return {
            "speaker_name": speaker.name if speaker else None,
            "speaker_person": person,
            "speaker_office": office,
            "speaker_party": self.refs.get(Party, speaker.party, f"{path}.speaker.party") if speaker else None,
            "note": shape.note,
            "citations": self._cited(shape.citations, record, path),
        }

    def _cited(self, ids: Iterable[str], record: str, path: str) -> list[str]:
        known = sorted({str(global_id(record, each)) for each in ids})
        for each in known:
            if (Citation, each) not in self._known:
                self.refs.problem(f"{path}.citations", f"{record} has no citation {each!r}; add it to its citations")
        return known

    def _id(self, given: str | None, record: str, letter: str, model: type[Statement]) -> str:
        if given is not None:
            return str(global_id(record, given))
        number = self._counts.get((record, letter), 0) + 1
        while (model, f"{record}-{letter}{number}") in self._known:
            number += 1
        self._counts[record, letter] = number
        return f"{record}-{letter}{number}"

    def _keep(self, row: S, rows: list[S], path: str) -> None:
        """Queue a new row; let an equal known one pass; refuse one that would change what is known."""
        known = self._known.get((type(row), row.public_id))
        if len(row.public_id) > LONGEST:
            self.refs.problem(path, f"{row.public_id} is longer than {LONGEST} characters; shorten the id")
        elif known is None:
            row.revision = self.revision
            self._known[type(row), row.public_id] = row
            self._paths[type(row), row.public_id] = path
            rows.append(row)
        elif differing := _differing(known, row):
            names = ", ".join(differing)
            self.refs.problem(
                path,
                f"{row.public_id} is recorded with another {names}; statements do not change: retract it, add another",
            )


# Set by the writer, not by who writes; an office follows from the tenures known at the time.
UNCOMPARED = {"id", "revision", "first_seen", "warnings", "snapshot", "speaker_office"}


def captured(urls: Iterable[str]) -> dict[str, Any]:
    """Address → its document, with `latest`, the sha256 of its last stored version."""
    versions = Snapshot.objects.filter(document=OuterRef("pk")).order_by("-taken_at")
    found = Document.objects.filter(url__in=set(urls)).annotate(latest=Subquery(versions.values("sha256")[:1]))
    return {document.url: document for document in found}


def _lane(update: StatusUpdate) -> tuple[str, int | None]:
    """Axis and, of a procedure, whose: what an update may take the place of."""
    return update.axis, update.party_id if update.axis == "procedure" else None


def _differing(known: Model, row: Model) -> list[str]:
    fields = [each for each in known._meta.concrete_fields if each.name not in UNCOMPARED]
    # Through `to_python`, since a decimal or a date may still be the text it came as.
    return [
        each.name
        for each in fields
        if each.to_python(getattr(known, each.attname)) != each.to_python(getattr(row, each.attname))
    ]


def as_appends(shapes: Iterable[Shape]) -> Iterable[AppendToEvent | AppendToAgreement]:
    """The nested statements of records, as appends."""
    for each in shapes:
        if isinstance(each, EventIn):
            yield AppendToEvent(each.slug, each.status_updates, each.claims, each.citations)
        elif isinstance(each, AgreementIn):
            yield AppendToAgreement(each.slug, each.links, each.terms, each.citations)
