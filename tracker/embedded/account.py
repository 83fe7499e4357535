"""Which account runs the servers: the caller's own, or a lower one for root (PostgreSQL refuses to run as root)."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "entente"
FALLBACK = "nobody"


@dataclass(frozen=True)
class Account:
    """A user that is not us: `uid` and `gid` to run a child under."""

    name: str
    uid: int
    gid: int


def popen_options(account: Account | None) -> dict[str, Any]:
    """Arguments for subprocess.Popen that drop all rights but the account's (none for a normal user)."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def server_account() -> Account | None:
    """None for a normal user. For root: the system user `entente`, made once, or `nobody` where none can be made."""
    if os.geteuid() != 0:
        return None
    return _lookup(NAME) or _create(NAME) or _lookup(FALLBACK)


def _lookup(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(name, entry.pw_uid, entry.pw_gid)


def _create(name: str) -> Account | None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return _lookup(name)


def reachable(path: Path, account: Account | None) -> bool:
    """Whether the account can enter the folder. Asked by entering it: modes alone do not tell (ACLs, mounts)."""
    if account is None:
        return True
    command = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(path)]
    return subprocess.run(command, capture_output=True, cwd="/", **popen_options(account)).returncode == 0


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner of one file or folder (nothing to do for a normal user)."""
    if account is not None:
        os.chown(path, account.uid, account.gid)
