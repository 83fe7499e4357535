"""manage.py load_record FILE: the record bundle into the record, as one revision."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.errors import Refused
from agreements.exchange import bundle
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
        text = _read(options["file"])
        reason = options["reason"] or f"Loaded the record bundle {Path(name).name}"
        try:
            with transaction.atomic():
                content = bundle.parse(text)
                revision = bundle.load(content, by=options["by"], reason=reason)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except Refused as refused:
            lines = "\n".join(f"  {problem}" for problem in refused.problems)
            raise CommandError(f"{name} was refused; nothing was changed:\n{lines}") from None
        self.stdout.write(self._outcome(content, revision, dry_run=options["dry_run"]))

    def _outcome(self, content: Any, revision: Revision | None, *, dry_run: bool) -> str:
        held = f"{content.relation.slug} (agreements: {len(content.agreements)}, events: {len(content.events)})"
        if revision is None:
            return f"{held}: the record says all of it already; no revision was made."
        if dry_run:
            return f"{held}: would be revision {revision.number}; nothing was written."
        return f"{held}: written as revision {revision.number}, hash {revision.hash}."


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}") from None
