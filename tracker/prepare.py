"""What has to stand before the first request: tables, the bundled record, the user `admin`, static files.

Usage: python -m tracker.prepare — the first three, once for all services; an image brings its static files along.
"""

import hashlib
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connections

from tracker.embedded.environment import servers
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import ADMIN_PASSWORD, write_private

RECORD = "agreements/record/us-sv.json"
SAMPLES = "press-folder"
ADMIN = "admin"

Say = Callable[[str], None]


def prepare(say: Say) -> None:
    """Run all steps. A step with nothing to do is quick."""
    prepare_database(say)
    collect_static(say)


def prepare_database(say: Say) -> None:
    """Tables, record and user, written as the owner of the database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    os.environ["ENTENTE_ROLE"] = "owner"
    django.setup()
    try:
        say("Bringing the tables up to date")
        call_command("migrate", interactive=False, verbosity=0)
        load_record(say)
        load_sources(say)
        create_admin(say)
    finally:
        connections.close_all()


def load_record(say: Say) -> None:
    """Load the bundled record into a database that holds no revision."""
    from django.apps import apps

    if not apps.get_model("agreements", "Revision").objects.exists():
        say("Loading the record United States – El Salvador")
        call_command("load_record", str(settings.BASE_DIR / RECORD), verbosity=0)


def load_sources(say: Say) -> None:
    """Declare the sources, and gather the bundled folder once: something waits for review from the first minute."""
    from django.apps import apps

    call_command("load_sources", verbosity=0)
    if not apps.get_model("agreements", "FetchRun").objects.exists():
        say("Gathering the sample press items")
        call_command("gather", source=SAMPLES)


def collect_static(say: Say) -> None:
    """Collect, hash and compress the static files, unless they are those of the last time."""
    stamp = settings.DATA_DIR / "static.stamp"
    now = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(str((settings.STATIC_ROOT, settings.STORAGES["staticfiles"])).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path)).stat()
            digest.update(f"{path} {file.st_size} {file.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def create_admin(say: Say) -> None:
    """Create the user `admin`. A password from the environment is the one that holds, also for an existing user."""
    from django.contrib.auth import get_user_model

    chosen = os.environ.get("ENTENTE_ADMIN_PASSWORD", "")
    kept: Path = settings.DATA_DIR / ADMIN_PASSWORD
    users = get_user_model()._default_manager
    user = users.filter(username=ADMIN).first()
    if user is None:
        password = chosen or secrets.token_urlsafe(12)
        if not chosen:
            write_private(kept, f"{password}\n")
        users.create_superuser(username=ADMIN, password=password)
        say(f"Made the user {ADMIN}" + ("" if chosen else f" with the password {password} (kept in {kept})"))
    elif chosen and not user.check_password(chosen):
        user.set_password(chosen)
        user.save()
        say(f"Set the password of {ADMIN} to that of ENTENTE_ADMIN_PASSWORD")


def main() -> int:
    """The database part, for `docker compose`; returns the exit status."""
    try:
        with servers(database=True, broker=False):
            prepare_database(print)
    except CannotStart as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
