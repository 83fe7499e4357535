"""People, offices, and who held which office when."""

from django.db import models
from django.db.models import F, Q

from agreements.models.fields import SLUG, edtf_text, matches, slug_field
from agreements.models.party import Party


class Office(models.Model):
    slug = slug_field(unique=True)
    title_en = models.CharField(max_length=300)
    title_es = models.CharField(max_length=300)
    party = models.ForeignKey(Party, models.PROTECT, null=True, blank=True, related_name="offices")
    institution = models.CharField(max_length=300, null=True, blank=True)  # noqa: DJ001  (null: not known)

    class Meta:
        ordering = ["slug"]
        constraints = [
            matches("office", "slug", SLUG),
            models.CheckConstraint(condition=~Q(title_en="") & ~Q(title_es=""), name="office_has_titles"),
        ]

    def __str__(self) -> str:
        return self.title_en


class Person(models.Model):
    slug = slug_field(unique=True)
    name = models.CharField(max_length=300)
    description = models.CharField(max_length=300, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "people"
        constraints = [
            matches("person", "slug", SLUG),
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """A person held an office over `held`, an EDTF interval."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tenures")
    office = models.ForeignKey(Office, models.PROTECT, related_name="tenures")
    held = edtf_text()
    held_from = models.DateField()
    held_to = models.DateField()

    class Meta:
        ordering = ["held_from", "held_to", "office"]
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "held"], name="tenure_once"),
            models.CheckConstraint(condition=Q(held_from__lte=F("held_to")), name="tenure_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.office}, {self.held}"
