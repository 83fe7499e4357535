"""Fill the environment that the settings read, starting what is needed, before Django loads."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.embedded import binaries, outside
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import credentials, data_dir, read_address
from tracker.embedded.postgres import APP, DATABASE, OWNER
from tracker.embedded.server import HOST
from tracker.embedded.session import Use

NOBODY_LISTENS = 1  # a port for addresses that are only parsed


@dataclass
class Servers:
    """What this process uses: the data folder, and the embedded servers it holds (none when they are outside ones)."""

    folder: Path
    uses: list[Use] = field(default_factory=list)

    def lock_files(self) -> list[int]:
        """Descriptors to hand to children, so that the servers outlast them as well."""
        return [use.users.fd for use in self.uses]

    def dead(self) -> list[str]:
        """Embedded servers that were given up."""
        return [use.kind for use in self.uses if not use.alive()]


@contextmanager
def servers(*, database: bool, broker: bool, folder: Path | None = None, durable: bool = True) -> Iterator[Servers]:
    """Set DATA_DIR, SECRET_KEY, DATABASE_URL, DATABASE_OWNER_URL, REDIS_URL and PG_CLIENT_BINDIR in os.environ.

    What is set already stays. What is not needed gets the address of the running server, or one where nobody listens.
    Raises CannotStart.
    """
    folder = folder or data_dir()
    used = Servers(folder)
    with ExitStack() as stack:
        _fill_own(folder)
        for needed, start in ((database, _database), (broker, _broker)):
            use = start(folder, needed, durable)
            if use:
                used.uses.append(use)
                stack.callback(use.close)
        yield used


def _fill_own(folder: Path) -> None:
    os.environ["DATA_DIR"] = str(folder)
    with contextlib.suppress(CannotStart):  # without the wheel, pg_dump is looked for on PATH
        os.environ.setdefault("PG_CLIENT_BINDIR", str(binaries.postgres_bin()))
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = credentials(folder)["secret_key"]


def _database(folder: Path, needed: bool, durable: bool) -> Use | None:
    if os.environ.get("DATABASE_URL"):
        if needed:
            outside.check_postgres(os.environ["DATABASE_URL"])
        return None
    use = Use("postgres", folder, durable=durable) if needed else None
    port = _port(folder, "postgres", use)
    passwords = credentials(folder)
    for variable, role, key in (("DATABASE_URL", APP, "app"), ("DATABASE_OWNER_URL", OWNER, "owner")):
        os.environ[variable] = f"postgresql://{role}:{passwords[key]}@{HOST}:{port}/{DATABASE}"
    return use


def _broker(folder: Path, needed: bool, durable: bool) -> Use | None:
    if os.environ.get("REDIS_URL"):
        if needed:
            outside.check_redis(os.environ["REDIS_URL"])
        return None
    use = Use("valkey", folder, durable=durable) if needed else None
    os.environ["REDIS_URL"] = f"redis://:{credentials(folder)['broker']}@{HOST}:{_port(folder, 'valkey', use)}/0"
    return use


def _port(folder: Path, kind: str, use: Use | None) -> int:
    address = use.address if use else read_address(folder, kind)
    return address.port if address else NOBODY_LISTENS
