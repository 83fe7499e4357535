"""manage.py load_sources: the declared sources and the bundled folder, for what is not there yet."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.errors import Refused
from agreements.fetching import sources


class Command(BaseCommand):
    help = "Make a source of each declared one that is not there yet, and fill the inbox of the bundled folder source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--update", action="store_true", help="also put names and addresses back to the declared")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = sources.load_sources(datetime.now(UTC), update=options["update"])
        except Refused as refused:
            raise CommandError("\n".join(str(problem) for problem in refused.problems)) from None
        copied = sources.fill_inbox()
        self.stdout.write(f"{len(made)} new sources, {len(copied)} folders filled.")
