"""Cited pages that are to be kept: the work list of copies, one row to an address."""

from django.db import models
from django.db.models import Q

from agreements.models.fields import one_of, word

OUTCOMES = ("waiting", "done", "failed")


class CaptureRequest(models.Model):
    """A cited address of which a copy is wanted. `asked_at`: the last time that somebody asked; a copy that was begun
    before does not answer it. `propose`: whether what it says is to be read as well. `error`: why it failed, or why it
    waits to be tried again."""

    url = models.CharField(max_length=2000, unique=True)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=300)
    propose = models.BooleanField(default=False)
    outcome = word(default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "copy of a cited page", "copies of cited pages"
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["next_try_at"], name="capture_request_due", condition=Q(outcome="waiting"))]
        constraints = [
            one_of("capture_request", "outcome", OUTCOMES),
            models.CheckConstraint(
                condition=Q(outcome="waiting", next_try_at__isnull=False, finished_at__isnull=True)
                | (~Q(outcome="waiting") & Q(next_try_at__isnull=True, finished_at__isnull=False)),
                name="capture_request_waits_or_is_finished",
            ),
            models.CheckConstraint(condition=~Q(outcome="failed", error=""), name="capture_request_failure_says_why"),
            models.CheckConstraint(condition=~Q(url="") & ~Q(asked_by=""), name="capture_request_says_what_and_who"),
        ]

    def __str__(self) -> str:
        return f"{self.url}: {self.outcome}"
