"""What the record said, revision by revision. Written once; only `rev_to` is ever closed, once.

`body` is the record's JSON exactly as the API gives it. Every public read is answered from these rows.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Q

from agreements.models.fields import slug_field, word
from agreements.models.revision import FOREVER


def _words() -> ArrayField:
    return ArrayField(models.CharField(max_length=120, db_collation="C"), default=list)


class Interval(models.Model):
    """Valid for the revisions `rev_from` <= N < `rev_to`."""

    rev_from = models.PositiveIntegerField()
    rev_to = models.PositiveIntegerField(default=FOREVER)

    class Meta:
        abstract = True


def _forward(table: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(rev_from__lt=F("rev_to")), name=f"{table}_revisions_forward")


class Version(Interval):
    slug = slug_field()
    number = models.PositiveIntegerField()
    body = models.TextField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.slug}, version {self.number}"


def _once(table: str) -> list[models.BaseConstraint]:
    return [
        models.UniqueConstraint(fields=["slug", "number"], name=f"{table}_number_once"),
        # In this order it also serves the feed of changes, which reads revision by revision.
        models.UniqueConstraint(fields=["rev_from", "slug"], name=f"{table}_once_per_revision"),
        models.UniqueConstraint(fields=["slug"], condition=Q(rev_to=FOREVER), name=f"{table}_one_is_current"),
        _forward(table),
    ]


class PartyVersion(Version):
    class Meta:
        constraints = _once("party_version")


class OfficeVersion(Version):
    class Meta:
        constraints = _once("office_version")


class PersonVersion(Version):
    class Meta:
        constraints = _once("person_version")


class RelationVersion(Version):
    class Meta:
        constraints = _once("relation_version")


class AgreementVersion(Version):
    kind = word()
    form = word()
    parties = _words()
    relations = _words()
    identifiers = _words()
    merged = models.BooleanField(default=False)
    public_day = models.DateField()
    public_all = models.DateField()
    search = models.TextField()

    class Meta:
        constraints = _once("agreement_version")
        indexes = [
            GinIndex(SearchVector("search", config="simple"), name="agreement_version_search"),
            GinIndex(fields=["relations"], name="agreement_version_relations"),
        ]


class EventVersion(Version):
    """`public_day`: first day on which the public could read of the event; `public_all`: of everything in the body.
    `states`: `axis:value` of each live status update, `axes` and `people` likewise: what the filters look at."""

    kind = word()
    modality = word()
    date_from = models.DateField()
    date_to = models.DateField()
    relations = _words()
    parties = _words()
    agreements = _words()
    people = _words()
    axes = _words()
    states = _words()
    retracted = models.BooleanField(default=False)
    merged = models.BooleanField(default=False)
    public_day = models.DateField()
    public_all = models.DateField()
    search = models.TextField()

    class Meta:
        constraints = _once("event_version")
        indexes = [
            models.Index(fields=["date_from", "date_to", "slug"], name="event_version_order"),
            models.Index(fields=["kind", "date_from", "date_to", "slug"], name="event_version_kind"),
            GinIndex(SearchVector("search", config="simple"), name="event_version_search"),
            GinIndex(fields=["agreements"], name="event_version_agreements"),
            GinIndex(fields=["relations"], name="event_version_relations"),
            GinIndex(fields=["people"], name="event_version_people"),
        ]


class StandingInterval(Interval):
    """The fold, kept by the writer: one agreement's value on one axis from `day_from` up to, not including, `day_to`.

    `party` is set on `procedure` only. `body` is the standing as the API gives it."""

    agreement = slug_field()
    axis = word()
    party = models.CharField(max_length=60, default="", blank=True)
    value = word()
    grade = word()
    disputed = models.BooleanField()
    day_from = models.DateField()
    day_to = models.DateField()
    body = models.TextField()

    class Meta:
        ordering = ["agreement", "axis", "party", "day_from"]
        constraints = [
            models.CheckConstraint(condition=Q(day_from__lt=F("day_to")), name="standing_days_forward"),
            _forward("standing"),
        ]
        indexes = [
            models.Index(fields=["agreement", "axis", "day_from"], name="standing_by_agreement"),
            models.Index(fields=["rev_from"], name="standing_rev_from"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.axis}: {self.value} from {self.day_from}"


class ConflictVersion(Interval):
    """A contradiction between accounts, as computed by the writer. `subject` names what it is about."""

    slug = slug_field()
    agreement = slug_field(null=True)
    event = slug_field(null=True)
    relations = _words()
    open = models.BooleanField()
    body = models.TextField()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["slug", "rev_from"], name="conflict_once_per_revision"),
            models.UniqueConstraint(fields=["slug"], condition=Q(rev_to=FOREVER), name="conflict_one_is_current"),
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(event__isnull=False), name="conflict_is_about_something"
            ),
            _forward("conflict"),
        ]

    def __str__(self) -> str:
        return str(self.slug)
