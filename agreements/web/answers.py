"""From a request to a page: parameters read, refusals answered in the page's own look, headers set."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements.errors import NotYetKnown, Refused
from agreements.timeline import clocks
from agreements.timeline.parameters import Parameter
from agreements.timeline.queries import Unknown
from agreements.web import asking, frame
from agreements.web.addresses import Here, with_query
from agreements.web.asking import Asked


@dataclass(frozen=True, slots=True)
class Answer:
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Build = Callable[..., Answer]
View = Callable[..., HttpResponse]


def page(*own: Parameter) -> Callable[[Build], View]:
    """Makes a view of a function from what is asked (and the address's own parts) to an answer.

    `own`: the page's own parameters, besides the clocks and `lang`."""

    def decorate(build: Build) -> View:
        @require_safe
        @wraps(build)
        def view(request: HttpRequest, **address: str) -> HttpResponse:
            language = _speak(request)
            cleaned = asking.without_blanks(request.GET)
            if cleaned is not None:
                return HttpResponseRedirect(with_query(request.path, dict(cleaned.lists())))
            return _with_headers(_answer(request, language, own, build, address))

        return view

    return decorate


def _speak(request: HttpRequest) -> str:
    """Activate the language that the address asks for, else keep the browser's."""
    wanted = asking.language_of(request.GET)
    if wanted:
        translation.activate(wanted)
    language = str(translation.get_language() or "en").partition("-")[0]
    request.LANGUAGE_CODE = language
    return language


def _answer(
    request: HttpRequest, language: str, own: Sequence[Parameter], build: Build, address: Mapping[str, str]
) -> HttpResponse:
    try:
        asked = asking.ask(request.GET, datetime.now(UTC), language, request.path, own)
        answer = build(asked, path=request.path, **address)
    except Refused as refusal:
        return _refused(request, refusal, language)
    except NotYetKnown as reason:
        return _not_yet(request, reason, language)
    except Unknown:
        return render(request, "404.html", _plain(request, language), status=404)
    return render(request, answer.template, dict(answer.context))


def _plain(request: HttpRequest, language: str, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    """What a page needs that has nothing to show: the languages, and the address less what was at fault."""
    here = Here(request.path, {name: texts for name, texts in asking.given(request.GET).items() if name not in without})
    return {"languages": frame.languages(here, language), "without": here.but()}


def _refused(request: HttpRequest, refusal: Refused, language: str) -> HttpResponse:
    at_fault = frozenset(problem.field for problem in refusal.problems)
    context = {
        **_plain(request, language, at_fault),
        "heading": _("This address asks for something the page cannot show"),
        "problems": refusal.problems,
        "offer": ", ".join(sorted(at_fault)),
    }
    return render(request, "pages/refused.html", context, status=400)


def _not_yet(request: HttpRequest, reason: NotYetKnown, language: str) -> HttpResponse:
    context = {
        **_plain(request, language, frozenset(clocks.PARAMETERS)),
        "heading": _("Not yet in the record at that time"),
        "reason": str(reason),
    }
    return render(request, "pages/refused.html", context, status=404)


def _with_headers(response: HttpResponse) -> HttpResponse:
    # The theme is a cookie, the language may be the browser's, and signing in changes one link.
    patch_vary_headers(response, ("Cookie", "Accept-Language"))
    return response


def asked_for(asked: Asked, path: str, *, api: str, relation: str | None, current: str) -> dict[str, Any]:
    """The part of a context that every page has."""
    return {
        "frame": frame.frame(asked, path, api, relation, current),
        "languages": frame.languages(asked.here, asked.language),
    }
