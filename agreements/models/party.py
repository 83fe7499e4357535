"""Who can be a party: states, former states, territories, organisations."""

from django.db import models
from django.db.models import Q

from agreements import vocabulary
from agreements.models.fields import PARTY_CODE, SLUG, matches, one_of, word


class Party(models.Model):
    """`code`: ISO 3166-1 alpha-3, or `x-…` for those without one."""

    code = models.CharField(max_length=60, unique=True, db_collation="C")
    kind = word()
    name_en = models.CharField(max_length=300)
    name_es = models.CharField(max_length=300)
    aliases = models.JSONField(default=list, blank=True)
    succeeded_by = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["code"]
        verbose_name_plural = "parties"
        constraints = [
            one_of("party", "kind", vocabulary.PARTY_KINDS),
            matches("party", "code", PARTY_CODE),
            models.CheckConstraint(condition=~Q(name_en="") & ~Q(name_es=""), name="party_has_names"),
        ]

    def __str__(self) -> str:
        return f"{self.name_en} ({self.code})"


class Relation(models.Model):
    """A view of two parties. It owns nothing: an agreement shows in every relation whose parties are among its own."""

    slug = models.CharField(max_length=120, unique=True, db_collation="C")
    first = models.ForeignKey(Party, models.PROTECT, related_name="+")
    second = models.ForeignKey(Party, models.PROTECT, related_name="+")
    title_en = models.CharField(max_length=300)
    title_es = models.CharField(max_length=300)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            matches("relation", "slug", SLUG),
            models.CheckConstraint(condition=~Q(title_en="") & ~Q(title_es=""), name="relation_has_titles"),
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="relation_has_two_parties"),
            models.UniqueConstraint(
                models.functions.Least("first", "second"),
                models.functions.Greatest("first", "second"),
                name="relation_once_per_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.title_en
