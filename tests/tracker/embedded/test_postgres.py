"""The embedded database: closed to strangers, two roles, honest about what it cannot open."""

import os
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests.tracker.conftest import exists
from tracker.embedded import binaries
from tracker.embedded.account import popen_options, server_account
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import credentials
from tracker.embedded.postgres import APP, DATABASE, OWNER, Postgres
from tracker.embedded.server import Place
from tracker.embedded.session import Use


def connect(use: Use, user: str, password: str, database: str = DATABASE) -> psycopg.Connection:
    return psycopg.connect(
        host="127.0.0.1", port=use.address.port, user=user, password=password, dbname=database, autocommit=True
    )


def connect_as(use: Use, role: str, database: str = DATABASE) -> psycopg.Connection:
    key = {APP: "app", OWNER: "owner", "postgres": "postgres"}[role]
    return connect(use, role, credentials(use.folder)[key], database)


@pytest.mark.parametrize("user", ["postgres", OWNER, APP])
@pytest.mark.parametrize("password", ["", "guess"])
def test_a_wrong_password_is_refused(postgres: Use, user: str, password: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password"):
        connect(postgres, user, password)


def test_every_connection_line_of_the_server_asks_for_a_password(postgres: Use) -> None:
    lines = (postgres.folder / "postgres" / "pg_hba.conf").read_text().splitlines()
    methods = {line.split()[-1] for line in lines if line.strip() and not line.startswith("#")}
    assert methods == {"scram-sha-256"}


def test_it_listens_on_loopback_only_and_on_no_socket_file(postgres: Use) -> None:
    with connect_as(postgres, "postgres") as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone() for name in ("listen_addresses", "unix_socket_directories")
        ]
    assert shown == [("127.0.0.1",), ("",)]


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE t ()", "CREATE TEMPORARY TABLE t ()", "CREATE SCHEMA s", "CREATE DATABASE d"]
)
def test_the_role_of_the_app_can_create_nothing(postgres: Use, statement: str) -> None:
    with connect_as(postgres, APP) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement)


def test_the_owner_creates_tables_and_databases_but_no_roles(postgres: Use) -> None:
    with connect_as(postgres, OWNER) as connection:
        connection.execute("CREATE TABLE owned ()")
        connection.execute("DROP TABLE owned")
        connection.execute("CREATE DATABASE another")
        connection.execute("DROP DATABASE another")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE ROLE somebody")


def test_text_folds_case_beyond_ascii_and_sorts_by_code_point(postgres: Use) -> None:
    with connect_as(postgres, APP) as connection:
        row = connection.execute("SELECT lower('ÉÑ'), 'Z' < 'a', current_setting('timezone')").fetchone()
    assert row == ("éñ", True, "UTC")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")
def test_root_runs_it_under_a_lower_account(postgres: Use) -> None:
    pid = (postgres.folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]
    account = server_account()
    assert account is not None
    assert Path(f"/proc/{pid}").stat().st_uid == account.uid != 0


def test_a_folder_of_another_major_version_is_refused_in_one_line(folder: Path) -> None:
    (folder / "postgres").mkdir()
    (folder / "postgres" / "PG_VERSION").write_text("16\n")
    with pytest.raises(CannotStart) as refusal:
        Use("postgres", folder)
    line = str(refusal.value)
    assert "\n" not in line
    assert "made by PostgreSQL 16, but the server here is 18" in line
    assert "PG_BINDIR" in line


def test_a_half_made_cluster_is_made_anew(folder: Path) -> None:
    (folder / "postgres.new" / "base").mkdir(parents=True)
    use = Use("postgres", folder, durable=False)
    use.close()
    assert (folder / "postgres" / "PG_VERSION").read_text() == "18\n"
    assert not (folder / "postgres.new").exists()


def test_a_pid_file_whose_number_now_belongs_to_another_process_is_cleared(folder: Path) -> None:
    place = Place(folder, server_account(), durable=False)
    stranger = subprocess.Popen(["sleep", "60"], **popen_options(place.account))
    try:
        Use("postgres", folder, durable=False).close()
        pid_file = folder / "postgres" / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{folder}/postgres\n")
        Postgres(place).prepare()
        assert not pid_file.exists()
        assert exists(stranger.pid)
    finally:
        stranger.kill()
        stranger.wait()


def test_the_wheel_holds_the_major_version_that_is_written_down() -> None:
    assert binaries.major_version(binaries.postgres_bin()) == 18
