"""Immutable statements. Each is appended by one revision and never changed; it can only be retracted or superseded."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F, Q

from agreements import vocabulary
from agreements.models.agreement import Agreement
from agreements.models.event import Event
from agreements.models.fields import SHA256, SLUG, edtf_text, matches, one_of, slug_field, word
from agreements.models.party import Party
from agreements.models.person import Office, Person
from agreements.models.revision import Revision

RETRACTABLE = ("event", "status_update", "term", "link", "claim", "citation", "determination")


def _id_list() -> ArrayField:
    return ArrayField(models.CharField(max_length=120, db_collation="C"), default=list)


def _cited(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(citations__len__gte=1), name=f"{table}_is_cited")


class Statement(models.Model):
    public_id = slug_field(unique=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["public_id"]

    def __str__(self) -> str:
        return str(self.public_id)


class Spoken(Statement):
    """A statement that somebody makes. `inference`: it is our reading of a cited text."""

    speaker_name = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: nobody named)
    speaker_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    speaker_office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True, related_name="+")
    speaker_party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)
    citations = _id_list()

    class Meta(Statement.Meta):
        abstract = True


class Citation(Statement):
    """A passage of a document. It belongs to one event or to one agreement; statements name it by its id."""

    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="citations")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="citations")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    publisher = models.CharField(max_length=300)
    source_type = word()
    language = models.CharField(max_length=20)
    published = edtf_text(null=True, blank=True)
    first_seen = models.DateTimeField()
    excerpt = models.CharField(max_length=300, blank=True)
    page = models.PositiveIntegerField(null=True, blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    parties = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    cluster = slug_field()
    snapshot = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001  (null: nothing captured)

    class Meta(Statement.Meta):
        constraints = [
            matches("citation", "public_id", SLUG),
            one_of("citation", "source_type", vocabulary.SOURCE_TYPES),
            models.CheckConstraint(
                condition=Q(event__isnull=True, agreement__isnull=False)
                | Q(event__isnull=False, agreement__isnull=True),
                name="citation_belongs_to_one_record",
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")) | Q(start=None) | Q(end=None), name="citation_span"
            ),
            models.CheckConstraint(
                condition=~Q(url="") & ~Q(publisher="") & ~Q(cluster=""), name="citation_says_where"
            ),
        ]
        indexes = [
            HashIndex(fields=["url"], name="citation_by_url"),  # of any length, which a tree could not hold
            models.Index(fields=["snapshot"], name="citation_by_snapshot"),
        ]


class Capture(models.Model):
    """The stored version of a cited page, taken after the citation was recorded. A citation has one, and keeps it."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="captures")
    snapshot = models.CharField(max_length=64)
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["citation"]
        constraints = [
            matches("capture", "snapshot", SHA256),
            models.UniqueConstraint(fields=["citation"], name="capture_once"),
        ]

    def __str__(self) -> str:
        return f"copy {self.snapshot[:12]} of citation {self.citation_id}"


class StatusUpdate(Spoken):
    """What an event says about ONE agreement on ONE axis. No `date` of its own: the event's."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="status_updates")
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="status_updates")
    axis = word()
    value = word()
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="+")
    modality = word()
    date = edtf_text(null=True, blank=True)
    inference = models.BooleanField(default=False)
    warnings = models.JSONField(default=list, blank=True)
    supersedes = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="superseded_by")

    class Meta(Statement.Meta):
        constraints = [
            matches("status_update", "public_id", SLUG),
            one_of("status_update", "axis", vocabulary.AXES),
            one_of("status_update", "modality", vocabulary.MODALITIES),
            models.CheckConstraint(
                condition=Q(
                    *(Q(axis=axis, value__in=sorted(values)) for axis, values in vocabulary.AXES.items()),
                    _connector=Q.OR,
                ),
                name="status_update_value_on_axis",
            ),
            models.CheckConstraint(condition=~Q(axis="procedure", party=None), name="status_update_procedure_party"),
            models.CheckConstraint(
                condition=~Q(warnings__contains=[{"code": "irregular_step"}]) | ~Q(note=""),
                name="status_update_irregular_has_note",
            ),
            models.UniqueConstraint(fields=["supersedes"], name="status_update_superseded_once"),
            _cited("status_update"),
        ]
        indexes = [models.Index(fields=["agreement", "axis", "value"], name="status_update_by_axis")]


class EventClaim(Spoken):
    """A rival value for what an event's record says."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="claims")
    field = word()
    value = models.CharField(max_length=300)

    class Meta(Statement.Meta):
        constraints = [
            matches("event_claim", "public_id", SLUG),
            one_of("event_claim", "field", vocabulary.CLAIM_FIELDS),
            _cited("event_claim"),
        ]


