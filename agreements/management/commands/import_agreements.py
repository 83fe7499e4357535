"""manage.py import_agreements FILE --map MAP: a table of agreements from elsewhere into the record."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.errors import Refused
from agreements.exchange.tables import mapping, report
from agreements.exchange.tables.importing import import_table
from agreements.management.telling import read_file, refusal


class Command(BaseCommand):
    help = (
        "Import a table of agreements by a map (docs/import.md). Rows that cannot be used are listed with the reason "
        "and left out; all others become one revision, and none if the record says it all. Exit status 1 only where "
        "nothing can be read."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a CSV file; - for standard input")
        parser.add_argument("--map", required=True, help="a TOML file that says which column is what")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, write nothing")
        parser.add_argument("--by", default="import_agreements", help="who imports, as the ledger will say for ever")

    def handle(self, *args: Any, **options: Any) -> None:
        file = options["file"]
        name = "standard input" if file == "-" else Path(file).name
        form = self._form(options["map"])
        today = datetime.now(UTC).date()
        try:
            done = import_table(
                read_file(file), form, file=name, today=today, by=options["by"], dry_run=options["dry_run"]
            )
        except Refused as refused:
            raise refusal(file, refused) from None
        for line in report.lines(done, dry_run=options["dry_run"]):
            self.stdout.write(line)
        if done.plan.rows and not done.plan.settled:
            raise CommandError("no row could be used; nothing was changed")

    def _form(self, path: str) -> mapping.TableMap:
        try:
            return mapping.parse(read_file(path))
        except Refused as refused:
            raise refusal(path, refused) from None
