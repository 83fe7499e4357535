"""What a command finds in its environment, and what is started for it."""

import os
from pathlib import Path

import pytest

from tests.tracker.conftest import LAUNCHER
from tracker.embedded import environment, outside
from tracker.embedded.errors import CannotStart
from tracker.embedded.locks import is_held
from tracker.embedded.session import Use


@pytest.fixture(autouse=True)
def _fresh_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in LAUNCHER:
        monkeypatch.setenv(name, "")  # so that it is put back, whatever the code under test writes
        monkeypatch.delenv(name)


def test_the_address_of_a_running_server_is_found(shared_folder: Path, postgres: Use, valkey: Use) -> None:
    with environment.servers(database=True, broker=True, folder=shared_folder) as used:
        assert [use.address.port for use in used.uses] == [postgres.address.port, valkey.address.port]
        assert os.environ["DATABASE_URL"].startswith("postgresql://entente_app:")
        assert os.environ["DATABASE_OWNER_URL"].startswith("postgresql://entente_owner:")
        assert f"@127.0.0.1:{valkey.address.port}/0" in os.environ["REDIS_URL"]
        assert len(os.environ["SECRET_KEY"]) >= 50
        assert (Path(os.environ["PG_CLIENT_BINDIR"]) / "pg_dump").is_file()
        assert outside.postgres_version(os.environ["DATABASE_URL"]) >= 180000
        assert outside.postgres_version(os.environ["DATABASE_OWNER_URL"]) >= 180000
        assert used.dead() == []
    assert postgres.alive()


def test_nothing_is_started_for_a_command_that_needs_nothing(folder: Path) -> None:
    with environment.servers(database=False, broker=False, folder=folder) as used:
        assert used.uses == []
        assert "@127.0.0.1:1/" in os.environ["DATABASE_URL"]
        assert "@127.0.0.1:1/" in os.environ["REDIS_URL"]
    assert not (folder / "postgres").exists()
    assert not (folder / "valkey").exists()


def test_no_broker_is_started_for_a_command_that_needs_only_the_database(folder: Path) -> None:
    with environment.servers(database=True, broker=False, folder=folder, durable=False) as used:
        assert [use.kind for use in used.uses] == ["postgres"]
    assert not (folder / "valkey").exists()


def test_servers_of_ones_own_are_used_and_none_is_started(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    monkeypatch.setattr(outside, "check_postgres", checked.append)
    monkeypatch.setattr(outside, "check_redis", checked.append)
    monkeypatch.setenv("DATABASE_URL", "postgresql://own/entente")
    monkeypatch.setenv("REDIS_URL", "redis://own/0")
    with environment.servers(database=True, broker=True, folder=folder) as used:
        assert used.uses == []
    assert checked == ["postgresql://own/entente", "redis://own/0"]
    assert os.environ["DATABASE_URL"] == "postgresql://own/entente"
    assert "DATABASE_OWNER_URL" not in os.environ


def test_servers_of_ones_own_are_not_asked_when_they_are_not_needed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/entente")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    with environment.servers(database=False, broker=False, folder=folder) as used:
        assert used.uses == []


def test_one_server_that_cannot_start_lets_go_of_the_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1/0")
    servers = environment.servers(database=True, broker=True, folder=folder, durable=False)
    with pytest.raises(CannotStart, match="REDIS_URL cannot be reached"), servers:
        pass
    assert not is_held(folder / "run" / "postgres.keeper")


def test_a_secret_key_of_ones_own_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "own")
    with environment.servers(database=False, broker=False, folder=folder):
        assert os.environ["SECRET_KEY"] == "own"
