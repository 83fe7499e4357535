"""The desk: Django's admin with the state of things on its first page, and the models in the order of the work."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation

from agreements.admin.dashboard import dashboard

OTHERS = "Sources and review"
ACCOUNTS = "Accounts"
SECTIONS = {
    "Record": ("Event", "Agreement", "Person", "Office", "Party", "Relation"),
    "Statements": ("StatusUpdate", "EventClaim", "Term", "AgreementLink", "Citation", "Determination"),
    "Ledger": ("Revision", "Retraction"),
    ACCOUNTS: ("User", "Group", "ApiToken", "Subscription", "Delivery"),
}


class Desk(AdminSite):
    site_header = site_title = "Entente"
    index_title = "The desk"

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(in_english(readable(view)), cacheable)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return in_english(super().login)(request, extra_context)

    def index(self, request: HttpRequest, extra_context: Any = None) -> TemplateResponse:
        return super().index(request, {**(extra_context or {}), "desk": dashboard(request.user)})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        found: list[Any] = super().get_app_list(request, app_label)
        return found if app_label else sections(found)


def in_english(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The desk speaks one language, so that Django's words in another do not stand between ours."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        translation.activate("en")
        request.LANGUAGE_CODE = "en"
        return view(request, *args, **kwargs)

    return spoken


def readable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Django's lists hand what stands in an address to the database, which fails at a NUL."""

    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if any("\0" in each for values in request.GET.lists() for each in (values[0], *values[1])):
            raise BadRequest("The address holds a NUL; leave it out.")
        return view(request, *args, **kwargs)

    return read


def sections(apps: list[Any]) -> list[Any]:
    """All models in sections; what stands in none of them comes last."""
    models = {each["object_name"]: each for app in apps for each in app["models"]}
    named = {title: [models.pop(name) for name in names if name in models] for title, names in SECTIONS.items()}
    accounts = named.pop(ACCOUNTS)
    named |= {OTHERS: list(models.values()), ACCOUNTS: accounts}
    return [{**apps[0], "name": title, "models": rows} for title, rows in named.items() if rows]
