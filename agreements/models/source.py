"""Where we look, each look, and what was seen. Outside the ledger: a snapshot is immutable, the rest is upkeep."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from agreements.models.fields import SHA256, SLUG, matches, one_of, slug_field, word
from agreements.models.party import Party

FORMATS = (
    "rss",
    "atom",
    "json_feed",
    "json_list",
    "federal_register",
    "wordpress",
    "page",
    "index_page",
    "pdf",
    "folder",
    "manual",
)
OUTCOMES = ("running", "new", "unchanged", "failed", "skipped")
FAILED = ("failed", "skipped")  # a look that failed, or was not allowed


class Source(models.Model):
    """An address that is looked at again and again. `settings`: what its format needs, such as a selector."""

    slug = slug_field(unique=True)
    name = models.CharField(max_length=300)
    url = models.CharField(max_length=2000)
    format = word()
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="sources")
    language = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001  (null: taken from each item)
    settings = models.JSONField(default=dict, blank=True)
    enabled = models.BooleanField(default=True)
    interval = models.PositiveIntegerField(default=3600, help_text="Seconds between two looks.")
    next_check_at = models.DateTimeField(null=True, blank=True, db_index=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=1000, blank=True)
    last_modified = models.CharField(max_length=200, blank=True)
    failures = models.PositiveIntegerField(default=0)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_item_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            matches("source", "slug", SLUG),
            one_of("source", "format", FORMATS),
            models.CheckConstraint(condition=Q(interval__gte=60), name="source_interval_at_least_a_minute"),
            models.CheckConstraint(condition=~Q(url="") & ~Q(name=""), name="source_has_name_and_address"),
        ]

    def __str__(self) -> str:
        return self.name


class FetchRun(models.Model):
    """One look at one source. "Nothing changed" is a normal outcome; a failure says why."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = word(default="running")
    http_status = models.PositiveIntegerField(null=True, blank=True)
    items_seen = models.PositiveIntegerField(default=0)
    items_new = models.PositiveIntegerField(default=0)
    items_skipped = models.PositiveIntegerField(default=0)
    candidates_made = models.PositiveIntegerField(default=0)
    log = models.JSONField(default=list, blank=True)
    error = models.TextField(blank=True)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When its snapshots were read into candidates.")

    class Meta:
        ordering = ["-started_at"]
        # Runs stand for ever: the few that are asked for again and again must be found without reading the others.
        indexes = [
            models.Index(fields=["source", "-started_at"], name="fetch_run_by_source"),
            models.Index(fields=["source", "-started_at"], name="fetch_run_failed", condition=Q(outcome__in=FAILED)),
            models.Index(fields=["started_at"], name="fetch_run_open", condition=Q(outcome="running")),
            models.Index(fields=["finished_at"], name="fetch_run_unread", condition=Q(outcome="new", read_at=None)),
        ]
        constraints = [
            one_of("fetch_run", "outcome", OUTCOMES),
            models.CheckConstraint(
                condition=Q(outcome="running", finished_at__isnull=True)
                | (~Q(outcome="running") & Q(finished_at__isnull=False)),
                name="fetch_run_ends_with_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(outcome="failed", error=""), name="fetch_run_failure_says_why"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(finished_at__gte=F("started_at")), name="fetch_run_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} at {self.started_at:%Y-%m-%d %H:%M}: {self.outcome}"


class Document(models.Model):
    """One address, in one spelling. `public_id`: a digest of the address, for addresses of ours about it."""

    url = models.CharField(max_length=2000, unique=True)
    public_id = models.GeneratedField(
        expression=MD5("url"), output_field=models.CharField(max_length=32), db_persist=True, unique=True
    )
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="documents")
    title = models.CharField(max_length=1000, blank=True)
    publisher = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001  (null: not known)
    published = models.DateTimeField(null=True, blank=True)
    first_seen = models.DateTimeField()
    last_seen = models.DateTimeField()
    gone_since = models.DateTimeField(null=True, blank=True)
    cited = models.ForeignKey(
        "Snapshot",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The version that was cited first; since then the page is looked at again.",
    )
    recheck_at = models.DateTimeField("next look again", null=True, blank=True)
    rechecks = models.PositiveSmallIntegerField(default=0, db_default=0)
    recheck_error = models.TextField("why the last failed", blank=True, default="", db_default="")

    class Meta:
        ordering = ["-first_seen"]
        indexes = [models.Index(fields=["recheck_at"], name="document_recheck", condition=Q(recheck_at__isnull=False))]
        constraints = [
            models.CheckConstraint(condition=Q(last_seen__gte=F("first_seen")), name="document_seen_forward"),
            models.CheckConstraint(condition=~Q(url=""), name="document_has_an_address"),
            models.CheckConstraint(
                condition=Q(cited__isnull=True, recheck_at__isnull=True)
                | Q(cited__isnull=False, recheck_at__isnull=False),
                name="document_looked_at_again_once_cited",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.url


class Absence(models.Model):
    """A time during which the site said that there is nothing at an address (404, 410). `until`: seen there again."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="absences")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["document", "since"]
        constraints = [
            models.UniqueConstraint(fields=["document"], condition=Q(until=None), name="absence_open_once"),
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="absence_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.document}, gone since {self.since:%Y-%m-%d %H:%M}"


class Snapshot(models.Model):
    """One stored version of a document: the bytes lie in the store under their sha256; `text` is what was read of them.

    A return to an earlier state is a snapshot again, with the same sha256 and a later time."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="snapshots")
    run = models.ForeignKey(FetchRun, models.PROTECT, null=True, blank=True, related_name="snapshots")
    taken_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64, db_index=True)
    text_sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=200)
    final_url = models.CharField(max_length=2000)
    http_status = models.PositiveIntegerField(null=True, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=1000, blank=True)
    published = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=20, null=True, blank=True)  # noqa: DJ001  (null: not known)
    text = models.TextField(blank=True)

    class Meta:
        ordering = ["document", "taken_at"]
        constraints = [
            matches("snapshot", "sha256", SHA256),
            matches("snapshot", "text_sha256", SHA256),
            models.UniqueConstraint(fields=["document", "taken_at"], name="snapshot_once_per_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.document} at {self.taken_at:%Y-%m-%d %H:%M}, {self.sha256[:12]}"


class Content(models.Model):
    """Stored bytes of an entry, by their sha256: so small that a file for each would cost more than they do."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        constraints = [matches("content", "sha256", SHA256)]

    def __str__(self) -> str:
        return self.sha256
