#!/usr/bin/env python
"""Management commands. Each attaches to the database of DATA_DIR, or starts it and stops it afterwards."""

import os
import sys
import warnings

from tracker import commands
from tracker.embedded.environment import servers
from tracker.embedded.errors import CannotStart


def main() -> None:
    """Start what the command needs, then hand over to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    command = commands.name_of(sys.argv[1:])
    if command in commands.AS_OWNER:
        os.environ["ENTENTE_ROLE"] = "owner"
    database = command not in commands.WITHOUT_DATABASE
    if not database:
        # makemigrations looks whether an applied history fits, if there is a database; here is none to ask.
        warnings.filterwarnings("ignore", message="Got an error checking a consistent migration history")
    try:
        with servers(database=database, broker=command in commands.WITH_BROKER):
            from django.core.management import execute_from_command_line

            execute_from_command_line(sys.argv)
    except CannotStart as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
