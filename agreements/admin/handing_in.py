"""Handing in what no source brings: the address of a page, or a file. What it says waits in the review queue."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from agreements.errors import PermanentError, Refused
from agreements.fetching.budget import PAGE, shown
from agreements.fetching.formats import folder
from agreements.fetching.formats.manual import HandedIn
from agreements.models import FetchRun
from agreements.operations import handing_in

ASKED_BY = "agreements.add_citation"
ENDINGS = ", ".join(sorted(folder.KINDS))
Json = dict[str, Any]


class PageForm(forms.Form):
    url = forms.CharField(label="Address", max_length=2000, help_text="It is fetched, kept and read in the background.")


class FileForm(forms.Form):
    file = forms.FileField(help_text=f"Its name ends in one of {ENDINGS}; at most {shown(PAGE.size)}.")
    publisher = forms.CharField(max_length=300, help_text="Who published it: the name to cite.")
    address = forms.CharField(required=False, max_length=1900, help_text="Where it can be found, if anywhere.")
    published = forms.DateField(required=False, help_text="Like 2025-02-03, if it does not say so itself.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > PAGE.size:
            raise forms.ValidationError(f"It has {file.size:,} bytes and may have {PAGE.size:,}.")
        return file

    def given(self, by: str) -> HandedIn:
        file, *rest = (self.cleaned_data[name] for name in ("file", "publisher", "address", "published"))
        return HandedIn(file.name, file.read(), by, *rest)


def view(request: HttpRequest) -> tuple[Json, HttpResponse | None]:
    """What the page shows; or where to go, when something was handed in."""
    if not request.user.has_perm(ASKED_BY):
        raise PermissionDenied("Handing in needs the role of an analyst.")
    wants = request.POST.get("hand_in") if request.method == "POST" else None
    page = PageForm(request.POST if wants == "page" else None)
    file = FileForm(*((request.POST, request.FILES) if wants == "file" else (None, None)))
    by = request.user.get_username()
    done = (page.is_valid() and _page(request, page, by)) or (file.is_valid() and _file(request, file, by))
    if done:
        return {}, HttpResponseRedirect(reverse("admin:agreements_hand_in"))
    return {"title": "Hand in a page or a file", "page": page, "file": file, "asked": handing_in.asked()}, None


def _page(request: HttpRequest, form: PageForm, by: str) -> bool:
    try:
        handing_in.page(form.cleaned_data["url"].strip(), by=by)
    except Refused as refused:
        form.add_error("url", [problem.detail for problem in refused.problems])
        return False
    messages.success(request, "It is being fetched; what it says will wait for review.")
    return True


def _file(request: HttpRequest, form: FileForm, by: str) -> bool:
    try:
        run = handing_in.file(form.given(by))
    except PermanentError as error:
        form.add_error("file", str(error))
        return False
    messages.success(request, _told(run))
    return True


def _told(run: FetchRun) -> str:
    if run.outcome == "unchanged":
        return "The same file is kept already; nothing is new."
    made = run.candidates_made
    if not made:
        return "It is kept. Nothing in it was read as saying how an agreement stands."
    return f"It is kept, and {made} proposal{'s' if made > 1 else ''} of it wait{'' if made > 1 else 's'} for review."
