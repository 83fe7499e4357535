"""manage.py load_record FILE: the record bundle into the record, as one revision."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from agreements.errors import Refused
from agreements.exchange import bundle
from agreements.management.telling import read_file, refusal
from agreements.models import Revision


class Command(BaseCommand):
    help = "Load a record bundle. Over an existing relation the differences become one revision; none make none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="a bundle as written by dump_record; - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="check everything, write nothing")
        parser.add_argument("--by", default="load_record", help="who loads it, as the ledger will say for ever")
        parser.add_argument("--reason", default="", help="why; the default names the file")

    def handle(self, *args: Any, **options: Any) -> None:
        name = "standard input" if options["file"] == "-" else options["file"]
        text = read_file(options["file"])
        reason = options["reason"] or f"Loaded the record bundle {Path(name).name}"
        try:
            with transaction.atomic():
                content = bundle.parse(text)
                revision = bundle.load(content, by=options["by"], reason=reason)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except Refused as refused:
            raise refusal(name, refused) from None
        self.stdout.write(self._outcome(content, revision, dry_run=options["dry_run"]))

    def _outcome(self, content: Any, revision: Revision | None, *, dry_run: bool) -> str:
        held = f"{content.relation.slug} (agreements: {len(content.agreements)}, events: {len(content.events)})"
        if revision is None:
            return f"{held}: the record says all of it already; no revision was made."
        if dry_run:
            return f"{held}: would be revision {revision.number}; nothing was written."
        return f"{held}: written as revision {revision.number}, hash {revision.hash}."
