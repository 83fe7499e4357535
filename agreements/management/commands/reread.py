"""manage.py reread: the reading rules again, over what is stored."""

from argparse import ArgumentParser
from datetime import UTC, date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max

from agreements.models import Snapshot
from agreements.operations import gather


class Command(BaseCommand):
    help = "Read the latest stored version of every document again. Claims that were proposed before are not doubled."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", help="only what was stored on or after this day (UTC), like 2026-11-01")

    def handle(self, *args: Any, **options: Any) -> None:
        # What is stored only because it is cited has been read by whoever cites it.
        sources = Snapshot.objects.exclude(document__source=None)
        latest = sources.values("document").annotate(last=Max("pk")).values("last")
        snapshots = Snapshot.objects.filter(pk__in=latest).select_related("document__source__party").order_by("pk")
        if options["since"]:
            snapshots = snapshots.filter(taken_at__gte=self._day(options["since"]))
        made = gather.propose(snapshots.iterator(chunk_size=100))
        self.stdout.write(f"{snapshots.count()} documents read again; {made} new candidates.")

    def _day(self, text: str) -> datetime:
        try:
            return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
        except ValueError:
            raise CommandError(f"--since: {text!r} is not a day; write it like 2026-11-01") from None
