"""Phrases that analysts teach reading."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("agreements", "0009_source")]

    operations = [
        migrations.CreateModel(
            name="Cue",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("es", "Spanish")], db_collation="C", max_length=60),
                ),
                (
                    "meaning",
                    models.CharField(
                        choices=[
                            ("name", "the agreement itself"),
                            ("topic", "its subject matter"),
                            ("never", "something else: never this agreement"),
                        ],
                        db_collation="C",
                        default="name",
                        max_length=60,
                    ),
                ),
                ("phrase", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("changed_by", models.CharField(editable=False, max_length=300)),
                ("changed_at", models.DateTimeField(auto_now=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cues", to="agreements.agreement"
                    ),
                ),
            ],
            options={
                "ordering": ["agreement", "language", "meaning", "phrase"],
                "constraints": [
                    models.CheckConstraint(condition=Q(language__in=["en", "es"]), name="cue_language_known"),
                    models.CheckConstraint(
                        condition=Q(meaning__in=["name", "never", "topic"]), name="cue_meaning_known"
                    ),
                    models.CheckConstraint(condition=~Q(phrase="") & ~Q(changed_by=""), name="cue_says_what_and_who"),
                    models.UniqueConstraint(fields=["agreement", "language", "phrase"], name="cue_once_per_agreement"),
                ],
            },
        ),
    ]
