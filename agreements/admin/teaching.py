"""Teaching reading: phrases by which an agreement is known, and a page on which a text is read on trial."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from agreements.admin.exporting import Exporting
from agreements.admin.pages import shown
from agreements.models import Cue
from agreements.models.cue import LANGUAGES
from agreements.reading import store, teaching
from agreements.reading.item import Claim, Item
from agreements.reading.propose import propose
from agreements.review import passages

Json = dict[str, Any]
LONGEST_TEXT = 100_000


class CueForm(forms.ModelForm):
    class Meta:
        model = Cue
        fields = ("agreement", "language", "meaning", "phrase", "note")
        help_texts = {
            "phrase": "As in the guide to reading: “prison ..1 @instrument”, “( jail* | prison* ) deal”. "
            "Capitals and accents do not matter.",
            "meaning": "A topic counts only beside words that ask for one; “something else” takes a name away.",
            "note": "Why, for whoever comes next.",
        }

    def clean(self) -> Json:
        cleaned: Json = super().clean() or self.cleaned_data
        phrase, language = cleaned.get("phrase"), cleaned.get("language")
        if phrase and language and (problem := teaching.problem(phrase, language)):
            self.add_error("phrase", problem)
        return cleaned


class TrialForm(forms.Form):
    """What would be gathered. `published`: relative dates count from it."""

    title = forms.CharField(required=False, max_length=1000)
    text = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 12}))
    published = forms.DateField(required=False, help_text="Like 2025-02-03; “yesterday” is counted from it.")
    language = forms.ChoiceField(choices=[("", "as it reads"), *LANGUAGES.items()], required=False)

    def clean_text(self) -> str:
        """With the line ends of what is gathered: a form sends two characters for each."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


@admin.register(Cue)
class CueAdmin(Exporting):
    """Analysts' own phrases; those that come with the record stand in `reading/lexicon/cues.toml`."""

    form = CueForm
    list_display = ("phrase", "agreement", "language", "meaning", "note", "changed_by", "changed_at")
    list_filter = ("agreement", "language", "meaning")
    list_select_related = ("agreement",)
    search_fields = ("phrase", "note", "agreement__slug", "agreement__title")
    autocomplete_fields = ("agreement",)
    change_list_template = "admin/teaching/list.html"

    def save_model(self, request: HttpRequest, obj: Cue, form: Any, change: bool) -> None:
        obj.changed_by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        own = path("try/", self.admin_site.admin_view(self.trial), name="agreements_cue_trial")
        return [own, *super().get_urls()]

    def trial(self, request: HttpRequest) -> HttpResponse:
        """Read a text now, with every cue as it stands; nothing is kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied("Trying how a text is read needs the role of an analyst.")
        form = TrialForm(request.POST or None)
        context: Json = {"title": "Try how a text is read", "form": form}
        if form.is_valid():
            context |= read(form.cleaned_data)
        return shown(self, request, "admin/teaching/trial.html", context, 400 if form.errors else 200)


def read(given: Json) -> Json:
    """A text as the page shows it: paragraphs with numbered passages, claims with their numbers and rules."""
    item = Item(None, "", given["title"], given["text"], given["language"] or None, given["published"])
    proposal = propose(item, store.tracked())
    evidence = [
        {"path": str(number), "field": each.field, "start": each.start, "end": each.end, "rule": each.rule}
        for number, claim in enumerate(proposal.claims)
        for each in claim.evidence
    ]
    return {
        "proposal": proposal,
        "heading": passages.pieces(item.title, passages.numbered(evidence, "title")),
        "paragraphs": passages.paragraphs(item.text, passages.numbered(evidence, "text")),
        "rows": [_row(number, claim, evidence) for number, claim in enumerate(proposal.claims)],
    }


def _row(number: int, claim: Claim, evidence: list[Json]) -> Json:
    rules = sorted({each.rule for each in claim.evidence})
    return {"claim": claim, "rules": rules, "numbers": passages.number_of(evidence, str(number))}
