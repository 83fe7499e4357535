"""Subscriptions, and the outbox of messages to them. Upkeep, not ledger: the app's role may write and delete."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_candidate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(db_collation="C", max_length=120, unique=True)),
                ("why", models.CharField(max_length=300)),
                ("query", models.JSONField(blank=True, default=dict)),
                ("channel", models.CharField(db_collation="C", max_length=60)),
                ("frequency", models.CharField(db_collation="C", default="immediately", max_length=60)),
                ("url", models.CharField(blank=True, max_length=2000)),
                ("language", models.CharField(db_collation="C", default="en", max_length=60)),
                ("secret_number", models.PositiveIntegerField(default=1)),
                ("rotated_at", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
                ("seen", models.PositiveIntegerField()),
                ("next_look_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("stopped_because", models.CharField(blank=True, max_length=300)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at", "public_id"],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(db_collation="C", max_length=120, unique=True)),
                ("kind", models.CharField(db_collation="C", default="alert", max_length=60)),
                ("query", models.JSONField(blank=True, default=dict)),
                ("after", models.PositiveIntegerField()),
                ("until", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField()),
                ("state", models.CharField(db_collation="C", default="waiting", max_length=60)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("next_try_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("error", models.TextField(blank=True)),
                (
                    "subscription",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="deliveries",
                        to="agreements.subscription",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
                "ordering": ["-made_at", "public_id"],
            },
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(condition=models.Q(("stopped_at", None)), fields=["seen"], name="subscription_behind"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="subscription_public_id_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["email", "webhook"])), name="subscription_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("frequency__in", ["daily", "immediately", "weekly"])),
                name="subscription_frequency_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "es"])), name="subscription_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="subscription_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "webhook"), ("url__gt", "")),
                    models.Q(models.Q(("channel", "webhook"), _negated=True), ("url", "")),
                    _connector="OR",
                ),
                name="subscription_webhook_has_an_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("frequency", "immediately"), ("next_look_at", None)),
                    models.Q(models.Q(("frequency", "immediately"), _negated=True), ("next_look_at__isnull", False)),
                    _connector="OR",
                ),
                name="subscription_digest_has_its_hour",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stopped_at", None), ("stopped_because", "")),
                    models.Q(("stopped_at__isnull", False), models.Q(("stopped_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="subscription_stopped_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["subscription", "next_try_at"], name="delivery_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("public_id__regex", "^[a-z0-9]+(-[a-z0-9]+)*$")), name="delivery_public_id_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["alert", "test"])), name="delivery_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["parked", "sent", "waiting"])), name="delivery_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "alert")),
                fields=("subscription", "until"),
                name="delivery_once_per_revision",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after__lt", models.F("until")), ("kind", "alert")),
                    models.Q(models.Q(("kind", "alert"), _negated=True), ("after", models.F("until"))),
                    _connector="OR",
                ),
                name="delivery_alert_tells_of_revisions",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at", None), ("next_try_at__isnull", False), ("state", "waiting")),
                    models.Q(
                        models.Q(("state", "waiting"), _negated=True),
                        ("finished_at__isnull", False),
                        ("next_try_at", None),
                    ),
                    _connector="OR",
                ),
                name="delivery_waits_or_is_finished",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("error", ""), ("state", "parked"), _negated=True), name="delivery_parked_says_why"
            ),
        ),
    ]
