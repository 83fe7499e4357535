"""Events: something that happened or was announced, on a date."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from agreements import vocabulary
from agreements.models.agreement import Agreement
from agreements.models.fields import SLUG, edtf_text, matches, one_of, slug_field, word
from agreements.models.party import Party
from agreements.models.person import Office, Person


class Event(models.Model):
    """`filed_under`: relations it belongs to beyond those that its parties and agreements give."""

    slug = slug_field(unique=True)
    kind = word()
    modality = word()
    title = models.CharField(max_length=300)
    label = models.CharField(max_length=24, null=True, blank=True)  # noqa: DJ001  (null: none given)
    summary = models.TextField(blank=True)
    note = models.TextField(blank=True)
    date = edtf_text()
    date_from = models.DateField()
    date_to = models.DateField()
    place = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not known)
    parties = models.ManyToManyField(Party, related_name="events")
    agreements = models.ManyToManyField(Agreement, related_name="events", blank=True)
    filed_under = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    public_from = edtf_text(null=True, blank=True)
    public_from_citation = slug_field(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["date_from", "date_to", "slug"]
        constraints = [
            matches("event", "slug", SLUG),
            one_of("event", "kind", vocabulary.EVENT_KINDS),
            one_of("event", "modality", vocabulary.MODALITIES),
            models.CheckConstraint(condition=Q(date_from__lte=F("date_to")), name="event_date_runs_forward"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(date=""), name="event_has_title_and_date"),
            models.CheckConstraint(
                condition=Q(public_from__isnull=True, public_from_citation__isnull=True)
                | Q(public_from__isnull=False, public_from_citation__isnull=False),
                name="event_public_from_is_cited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.title}"


class Visit(models.Model):
    """What a visit has beyond an event; visitors and hosts are participants."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="visit")
    arrival = edtf_text(null=True, blank=True)
    departure = edtf_text(null=True, blank=True)

    def __str__(self) -> str:
        return f"visit {self.event.slug}"


class PressStatement(models.Model):
    """What a press statement has beyond an event; speakers are participants."""

    event = models.OneToOneField(Event, models.CASCADE, related_name="statement")
    form = word()
    venue = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not known)

    class Meta:
        constraints = [one_of("press_statement", "form", vocabulary.STATEMENT_FORMS)]

    def __str__(self) -> str:
        return f"statement {self.event.slug}"


class Participant(models.Model):
    event = models.ForeignKey(Event, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="participations")
    name = models.CharField(max_length=300)
    role = word(default="other")
    office = models.ForeignKey(Office, models.PROTECT, null=True, blank=True)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True)

    class Meta:
        ordering = ["role", "name"]
        constraints = [
            one_of("participant", "role", vocabulary.PARTICIPANT_ROLES),
            models.UniqueConstraint(fields=["event", "name", "role"], name="participant_once_per_role"),
            models.CheckConstraint(condition=~Q(name=""), name="participant_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.role})"


class Quantity(models.Model):
    """How many or how much, as a range."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quantities")
    what = models.CharField(max_length=300)
    low = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    high = models.DecimalField(max_digits=24, decimal_places=6, null=True, blank=True)
    unit = models.CharField(max_length=300)

    class Meta:
        ordering = ["what", "unit", "low", "high"]
        verbose_name_plural = "quantities"
        constraints = [
            models.CheckConstraint(condition=Q(low__lte=F("high")) | Q(low=None) | Q(high=None), name="quantity_range"),
            models.CheckConstraint(condition=~Q(low=None, high=None), name="quantity_has_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.low}–{self.high} {self.unit}"
