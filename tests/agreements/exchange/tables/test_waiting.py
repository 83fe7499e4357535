"""Tables that wait for somebody's yes."""

import os
from pathlib import Path
from typing import Any

import pytest

from agreements.exchange.tables import waiting
from agreements.exchange.tables.waiting import Waiting


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path / "imports"


def a_table(file: str = "register.csv") -> Waiting:
    return Waiting(file, b"a,b\r\n\xff", "uk", b"format = 1")


def test_what_waits_comes_back_as_it_was() -> None:
    waiting.put(7, a_table())
    assert waiting.get(7) == a_table()


def test_nothing_waits_for_others(folder: Path) -> None:
    assert waiting.get(7) is None
    waiting.put(7, a_table())
    assert waiting.get(8) is None
    assert folder.stat().st_mode & 0o077 == (folder / "7").stat().st_mode & 0o077 == 0


def test_another_table_takes_its_place() -> None:
    waiting.put(7, a_table())
    waiting.put(7, a_table("other.csv"))
    found = waiting.get(7)
    assert found and found.file == "other.csv"


def test_what_was_dropped_is_gone(folder: Path) -> None:
    waiting.put(7, a_table())
    waiting.drop(7)
    waiting.drop(7)
    assert waiting.get(7) is None
    assert list(folder.iterdir()) == []


def test_what_nobody_said_yes_to_is_gone_after_a_day(folder: Path) -> None:
    waiting.put(7, a_table())
    waiting.put(8, a_table())
    day_before = (folder / "7").stat().st_mtime - waiting.KEPT_SECONDS - 1
    os.utime(folder / "7", (day_before, day_before))
    assert waiting.get(8) == a_table()
    assert [each.name for each in folder.iterdir()] == ["8"]
    assert waiting.get(7) is None


def test_what_a_crash_left_half_is_not_read(folder: Path) -> None:
    waiting.put(7, a_table())
    (folder / "7" / waiting.ABOUT).unlink()
    assert waiting.get(7) is None
