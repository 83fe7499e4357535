"""The data folder: where it is, its secrets, and the note that says where a running server listens."""

import contextlib
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from tracker.embedded.account import Account, reachable, server_account
from tracker.embedded.binaries import SHARED, own_folder
from tracker.embedded.errors import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]
ADMIN_PASSWORD = "admin-password"  # noqa: S105  the name of a file
LOG_BYTES = 10_000_000
SECRETS = ("postgres", "owner", "app", "broker", "secret_key")


@dataclass(frozen=True)
class Address:
    """Where a running server listens, always on 127.0.0.1, and the process that keeps it."""

    port: int
    keeper: int


def data_dir(part: str = "") -> Path:
    """DATA_DIR, else `var/` of the checkout; made when missing. With `part`, that folder inside it.

    When root's checkout cannot be entered by the account of the servers, a folder of /var/tmp named after the checkout.
    """
    account = server_account()
    chosen = os.environ.get("DATA_DIR")
    if chosen:
        folder = _make(Path(chosen).resolve(), account)
    elif reachable(CHECKOUT, account):
        folder = _make(CHECKOUT / "var", account)
    else:
        name = f"entente-data-{hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:16]}"
        folder = own_folder(_make(SHARED / name, account))
    return _make(folder / part, account) if part else folder


def _make(path: Path, account: Account | None) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
        if path.stat().st_uid == os.geteuid():
            # The account of the servers passes through to its own folders and sees nothing else.
            path.chmod(0o711 if account else 0o700)
        (path / "run").mkdir(mode=0o700, exist_ok=True)
        if not os.access(path / "run", os.W_OK | os.X_OK):
            raise PermissionError
    except PermissionError as error:
        raise CannotStart(
            f"The data folder {path} cannot be written by this user. Set DATA_DIR to one of yours."
        ) from error
    if not reachable(path, account):
        assert account is not None  # noqa: S101  only then can it be out of reach
        raise CannotStart(
            f"DATA_DIR {path} cannot be entered by the user {account.name!r}, under which the servers run when you are "
            "root. Set DATA_DIR to a folder whose parents everybody can enter."
        )
    return path


def credentials(folder: Path) -> dict[str, str]:
    """The passwords of the roles and Django's secret key, made once and kept in a file that only we can read."""
    path = folder / "credentials.json"
    if not path.exists():
        scratch = path.with_name(f".credentials.{os.getpid()}")
        write_private(scratch, json.dumps({name: secrets.token_urlsafe(48) for name in SECRETS}, indent=1))
        with contextlib.suppress(FileExistsError):  # link(2): of two first starts one wins, and both use its file
            os.link(scratch, path)
        scratch.unlink()
    known: dict[str, str] = json.loads(path.read_text())
    return known


def write_private(path: Path, text: str) -> None:
    """Write a file with mode 0600 from its first byte, replacing what stood there in one step."""
    scratch = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w") as file:
        file.write(text)
    scratch.replace(path)


def open_log(folder: Path, name: str) -> BinaryIO:
    """The log of a server or service, to append to; the one before it is set aside when it has grown large."""
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.old"))
    return open(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")


def write_address(folder: Path, server: str, address: Address) -> None:
    """Note where the server listens."""
    write_private(folder / "run" / f"{server}.json", json.dumps(asdict(address)))


def read_address(folder: Path, server: str) -> Address | None:
    """The note of the last start, or None."""
    try:
        return Address(**json.loads((folder / "run" / f"{server}.json").read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
