"""What a candidate is to the events that are known, and how its neighbours are found."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# For what waits or was decided before: what it says, of which agreements, of about which day. A date in another form
# than a full day is near the day of its reading. Copies are found from now on.
FILL = """
UPDATE agreements_candidate SET
    claims = coalesce((
        SELECT jsonb_agg(jsonb_build_object(
            'agreement', said -> 'agreement', 'axis', said -> 'axis', 'value', said -> 'value',
            'modality', coalesce(said -> 'modality', '"happened"'), 'party', coalesce(said -> 'party', 'null'),
            'date', coalesce(said -> 'date', 'null')))
        FROM jsonb_array_elements(proposed -> 'status_updates') AS said), '[]'),
    agreements = ARRAY(SELECT jsonb_array_elements_text(coalesce(proposed -> 'agreements', '[]'))),
    (day_from, day_to) = (
        SELECT day, day FROM (SELECT CASE
            WHEN proposed ->> 'date' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}[~?%]?$' THEN left(proposed ->> 'date', 10)::date
            ELSE (created_at AT TIME ZONE 'UTC')::date END AS day) AS days)
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0005_redaction")]

    operations = [
        migrations.AddField(
            model_name="candidate",
            name="about",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.event",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="about_reason",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="agreements",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(db_collation="C", max_length=120), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="changes",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="candidate",
            name="claims",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="candidate",
            name="day_from",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="day_to",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="candidate",
            name="head",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="accounts",
                to="agreements.candidate",
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="looks",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="candidate",
            name="relation",
            field=models.CharField(blank=True, db_collation="C", default="", max_length=60),
        ),
        migrations.AddField(
            model_name="candidate",
            name="revision",
            field=models.PositiveIntegerField(
                blank=True, help_text="What its decision wrote on the record.", null=True
            ),
        ),
        migrations.AddField(
            model_name="candidate",
            name="sketch",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), blank=True, default=list, size=None
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="candidate",
            index=models.Index(
                condition=models.Q(("relation", ""), ("state", "waiting")),
                fields=["day_from"],
                name="candidate_heads_by_day",
            ),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=django.contrib.postgres.indexes.GinIndex(fields=["sketch"], name="candidate_sketch"),
        ),
        migrations.AddIndex(
            model_name="candidate",
            index=django.contrib.postgres.indexes.GinIndex(fields=["copies"], name="candidate_copies"),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__in", ["", "account", "copy", "revision"])),
                name="candidate_relation_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("revision", None), ("state__in", ["accepted", "merged"]), _connector="OR"),
                name="candidate_revision_when_taken",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("relation", "account"), _negated=True),
                    ("about__isnull", False),
                    ("head__isnull", False),
                    _connector="OR",
                ),
                name="candidate_account_is_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("relation__in", ["copy", "revision"]), _negated=True),
                    ("about__isnull", False),
                    _connector="OR",
                ),
                name="candidate_copy_and_revision_are_about_an_event",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("about", None), models.Q(("relation", ""), _negated=True), _connector="OR"),
                name="candidate_about_an_event_says_how",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("head", None), models.Q(("about", None), ("relation", "account")), _connector="OR"),
                name="candidate_head_of_accounts_only",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("head", None), models.Q(("head", models.F("id")), _negated=True), _connector="OR"),
                name="candidate_is_not_its_own_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("about_reason", ""), ("relation", "")),
                    models.Q(models.Q(("relation", ""), _negated=True), models.Q(("about_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="candidate_related_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(("changes", []), ("relation", "revision"), _connector="OR"),
                name="candidate_changes_of_a_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("day_from", None), ("day_to", None)),
                    models.Q(
                        ("day_from__isnull", False), ("day_from__lte", models.F("day_to")), ("day_to__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="candidate_days_forward",
            ),
        ),
    ]
