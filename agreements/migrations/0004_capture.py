"""Copies of cited pages: the work list of those that are wanted, and the statement that ties one to its citation.

The statement is of the ledger, so it gets the ledger's guards.
"""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER capture_no_update BEFORE UPDATE ON agreements_capture FOR EACH ROW EXECUTE FUNCTION entente_refuse();
CREATE TRIGGER capture_no_delete BEFORE DELETE ON agreements_capture FOR EACH ROW EXECUTE FUNCTION entente_refuse();
CREATE TRIGGER capture_no_truncate BEFORE TRUNCATE ON agreements_capture FOR EACH STATEMENT EXECUTE FUNCTION entente_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0003_roles")]

    operations = [
        migrations.CreateModel(
            name="CaptureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=2000, unique=True)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=300)),
                ("outcome", models.CharField(db_collation="C", default="waiting", max_length=60)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("claimed_until", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
            ],
            options={
                "verbose_name": "copy of a cited page",
                "verbose_name_plural": "copies of cited pages",
                "ordering": ["-asked_at"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("outcome", "waiting")), fields=["next_try_at"], name="capture_request_due"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["done", "failed", "waiting"])),
                        name="capture_request_outcome_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_at__isnull", True), ("next_try_at__isnull", False), ("outcome", "waiting")
                            ),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("finished_at__isnull", False),
                                ("next_try_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="capture_request_waits_or_is_finished",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("error", ""), ("outcome", "failed"), _negated=True),
                        name="capture_request_failure_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("url", ""), _negated=True), models.Q(("asked_by", ""), _negated=True)
                        ),
                        name="capture_request_says_what_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Capture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("snapshot", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField()),
                (
                    "citation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="captures", to="agreements.citation"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.revision"
                    ),
                ),
            ],
            options={
                "ordering": ["citation"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("snapshot__regex", "^[0-9a-f]{64}$")), name="capture_snapshot_form"
                    ),
                    models.UniqueConstraint(fields=("citation",), name="capture_once"),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="citation",
            index=django.contrib.postgres.indexes.HashIndex(fields=["url"], name="citation_by_url"),
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
