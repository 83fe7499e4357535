"""A machine-read proposal awaiting an analyst. Nothing in it is public before it is accepted."""

from django.db import models
from django.db.models import Q

from agreements.models.event import Event
from agreements.models.fields import SHA256, matches, one_of, slug_field, word
from agreements.models.source import Snapshot

STATES = ("waiting", "accepted", "rejected", "merged", "superseded")


class Candidate(models.Model):
    """`proposed` is an event as the API takes it; `evidence` says which passage and rule gave which field.

    `fingerprint` is over the document and the claims: the same claims never come back once decided."""

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
    event = models.ForeignKey(Event, models.PROTECT, null=True, blank=True, related_name="candidates")
    decision = models.JSONField(null=True, blank=True)
    decided_by = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not decided)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_reason = models.TextField(null=True, blank=True)  # noqa: DJ001  (null: not decided)

    class Meta:
        ordering = ["-importance", "created_at", "public_id"]
        indexes = [models.Index(fields=["state", "-importance", "created_at"], name="candidate_queue")]
        constraints = [
            one_of("candidate", "state", STATES),
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
        ]

    def __str__(self) -> str:
        return f"{self.public_id} ({self.state})"
