"""manage.py dump_record RELATION: the record bundle of a relation on standard output."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.errors import NotYetKnown, Refused
from agreements.exchange import bundle
from agreements.timeline import clocks
from agreements.timeline.queries import Unknown


class Command(BaseCommand):
    help = "Write the content of a relation at one revision as canonical JSON, ready for load_record."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("relation", help="slug of the relation, such as us-sv")
        parser.add_argument("--revision", help="as the record stood at this revision; default: now")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = {"revision": options["revision"]} if options["revision"] else {}
        try:
            asof = clocks.resolve(asked, datetime.now(UTC))
            text = bundle.dump(options["relation"], asof)
        except Unknown:
            raise CommandError(f"there is no relation {options['relation']!r}") from None
        except (Refused, NotYetKnown) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(text.decode(), ending="")
