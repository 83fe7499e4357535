"""The embedded database: PostgreSQL with passwords, on loopback only, with two roles.

`entente_owner` owns the database and may create others (tests do); `entente_app` can neither create nor alter anything.
"""

import signal
import subprocess
import time
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from tracker.embedded import binaries
from tracker.embedded.account import give, popen_options
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import credentials, write_private
from tracker.embedded.process import LINUX
from tracker.embedded.server import HOST, Place

DATABASE = "entente"
SUPERUSER = "postgres"
OWNER = "entente_owner"
APP = "entente_app"
CONNECT_SECONDS = 2
PREDECESSOR_SECONDS = 15.0
BUILTIN_LOCALES_SINCE = 17


class Postgres:
    """PostgreSQL in `folder/postgres`."""

    name = "postgres"
    stop_signal = signal.SIGINT  # fast shutdown: roll back what is open, write a checkpoint, end

    def __init__(self, place: Place) -> None:
        self.place = place
        self.data: Path = place.folder / "postgres"
        self.passwords = credentials(place.folder)

    def prepare(self) -> None:
        """Make the cluster at the first start; refuse another major version's; clear what a dead server left."""
        bin_dir = binaries.postgres_bin(self.place.account)
        major = binaries.major_version(bin_dir)
        if self.data.exists():
            self._check_major(major)
            self._clear_stale_pid()
        else:
            self._initdb(bin_dir, major)

    def _check_major(self, major: int) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(major):
            raise CannotStart(
                f"{self.data} was made by PostgreSQL {made_by}, but the server here is {major}. Set PG_BINDIR to the "
                f"programs of PostgreSQL {made_by}, or move the folder away and restore a backup into a new one."
            )

    def _initdb(self, bin_dir: Path, major: int) -> None:
        """Into a scratch folder that is renamed when all is there, so that a kill leaves no half-made cluster."""
        scratch = self.data.with_name("postgres.new")
        subprocess.run(["rm", "-rf", "--", scratch], check=True)
        scratch.mkdir(mode=0o700)
        password_file = self.place.folder / "postgres.password"
        write_private(password_file, self.passwords["postgres"])
        for path in (scratch, password_file):
            give(path, self.place.account)
        command = [
            str(bin_dir / "initdb"),
            f"--pgdata={scratch}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
        ]
        if major >= BUILTIN_LOCALES_SINCE:
            command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if not self.place.durable:
            command += ["--no-sync"]
        options = popen_options(self.place.account)
        made = subprocess.run(command, capture_output=True, text=True, cwd=scratch, env={"LC_ALL": "C"}, **options)
        password_file.unlink()
        if made.returncode != 0:
            raise CannotStart(f"initdb failed: {' '.join(made.stderr.split())}")
        scratch.rename(self.data)

    def _clear_stale_pid(self) -> None:
        """Remove the pid file of a server that is gone, even when its number now belongs to another process.

        PostgreSQL itself only asks whether the number is in use. A predecessor that is still shutting down (its keeper
        was killed) gets time to end.
        """
        pid_file = self.data / "postmaster.pid"
        deadline = time.monotonic() + PREDECESSOR_SECONDS
        while pid_file.exists() and self._is_our_server(_first_line(pid_file)):
            if time.monotonic() > deadline:
                raise CannotStart(
                    f"Another PostgreSQL runs in {self.data} (pid {_first_line(pid_file)}). Stop it first."
                )
            time.sleep(0.1)
        pid_file.unlink(missing_ok=True)

    def _is_our_server(self, pid: str) -> bool:
        return pid.isdigit() and str(self.data) in _command_line(int(pid))

    def command(self, port: int) -> list[str]:
        """No socket file (its path would have to stay under 107 bytes), no connection from outside."""
        settings = {
            "listen_addresses": HOST,
            "port": port,
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "cluster_name": "entente",
        }
        if not self.place.durable:
            settings |= {"fsync": "off", "full_page_writes": "off"}
        options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
        return [str(binaries.postgres_bin(self.place.account) / "postgres"), "-D", str(self.data), *options]

    def accepts(self, port: int) -> bool:
        """Whether our server answers there: both sides prove that they know the superuser's password."""
        try:
            self._connect(port, "postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self, port: int, database: str) -> "psycopg.Connection[tuple[object, ...]]":
        return psycopg.connect(
            host=HOST, port=port, user=SUPERUSER, password=self.passwords["postgres"], dbname=database,
            connect_timeout=CONNECT_SECONDS, autocommit=True,
        )  # fmt: skip

    def settle(self, port: int) -> bool:
        """The two roles and the database. Repeated at each start: a kill may have come between two of the steps."""
        try:
            self._make_roles_and_database(port)
        except psycopg.OperationalError:
            return False
        return True

    def _make_roles_and_database(self, port: int) -> None:
        with self._connect(port, "postgres") as connection:
            for role, key, rights in ((OWNER, "owner", "CREATEDB"), (APP, "app", "NOCREATEDB")):
                if not _exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = %s", role):
                    statement = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
                    password = sql.Literal(self.passwords[key])
                    connection.execute(statement.format(sql.Identifier(role), sql.SQL(rights), password))
            if not _exists(connection, "SELECT 1 FROM pg_database WHERE datname = %s", DATABASE):
                names = sql.Identifier(DATABASE), sql.Identifier(OWNER)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
        with self._connect(port, DATABASE) as connection:
            # By default everybody may create temporary tables; the app's role may create nothing at all.
            connection.execute(sql.SQL("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC").format(sql.Identifier(DATABASE)))
            connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
            connection.execute(sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))


def _exists(connection: "psycopg.Connection[tuple[object, ...]]", query: LiteralString, name: str) -> bool:
    return connection.execute(query, [name]).fetchone() is not None


def _first_line(path: Path) -> str:
    try:
        return path.read_text().partition("\n")[0].strip()
    except FileNotFoundError:
        return ""


def _command_line(pid: int) -> str:
    """The command line of a process, empty when there is none of that number."""
    if LINUX:
        try:
            return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
        except OSError:
            return ""
    return subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True).stdout
