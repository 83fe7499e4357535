"""Who wants to hear of what, and the outbox of messages to them. Upkeep, not ledger.

A message holds no content: only which revisions it tells of. What it says is read from the record when it is sent, so
that nothing of the record is kept twice.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models.fields import SLUG, matches, one_of, slug_field, word

CHANNELS = ("email", "webhook")
FREQUENCIES = ("immediately", "daily", "weekly")
LANGUAGES = ("en", "es")
KINDS = ("alert", "test")
STATES = ("waiting", "sent", "parked")


class Subscription(models.Model):
    """A saved query of the timeline. `query`: parameter → its values as text. `seen`: the last revision that was looked
    through for it; `next_look_at`: when a digest is due, null: at once.

    `secret_number` counts the secrets it had; the one before holds a while longer after `rotated_at`."""

    public_id = slug_field(unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscriptions")
    why = models.CharField(max_length=300)
    query = models.JSONField(default=dict, blank=True)
    channel = word()
    frequency = word(default="immediately")
    url = models.CharField(max_length=2000, blank=True)
    language = word(default="en")
    secret_number = models.PositiveIntegerField(default=1)
    rotated_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    seen = models.PositiveIntegerField()
    next_look_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-made_at", "public_id"]
        indexes = [models.Index(fields=["seen"], name="subscription_behind", condition=Q(stopped_at=None))]
        constraints = [
            matches("subscription", "public_id", SLUG),
            one_of("subscription", "channel", CHANNELS),
            one_of("subscription", "frequency", FREQUENCIES),
            one_of("subscription", "language", LANGUAGES),
            models.CheckConstraint(condition=~Q(why=""), name="subscription_says_why"),
            models.CheckConstraint(
                condition=Q(channel="webhook", url__gt="") | (~Q(channel="webhook") & Q(url="")),
                name="subscription_webhook_has_an_address",
            ),
            models.CheckConstraint(
                condition=Q(frequency="immediately", next_look_at=None)
                | (~Q(frequency="immediately") & Q(next_look_at__isnull=False)),
                name="subscription_digest_has_its_hour",
            ),
            models.CheckConstraint(
                condition=Q(stopped_at=None, stopped_because="")
                | (Q(stopped_at__isnull=False) & ~Q(stopped_because="")),
                name="subscription_stopped_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.why} ({self.channel}, {self.frequency})"

    @property
    def active(self) -> bool:
        return self.stopped_at is None


class Delivery(models.Model):
    """One message: of what changed in the revisions later than `after`, up to `until`, by the query as it then was.

    `next_try_at` of a waiting one is also the hold of whoever is trying: it is moved on before each try."""

    public_id = slug_field(unique=True)
    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="deliveries")
    kind = word(default="alert")
    query = models.JSONField(default=dict, blank=True)
    after = models.PositiveIntegerField()
    until = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    state = word(default="waiting")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["-made_at", "public_id"]
        indexes = [
            models.Index(fields=["subscription", "next_try_at"], name="delivery_due", condition=Q(state="waiting"))
        ]
        constraints = [
            matches("delivery", "public_id", SLUG),
            one_of("delivery", "kind", KINDS),
            one_of("delivery", "state", STATES),
            models.UniqueConstraint(
                fields=["subscription", "until"], condition=Q(kind="alert"), name="delivery_once_per_revision"
            ),
            models.CheckConstraint(
                condition=Q(kind="alert", after__lt=models.F("until"))
                | (~Q(kind="alert") & Q(after=models.F("until"))),
                name="delivery_alert_tells_of_revisions",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_try_at__isnull=False, finished_at=None)
                | (~Q(state="waiting") & Q(next_try_at=None, finished_at__isnull=False)),
                name="delivery_waits_or_is_finished",
            ),
            models.CheckConstraint(condition=~Q(state="parked", error=""), name="delivery_parked_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.state}"
