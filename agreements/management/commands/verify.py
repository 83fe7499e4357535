"""manage.py verify: proof that the record is whole."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Head
from agreements.operations import integrity


class Command(BaseCommand):
    help = "Check the chain, every row and every stored page; exit status 1 and a list if anything is off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--head", help="a hash noted earlier, from the log, changes/ or a backup")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = integrity.faults(options["head"])
        if faults:
            raise CommandError("the record is not whole:\n" + "\n".join(f"  {fault}" for fault in faults))
        head = Head.objects.get()
        self.stdout.write(f"The record is whole up to revision {head.number}, hash {head.hash}.")
