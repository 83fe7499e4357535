"""A machine-read proposal awaiting an analyst. Nothing in it is public before it is accepted."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from agreements.models.event import Event
from agreements.models.fields import SHA256, matches, one_of, slug_field, word
from agreements.models.source import Snapshot

STATES = ("waiting", "accepted", "rejected", "merged", "superseded")
RELATIONS = ("", "account", "copy", "revision")


class Candidate(models.Model):
    """`proposed` is an event as the API takes it; `evidence` says which passage and rule gave which field.

    `fingerprint` is over the document and the claims: the same claims never come back once decided. `claims`: all that
    the document says; `relation`: what it is to an event that is known: another account of it, a late copy of one, or
    a second look at a page that has changed since. That event is `about`, or the one that the candidate `head`
    proposes. `changes` of a second look: [{"was", "now", "update"}]; `looks`: what later looks at the page showed.
    `copies`: addresses where the same story is printed; `sketch`: what copies of its text are found by."""

    public_id = slug_field(unique=True)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="candidates")
    state = word(default="waiting")
    proposed = models.JSONField()
    evidence = models.JSONField(default=list)
    copies = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    importance = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    returned = models.BooleanField(default=False, help_text="Rejected before; its claims have changed since.")
    relation = word(default="", blank=True)
    about = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="+")
    head = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="accounts")
    about_reason = models.TextField(blank=True)
    claims = models.JSONField(default=list, blank=True)
    changes = models.JSONField(default=list, blank=True)
    looks = models.JSONField(default=list, blank=True)
    agreements = ArrayField(slug_field(), default=list, blank=True)
    day_from = models.DateField(null=True, blank=True)
    day_to = models.DateField(null=True, blank=True)
    sketch = ArrayField(models.BigIntegerField(), default=list, blank=True)
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="candidates")
    revision = models.PositiveIntegerField(null=True, blank=True, help_text="What its decision wrote on the record.")
    decision = models.JSONField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not decided)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(null=True, blank=True)  # noqa: DJ001  (null: not decided)

    class Meta:
        ordering = ["-importance", "created_at", "public_id"]
        indexes = [
            models.Index(fields=["state", "-importance", "created_at"], name="candidate_queue"),
            models.Index(fields=["day_from"], condition=Q(state="waiting", relation=""), name="candidate_heads_by_day"),
            GinIndex(fields=["sketch"], name="candidate_sketch"),
            GinIndex(fields=["copies"], name="candidate_copies"),
        ]
        constraints = [
            one_of("candidate", "state", STATES),
            one_of("candidate", "relation", RELATIONS),
            matches("candidate", "fingerprint", SHA256),
            models.CheckConstraint(
                condition=Q(decided_by=None, decided_at=None, decided_reason=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, decided_reason__isnull=False),
                name="candidate_decision_all_or_nothing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "superseded"])
                | Q(state__in=["accepted", "merged", "rejected"], decided_at__isnull=False),
                name="candidate_decided_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "merged"], event__isnull=False)
                | Q(state__in=["waiting", "rejected", "superseded"], event__isnull=True),
                name="candidate_event_when_taken",
            ),
            models.CheckConstraint(
                condition=Q(revision=None) | Q(state__in=["accepted", "merged"]), name="candidate_revision_when_taken"
            ),
            models.CheckConstraint(
                condition=~Q(relation="account") | Q(about__isnull=False) | Q(head__isnull=False),
                name="candidate_account_is_of_something",
            ),
            models.CheckConstraint(
                condition=~Q(relation__in=["copy", "revision"]) | Q(about__isnull=False),
                name="candidate_copy_and_revision_are_about_an_event",
            ),
            models.CheckConstraint(condition=Q(about=None) | ~Q(relation=""), name="candidate_about_an_event_says_how"),
            models.CheckConstraint(
                condition=Q(head=None) | Q(relation="account", about=None), name="candidate_head_of_accounts_only"
            ),
            models.CheckConstraint(condition=Q(head=None) | ~Q(head=F("id")), name="candidate_is_not_its_own_head"),
            models.CheckConstraint(
                condition=Q(relation="", about_reason="") | (~Q(relation="") & ~Q(about_reason="")),
                name="candidate_related_says_why",
            ),
            models.CheckConstraint(
                condition=Q(changes=[]) | Q(relation="revision"), name="candidate_changes_of_a_revision"
            ),
            models.CheckConstraint(
                condition=Q(day_from=None, day_to=None)
                | Q(day_from__isnull=False, day_to__isnull=False, day_from__lte=F("day_to")),
                name="candidate_days_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.state})"

    @property
    def subject(self) -> Event | None:
        """The recorded event that it is about, if there is one by now."""
        return self.about or (self.head.event if self.head else None)
