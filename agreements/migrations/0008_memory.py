"""What is remembered of pages: when they were gone, and which are looked at again because they are cited."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

# What was known before: pages that are gone now, and the first version of each that a citation rests on. Their next
# looks are spread over a month.
KNOWN = """
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO agreements_absence (document_id, since) SELECT id, gone_since FROM agreements_document WHERE gone_since IS NOT NULL;
UPDATE agreements_document AS page SET cited_id = first.id, recheck_at = now() + random() * interval '30 days'
FROM (
    SELECT DISTINCT ON (stored.document_id) stored.document_id, stored.id
    FROM agreements_snapshot AS stored
    WHERE stored.sha256 IN (
        SELECT snapshot FROM agreements_citation WHERE snapshot IS NOT NULL
        UNION SELECT snapshot FROM agreements_capture
    )
    ORDER BY stored.document_id, stored.taken_at
) AS first
WHERE first.document_id = page.id;
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0007_alerts")]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="absences", to="agreements.document"
                    ),
                ),
            ],
            options={
                "ordering": ["document", "since"],
                "constraints": [
                    models.UniqueConstraint(fields=["document"], condition=Q(until=None), name="absence_open_once"),
                    models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="absence_forward"),
                ],
            },
        ),
        migrations.AddField(
            "document",
            "cited",
            models.ForeignKey(
                blank=True,
                help_text="The version that was cited first; since then the page is looked at again.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.snapshot",
            ),
        ),
        migrations.AddField(
            "document", "recheck_at", models.DateTimeField(blank=True, null=True, verbose_name="next look again")
        ),
        migrations.AddField("document", "rechecks", models.PositiveSmallIntegerField(db_default=0, default=0)),
        migrations.AddField(
            "document",
            "recheck_error",
            models.TextField(blank=True, db_default="", default="", verbose_name="why the last failed"),
        ),
        migrations.AddIndex(
            "document",
            models.Index(fields=["recheck_at"], name="document_recheck", condition=Q(recheck_at__isnull=False)),
        ),
        migrations.AddConstraint(
            "document",
            models.CheckConstraint(
                condition=Q(cited__isnull=True, recheck_at__isnull=True)
                | Q(cited__isnull=False, recheck_at__isnull=False),
                name="document_looked_at_again_once_cited",
            ),
        ),
        migrations.RunSQL(KNOWN, migrations.RunSQL.noop),
    ]
