"""What the list of candidates can be narrowed to beside its own fields."""

from typing import Any

from django.contrib import admin
from django.db.models import F, Func, Q, QuerySet, TextField
from django.http import HttpRequest

from agreements.admin.review_page import CORRECTED, UNCHANGED
from agreements.models import Candidate

# As the measures count them.
VERDICTS = {
    "unchanged": ("accepted unchanged", UNCHANGED),
    "corrected": ("accepted with corrections", CORRECTED),
    "rejected": ("rejected", Q(state="rejected")),
    "merged": ("merged", Q(state="merged")),
    "undone": ("taken back", Q(state="waiting", decided_at__isnull=False)),
}


class VerdictFilter(admin.SimpleListFilter):
    title, parameter_name = "verdict", "verdict"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(name, label) for name, (label, _) in VERDICTS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Candidate]) -> QuerySet[Candidate]:
        _, wanted = VERDICTS.get(self.value() or "", ("", Q()))
        return queryset.filter(wanted)


class RuleFilter(admin.SimpleListFilter):
    title, parameter_name = "rule", "rule"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        each = Func(F("rules"), function="jsonb_array_elements_text", output_field=TextField())
        names = Candidate.objects.annotate(rule=each).order_by("rule").values_list("rule", flat=True).distinct()
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Candidate]) -> QuerySet[Candidate]:
        return queryset.filter(rules__contains=[self.value()]) if self.value() else queryset
