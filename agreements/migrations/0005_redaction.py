"""What was destroyed for law or privacy: a statement of the ledger, with the ledger's guards."""

import django.db.models.deletion
from django.db import migrations, models

FORWARD = """
CREATE TRIGGER redaction_no_update BEFORE UPDATE ON agreements_redaction FOR EACH ROW EXECUTE FUNCTION entente_refuse();
CREATE TRIGGER redaction_no_delete BEFORE DELETE ON agreements_redaction FOR EACH ROW EXECUTE FUNCTION entente_refuse();
CREATE TRIGGER redaction_no_truncate BEFORE TRUNCATE ON agreements_redaction FOR EACH STATEMENT EXECUTE FUNCTION entente_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_capture")]

    operations = [
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("rows", models.JSONField(default=list)),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.revision"
                    ),
                ),
            ],
            options={
                "ordering": ["revision"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="redaction_says_why")
                ],
            },
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
