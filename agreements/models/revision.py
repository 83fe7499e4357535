"""The one number that orders the record, and the head that hands it out."""

from django.db import models
from django.db.models import F, Q

from agreements.models.fields import SHA256, matches

FOREVER = 2147483647
GENESIS = "0" * 64


class Head(models.Model):
    """The single row that every writer locks: the last revision's number, time and hash."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="head_is_one_row")]

    def __str__(self) -> str:
        return f"head at revision {self.number}"


class Revision(models.Model):
    """One act of writing. `payload` is the exact text that was hashed: hash = sha256(previous hash ‖ payload)."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField(db_index=True)
    by = models.CharField(max_length=300)
    reason = models.TextField()
    previous = models.CharField(max_length=64)
    payload = models.TextField()
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_starts_at_one"),
            models.CheckConstraint(condition=~Q(by="") & ~Q(reason=""), name="revision_says_who_and_why"),
            models.CheckConstraint(condition=~Q(hash=F("previous")), name="revision_moves_the_chain"),
            matches("revision", "hash", SHA256),
        ]

    def __str__(self) -> str:
        return f"revision {self.number} by {self.by}: {self.reason}"
