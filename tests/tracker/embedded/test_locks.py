"""Locks that many share and one can hold alone."""

from pathlib import Path

from tracker.embedded.locks import FileLock, is_held


def test_one_alone_waits_for_all_who_share(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second, alone = FileLock(path), FileLock(path), FileLock(path)
    first.share()
    second.share()
    assert not alone.try_alone()
    first.close()
    assert not alone.try_alone()
    second.close()
    assert alone.try_alone()
    alone.close()


def test_only_a_lock_held_alone_counts_as_held(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    lock = FileLock(path)
    assert not is_held(path)
    lock.share()
    assert not is_held(path)
    assert lock.try_alone()
    assert is_held(path)
    lock.close()
    assert not is_held(path)
