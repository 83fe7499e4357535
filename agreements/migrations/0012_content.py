"""Stored bytes of entries; those of pages and files stay files."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_roles")]

    operations = [
        migrations.CreateModel(
            name="Content",
            fields=[
                ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("content", models.BinaryField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=Q(("sha256__regex", "^[0-9a-f]{64}$")), name="content_sha256_form")
                ],
            },
        ),
        migrations.AddIndex("citation", models.Index(fields=["snapshot"], name="citation_by_snapshot")),
    ]
