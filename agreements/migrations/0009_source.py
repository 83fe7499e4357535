"""Sources of the format json_list; pages that are handed in at the desk are read, and not only kept; runs that failed,
are open or are unread are found at once."""

from django.db import migrations, models

FORMATS = [
    "atom",
    "federal_register",
    "folder",
    "index_page",
    "json_feed",
    "json_list",
    "manual",
    "page",
    "pdf",
    "rss",
    "wordpress",
]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_memory")]

    operations = [
        migrations.RemoveConstraint("source", "source_format_known"),
        migrations.AddConstraint(
            "source",
            models.CheckConstraint(condition=models.Q(("format__in", FORMATS)), name="source_format_known"),
        ),
        migrations.AddField("capturerequest", "propose", models.BooleanField(default=False)),
        migrations.AddIndex(
            "fetchrun",
            models.Index(
                fields=["source", "-started_at"],
                name="fetch_run_failed",
                condition=models.Q(("outcome__in", ("failed", "skipped"))),
            ),
        ),
        migrations.AddIndex(
            "fetchrun",
            models.Index(fields=["started_at"], name="fetch_run_open", condition=models.Q(("outcome", "running"))),
        ),
        migrations.AddIndex(
            "fetchrun",
            models.Index(
                fields=["finished_at"],
                name="fetch_run_unread",
                condition=models.Q(("outcome", "new"), ("read_at", None)),
            ),
        ),
    ]