class Term(Spoken):
    """One typed clause, a range or a text. Rival terms stand side by side."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="terms")
    name = word()
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not a number)
    text = models.TextField(blank=True)
    coding = word(default="yes")
    inference = models.BooleanField(default=False)

    class Meta(Statement.Meta):
        constraints = [
            matches("term", "public_id", SLUG),
            one_of("term", "name", vocabulary.TERM_NAMES),
            one_of("term", "coding", vocabulary.CODINGS),
            models.CheckConstraint(condition=Q(low__lte=F("high")) | Q(low=None) | Q(high=None), name="term_range"),
            models.CheckConstraint(
                condition=Q(low=None, high=None) | Q(unit__isnull=False), name="term_number_has_unit"
            ),
            _cited("term"),
        ]


class AgreementLink(Statement):
    """From an agreement to an agreement or to an event; proposed until somebody accepts it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="links")
    type = word()
    to_agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, blank=True, related_name="linked_from")
    to_event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="linked_from")
    state = word()
    inference = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    citations = _id_list()

    class Meta(Statement.Meta):
        constraints = [
            matches("agreement_link", "public_id", SLUG),
            one_of("agreement_link", "type", vocabulary.LINK_TYPES),
            one_of("agreement_link", "state", vocabulary.LINK_STATES),
            models.CheckConstraint(
                condition=Q(to_agreement__isnull=True, to_event__isnull=False)
                | Q(to_agreement__isnull=False, to_event__isnull=True),
                name="agreement_link_has_one_target",
            ),
            models.CheckConstraint(
                condition=Q(to_agreement=None) | ~Q(to_agreement=F("agreement")), name="agreement_link_not_to_itself"
            ),
            _cited("agreement_link"),
        ]


class Determination(Statement):
    """An analyst's reasoned choice between rival accounts. The loser is kept."""

    preferred = _id_list()
    set_aside = _id_list()
    reason = models.TextField()
    by = models.CharField(max_length=300)

    class Meta(Statement.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(preferred__len__gte=1) & Q(set_aside__len__gte=1), name="determination_chooses"
            ),
            models.CheckConstraint(condition=~Q(preferred__overlap=F("set_aside")), name="determination_is_one_sided"),
            models.CheckConstraint(condition=~Q(reason="") & ~Q(by=""), name="determination_says_who_and_why"),
        ]


class Retraction(models.Model):
    """Takes back one event or statement; its text stays, its effect goes."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    target_type = word()
    target_id = slug_field()
    reason = models.TextField()

    class Meta:
        ordering = ["target_type", "target_id"]
        constraints = [
            one_of("retraction", "target_type", RETRACTABLE),
            models.UniqueConstraint(fields=["target_type", "target_id"], name="retraction_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="retraction_says_why"),
        ]

    def __str__(self) -> str:
        return f"retracted {self.target_type} {self.target_id}"


class Redaction(models.Model):
    """Words destroyed for law or privacy, the only destruction there is. What they were stands nowhere.

    `rows`: [table, key, digest of what is left] of every guarded row that held them."""

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    reason = models.TextField()
    rows = models.JSONField(default=list)

    class Meta:
        ordering = ["revision"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="redaction_says_why")]

    def __str__(self) -> str:
        return f"redaction of {len(self.rows)} rows"
