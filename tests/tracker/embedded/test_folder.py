"""The data folder: its place, its secrets, its modes."""

import os
import stat
from pathlib import Path

import pytest

from tracker.embedded import folder as folders
from tracker.embedded.account import Account
from tracker.embedded.errors import CannotStart

NOBODY = Account("nobody", 65534, 65534)
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers under another account")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_data_dir_is_made_where_the_environment_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder / "a" / "b"))
    assert folders.data_dir() == folder / "a" / "b"
    assert folders.data_dir("part") == folder / "a" / "b" / "part"
    assert mode(folder / "a" / "b" / "run") == 0o700


def test_others_cannot_list_the_data_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(folder))
    assert mode(folders.data_dir()) & 0o066 == 0


@AS_ROOT
def test_a_data_folder_behind_a_closed_door_is_refused_and_the_door_stays_closed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.chmod(0o700)
    monkeypatch.setenv("DATA_DIR", str(folder / "inside"))
    with pytest.raises(CannotStart, match="cannot be entered by the user .* Set DATA_DIR to a folder"):
        folders.data_dir()
    assert mode(folder) == 0o700


@AS_ROOT
def test_a_checkout_behind_a_closed_door_has_its_data_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.chmod(0o700)
    (folder / "checkout").mkdir()
    (folder / "shared").mkdir()
    monkeypatch.delenv("DATA_DIR")
    monkeypatch.setattr(folders, "CHECKOUT", folder / "checkout")
    monkeypatch.setattr(folders, "SHARED", Path("/var/tmp"))
    found = folders.data_dir()
    try:
        assert found.parent == Path("/var/tmp")
        monkeypatch.setattr(folders, "CHECKOUT", folder / "shared")
        other = folders.data_dir()
        assert other != found
    finally:
        for made in {found, other}:
            (made / "run").rmdir()
            made.rmdir()


def test_secrets_are_made_once_long_different_and_for_our_eyes(folder: Path) -> None:
    first = folders.credentials(folder)
    assert folders.credentials(folder) == first
    assert len(set(first.values())) == len(first) == 5
    assert min(map(len, first.values())) >= 50
    assert mode(folder / "credentials.json") == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["credentials.json", "run"]


def test_a_private_file_is_private_from_the_start_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        folders.write_private(folder / "secret", "x")
    finally:
        os.umask(before)
    assert mode(folder / "secret") == 0o600


@pytest.mark.parametrize("note", ["", "{", "{}", '{"port": 1}', '{"port": 1, "keeper": 2, "more": 3}'])
def test_a_note_that_cannot_be_read_counts_as_none(folder: Path, note: str) -> None:
    (folder / "run" / "postgres.json").write_text(note)
    assert folders.read_address(folder, "postgres") is None


def test_the_note_of_a_running_server_is_read_back(folder: Path) -> None:
    folders.write_address(folder, "postgres", folders.Address(5, 6))
    assert folders.read_address(folder, "postgres") == folders.Address(5, 6)


def test_a_log_that_has_grown_large_is_set_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LOG_BYTES", 3)
    for line in (b"long\n", b"next\n"):
        with folders.open_log(folder, "web") as log:
            log.write(line)
    assert (folder / "web.log.old").read_bytes() == b"long\n"
    assert (folder / "web.log").read_bytes() == b"next\n"
    assert mode(folder / "web.log") == 0o600
