"""manage.py gather: look at sources now, in the foreground."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, QuerySet

from agreements.management.telling import progress
from agreements.models import FetchRun, Source
from agreements.operations import gather


class Command(BaseCommand):
    help = "Look at the sources that are due, at one (--source SLUG), or at all that are enabled (--all)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--source", help="slug of one source; looked at even if it is paused")
        which.add_argument("--all", action="store_true", help="all enabled sources, due or not")

    def handle(self, *args: Any, **options: Any) -> None:
        sources = list(self._sources(options).order_by("slug"))
        if options["source"] and not sources:
            known = ", ".join(Source.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"there is no source {options['source']!r}; known are: {known}")
        runs = [self._look(source, number, len(sources)) for number, source in enumerate(sources, 1)]
        self.stdout.write(self._summary(runs))

    def _sources(self, options: Any) -> QuerySet[Source]:
        if options["source"]:
            return Source.objects.filter(slug=options["source"])
        enabled = Source.objects.filter(enabled=True)
        if options["all"]:
            return enabled
        return enabled.filter(Q(next_check_at=None) | Q(next_check_at__lte=datetime.now(UTC)))

    def _look(self, source: Source, number: int, total: int) -> FetchRun:
        self.stdout.write(f"{progress(number, total)} {source.name} …", ending=" ")
        self.stdout.flush()
        run = gather.look(source.pk)
        counts = f"{run.items_seen} items, {run.items_new} new, {run.candidates_made} to review"
        self.stdout.write(run.error if run.error else f"{run.outcome}: {counts}")
        return run

    def _summary(self, runs: list[FetchRun]) -> str:
        failed = sum(run.outcome == "failed" for run in runs)
        new, made = sum(run.items_new for run in runs), sum(run.candidates_made for run in runs)
        return f"{len(runs)} looked at, {failed} failed; {new} new documents, {made} candidates to review."
