"""manage.py capture: keep copies of cited pages now, in the foreground."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand

from agreements.fetching import waiting
from agreements.management.telling import progress
from agreements.models import CaptureRequest
from agreements.operations import capturing

MOST = 1_000_000


class Command(BaseCommand):
    help = "Keep copies of the cited pages that wait for it; with --missing, of all of which there is none yet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--missing", action="store_true", help="also what was loaded or imported, and what failed before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["missing"]:
            capturing.ask_for_missing("manage.py capture")
        ids = waiting.due(datetime.now(UTC), MOST)
        tried = [self._capture(request_id, number, len(ids)) for number, request_id in enumerate(ids, 1)]
        self.stdout.write(self._summary([each for each in tried if each]))

    def _capture(self, request_id: int, number: int, total: int) -> CaptureRequest | None:
        url = CaptureRequest.objects.get(pk=request_id).url
        self.stdout.write(f"{progress(number, total)} {url} …", ending=" ")
        self.stdout.flush()
        request = capturing.carry_out(request_id)
        self.stdout.write(f"{request.outcome}. {request.error}".strip() if request else "a worker is at it.")
        return request

    def _summary(self, tried: list[CaptureRequest]) -> str:
        counts = {outcome: sum(each.outcome == outcome for each in tried) for outcome in ("done", "failed", "waiting")}
        return "{done} kept, {failed} cannot be had, {waiting} are tried again later.".format(**counts)
