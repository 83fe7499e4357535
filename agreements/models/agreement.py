"""Agreements: instruments and arrangements, also those without a known text."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from agreements import vocabulary
from agreements.models.fields import SLUG, matches, one_of, slug_field, word
from agreements.models.party import Party


class Agreement(models.Model):
    slug = slug_field(unique=True)
    title = models.CharField(max_length=300)
    short_title = models.CharField(max_length=28)
    official_title = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not known)
    kind = word()
    form = word()
    summary = models.TextField(blank=True)
    note = models.TextField(blank=True)
    aliases = models.JSONField(default=list, blank=True)
    parties = models.ManyToManyField(Party, through="AgreementParty", related_name="agreements")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["slug"]
        constraints = [
            matches("agreement", "slug", SLUG),
            one_of("agreement", "kind", vocabulary.AGREEMENT_KINDS),
            one_of("agreement", "form", vocabulary.AGREEMENT_FORMS),
            models.CheckConstraint(condition=~Q(title="") & ~Q(short_title=""), name="agreement_has_titles"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="agreement_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementParty(models.Model):
    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="agreement_parties")
    party = models.ForeignKey(Party, models.PROTECT)
    role = models.CharField(max_length=300, default="party")

    class Meta:
        ordering = ["party__code"]
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="agreement_party_once")]

    def __str__(self) -> str:
        return f"{self.party} in {self.agreement}"


class Identifier(models.Model):
    """A number given elsewhere. Never a primary key: one docket may serve several agreements."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="identifiers")
    scheme = word()
    value = models.CharField(max_length=300)
    url = models.URLField(max_length=2000, null=True, blank=True)  # noqa: DJ001  (null: not known)

    class Meta:
        ordering = ["scheme", "value"]
        constraints = [
            models.UniqueConstraint("agreement", "scheme", Lower("value"), name="identifier_once"),
            one_of("identifier", "scheme", vocabulary.IDENTIFIER_SCHEMES),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_has_a_value"),
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.value}"


class AgreementDocument(models.Model):
    """What a document is to an agreement."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="documents")
    url = models.URLField(max_length=2000)
    title = models.CharField(max_length=300)
    role = word()
    language = models.CharField(max_length=20, default="en")

    class Meta:
        ordering = ["role", "url"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "url", "role"], name="agreement_document_once"),
            one_of("agreement_document", "role", vocabulary.DOCUMENT_ROLES),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.role})"
