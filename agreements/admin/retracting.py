"""Taking back an event or a statement, with a reason: one page that asks, one call of the one writer."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path

from agreements.admin import telling
from agreements.admin.input_form import public_id
from agreements.admin.pages import shown
from agreements.admin.places import admin_page
from agreements.errors import Refused
from agreements.history.record import record
from agreements.models import Retraction
from agreements.shapes import RetractionIn, canonical_decimal, read

PERMISSION = "agreements.add_retraction"


class RetractForm(forms.Form):
    reason = forms.CharField(
        max_length=300, help_text="Why it is taken back. Its text stays readable, with this reason; its effect ends."
    )


class LiveFilter(admin.SimpleListFilter):
    title = "retracted"
    parameter_name = "retracted"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "No"), ("yes", "Yes")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(was_retracted=self.value() == "yes") if self.value() else queryset


class Retractable(admin.ModelAdmin):
    """Adds `retract/` to a row's page, and to the list whether a row was retracted.

    `retracts`: as a RetractionIn names what these rows are."""

    retracts: ClassVar[str]

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_retract"
        view = self.admin_site.admin_view(self.retract_view)
        return [path("<path:object_id>/retract/", view, name=name), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        key = "slug" if self.retracts == "event" else "public_id"
        gone = Retraction.objects.filter(target_type=self.retracts, target_id=OuterRef(key))
        rows: QuerySet[Any] = super().get_queryset(request).annotate(was_retracted=Exists(gone))
        return rows

    @admin.display(boolean=True, description="retracted", ordering="was_retracted")
    def retracted(self, row: Any) -> bool:
        return bool(row.was_retracted)

    def retract_tool(self, request: HttpRequest, row: Any) -> list[tuple[str, str]]:
        """The button, for those who may, on what still stands."""
        may = request.user.has_perm(PERMISSION) and not row.was_retracted
        return [("Retract", admin_page(self.model, "retract", row.pk))] if may else []

    def retraction(self, row: Any) -> Retraction | None:
        return Retraction.objects.filter(target_type=self.retracts, target_id=statement_id(row)).first()

    def notice(self, row: Any) -> str:
        gone = self.retraction(row)
        return f"Retracted as revision {gone.revision_id}: {gone.reason}" if gone else ""

    def retract_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        if not request.user.has_perm(PERMISSION):
            raise PermissionDenied("Retracting needs the role of an analyst.")
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404(f"There is no {self.opts.verbose_name} with the key {object_id}.")
        form = RetractForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                return self._retract(request, row, form.cleaned_data["reason"])
            except Refused as refused:
                form.add_error("reason", [problem.detail for problem in refused.problems])
        context = {
            "title": f"Retract: {row}",
            "original": row,
            "form": form,
            "notice": self.notice(row),
            "fields": told_fields(row),
        }
        status = 400 if request.method == "POST" else 200
        return shown(self, request, "admin/record/retract.html", context, status)

    def _retract(self, request: HttpRequest, row: Any, reason: str) -> HttpResponse:
        shape = read(RetractionIn, {"type": self.retracts, "id": statement_id(row), "reason": reason})
        revision = record([shape], by=request.user.get_username(), reason=reason)
        if revision is None:
            messages.info(request, f"{statement_id(row)} was retracted before; nothing was written.")
        else:
            messages.success(request, f"{statement_id(row)} is retracted, as revision {revision.number}.")
        return HttpResponseRedirect(admin_page(self.model, "change", row.pk))


def statement_id(row: Any) -> str:
    return str(row.public_id) if hasattr(row, "public_id") else public_id(row)


def told_fields(row: Any) -> list[tuple[str, str]]:
    """Name and content of the fields that say something, without keys."""
    fields = [each for each in row._meta.concrete_fields if not (each.primary_key or each.is_relation)]
    return [(each.verbose_name, text) for each in fields if (text := _text(getattr(row, each.attname)))]


def _text(value: Any) -> str:
    return telling.text(canonical_decimal(value) if isinstance(value, Decimal) else value)
