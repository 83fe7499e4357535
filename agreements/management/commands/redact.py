"""manage.py redact: black words out of the record for ever."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.errors import Refused
from agreements.operations.redacting import redact


class Command(BaseCommand):
    help = (
        "Black words out of the record for ever, for law or privacy: in every version, statement and stored page. "
        "The chain of revisions stays whole. Exact text; slugs and ids are not touched. There is no way back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("words", nargs="+", help="the words, each exactly as it stands; quote what holds blanks")
        parser.add_argument("--by", required=True, help="who decides it; stands in the ledger for ever")
        parser.add_argument("--reason", required=True, help="why, without the words themselves")
        parser.add_argument("--yes", action="store_true", help="do not ask whether you are sure")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"] and input("There is no way back. Type 'redact' to go on: ") != "redact":
            raise CommandError("nothing was redacted")
        try:
            done = redact(options["words"], by=options["by"], reason=options["reason"])
        except Refused as refused:
            raise CommandError("\n".join(str(problem) for problem in refused.problems)) from None
        self.stdout.write(f"Redacted as revision {done.revision.number}: {done.rows} rows of the ledger.")
        if done.left:
            numbers = ", ".join(map(str, done.left))
            self.stdout.write(
                f"Out of reach: the reason or author of revision {numbers} holds the words; hashes cover it."
            )
        self.stdout.write("Backups taken earlier still hold the words.")
