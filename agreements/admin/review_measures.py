"""How good proposals are: a page and a table over a period, counted from the decisions each time it is asked."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode

from agreements.admin.pages import shown
from agreements.exchange.cells import neutral
from agreements.models import Candidate
from agreements.review import measures
from agreements.review.measures import Case, Tally

Json = dict[str, Any]
PERIODS = {"30": "30 days", "90": "90 days", "365": "a year", "": "all time"}
USUAL = "90"
NO_SOURCE = "no source"
TOLD = 3  # reasons and fields in a row
COLUMNS = ("of", "name", "judged", *measures.VERDICTS, "share", "fields", "reasons")


def cases(since: datetime | None) -> Iterator[Case]:
    """All candidates about which somebody decided, in one query."""
    rows = Candidate.objects.filter(decided_at__isnull=False)
    if since is not None:
        rows = rows.filter(decided_at__gte=since)
    found = rows.values_list(
        "snapshot__document__source__slug",
        "state",
        "proposed__status_updates",
        "evidence",
        "decision",
        "decided_reason",
    )
    for source, state, updates, *rest in found.exclude(state="superseded").iterator(chunk_size=500):
        yield Case(source or NO_SOURCE, state, updates or [], *rest)


def page(desk: admin.ModelAdmin, request: HttpRequest) -> HttpResponse:
    days = request.GET.get("days", USUAL)
    days = days if days in PERIODS else USUAL
    since = datetime.now(UTC) - timedelta(days=int(days)) if days else None
    found = list(cases(since))
    rules, sources = measures.by_rule(found), measures.by_source(found)
    if request.GET.get("format") == "csv":
        return _table({"rule": rules, "source": sources})
    context = {
        "title": "How good proposals are",
        "decided": len(found),
        "days": days,
        "periods": PERIODS.items(),
        "enough": measures.ENOUGH,
        "parts": [
            _part("Rules", "status updates", rules, "rule", since),
            _part("Sources", "candidates", sources, "snapshot__document__source__slug", since),
        ],
    }
    return shown(desk, request, "admin/review/measures.html", context)


def _part(title: str, counted: str, tallies: list[Tally], parameter: str, since: datetime | None) -> Json:
    period = {"decided_at__gte": since.isoformat()} if since else {}
    return {
        "title": title,
        "counted": counted,
        "verdicts": measures.VERDICTS,
        "rows": [_row(each, {parameter: each.name, **period}) for each in tallies],
    }


def _row(tally: Tally, wanted: dict[str, str]) -> Json:
    """A tally with the address of the candidates that each number is about."""
    listed = reverse("admin:agreements_candidate_changelist")
    if NO_SOURCE in wanted.values():
        wanted = {name: each for name, each in wanted.items() if each != NO_SOURCE}
        wanted["snapshot__document__source__isnull"] = "True"
    # A rule is told of single status updates: those that were left out are found among what was corrected.
    verdict = {each: "corrected" if each == "dropped" else each for each in measures.VERDICTS}
    links = {name: f"{listed}?{urlencode({**wanted, 'verdict': each})}" for name, each in verdict.items()}
    return {
        "tally": tally,
        "percent": round(100 * tally.share),
        "href": f"{listed}?{urlencode(wanted)}",
        "cells": [(tally.counts[each], links[each]) for each in measures.VERDICTS],
        "fields": tally.fields.most_common(TOLD),
        "reasons": tally.reasons.most_common(TOLD),
    }


def _table(parts: dict[str, list[Tally]]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="measures-{datetime.now(UTC):%Y-%m-%d}.csv"'
    writer = csv.writer(response)
    writer.writerow(COLUMNS)
    for of, tallies in parts.items():
        for each in tallies:
            told = [
                neutral("; ".join(f"{name} ({n})" for name, n in x.most_common())) for x in (each.fields, each.reasons)
            ]
            counts = [each.counts[verdict] for verdict in measures.VERDICTS]
            writer.writerow([of, neutral(each.name), each.judged, *counts, f"{each.share:.3f}", *told])
    return response


def _listed(found: Counter[str]) -> str:
    return "; ".join(f"{name} ({n})" for name, n in found.most_common())
