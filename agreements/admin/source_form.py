"""The form of a source: what the shape of a source and the settings of its format refuse is said at the field."""

from typing import Any

from django import forms

from agreements.errors import Refused
from agreements.fetching import declaring
from agreements.fetching.formats import manual
from agreements.models import Source

Json = dict[str, Any]
FORMATS = {
    "rss": "RSS feed",
    "atom": "Atom feed",
    "json_feed": "JSON Feed",
    "federal_register": "Federal Register API",
    "wordpress": "WordPress REST API",
    "json_list": "JSON list, by a mapping",
    "index_page": "HTML index page, by a selector",
    "page": "one watched page",
    "pdf": "one PDF file",
    "folder": "watched folder",
}
FIELDS = ("slug", "name", "url", "format", "party", "language", "interval", "enabled", "settings")


class SourceForm(forms.ModelForm):
    format = forms.ChoiceField(choices=list(FORMATS.items()))

    class Meta:
        model = Source
        fields = FIELDS
        labels = {"url": "Address"}
        widgets = {"url": forms.TextInput(attrs={"size": 80}), "settings": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "slug": "Chosen once: lower-case words joined by hyphens.",
            "name": "Its documents are cited under this name.",
            "url": "http:// or https://, or folder:NAME for a folder of the inbox.",
            "party": "Whose official voice it is; none for the press.",
            "language": "Of everything that it publishes; empty if it mixes.",
            "enabled": "Switched off, it is kept but not looked at.",
            "settings": "What its format needs, as JSON: the guide to sources lists it.",
        }

    def clean(self) -> Json:
        cleaned: Json = super().clean() or self.cleaned_data
        party = cleaned.get("party")
        slug = cleaned.get("slug") or self.instance.slug
        whole = {name: cleaned[name] for name in FIELDS if name in cleaned}
        whole |= {"slug": slug, "party": party.code if party else None, "language": cleaned.get("language") or None}
        if not self.errors:
            self._check(whole)
        return cleaned

    def _check(self, whole: Json) -> None:
        try:
            declaring.checked(whole)
        except Refused as refused:
            for problem in refused.problems:
                name, _, inner = problem.field.partition(".")
                self.add_error(
                    name if name in self.fields else None, f"{inner}: {problem.detail}" if inner else problem.detail
                )


def is_ours(source: Source | None) -> bool:
    """Whether nobody sets it up: the source to which files belong that are handed in."""
    return source is not None and source.url == manual.ADDRESS
