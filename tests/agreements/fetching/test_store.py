import hashlib
from pathlib import Path
from typing import Any

import pytest

from agreements.fetching import store
from agreements.models import Content


def test_bytes_come_back_by_their_hash(settings: Any) -> None:
    sha256 = store.put(b"The agreement")
    assert sha256 == hashlib.sha256(b"The agreement").hexdigest()
    assert store.get(sha256) == b"The agreement"
    assert store.path(sha256) == Path(settings.DATA_DIR) / "snapshots" / sha256[:2] / sha256[2:4] / sha256


def test_the_same_bytes_are_written_once() -> None:
    sha256 = store.put(b"once")
    before = store.path(sha256).stat()
    store.put(b"once")
    assert store.path(sha256).stat().st_ino == before.st_ino


def test_nothing_but_the_bytes_is_left_and_nobody_else_may_read_them() -> None:
    sha256 = store.put(b"alone")
    assert [each.name for each in store.path(sha256).parent.iterdir()] == [sha256]
    assert store.path(sha256).stat().st_mode & 0o077 == 0


def test_a_flipped_byte_is_found() -> None:
    sha256 = store.put(b"true")
    store.path(sha256).chmod(0o600)
    store.path(sha256).write_bytes(b"tru3")
    with pytest.raises(store.Damaged, match="changed on disk"):
        store.get(sha256)


@pytest.mark.django_db
def test_missing_bytes_are_named() -> None:
    with pytest.raises(store.Damaged, match="missing"):
        store.get("0" * 64)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_what_is_no_hash_is_no_path(name: str) -> None:
    with pytest.raises(store.Damaged):
        store.path(name)


def test_a_file_that_a_crash_cut_short_is_written_anew() -> None:
    sha256 = store.put(b"whole")
    store.path(sha256).write_bytes(b"wh")
    store.put(b"whole")
    assert store.get(sha256) == b"whole"


def test_many_are_stored_like_one_and_repeats_once() -> None:
    contents = [str(number).encode() for number in range(50)] + [b"7"]
    hashes = store.put_many(contents)
    assert [store.get(each) for each in hashes] == contents
    assert len({path.name for path in store.root().rglob("*") if path.is_file()}) == 50
    assert store.put_many([]) == []


def test_a_write_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    store.put(b"makes the folders")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(b"does not fit")
    assert not any(path.is_file() and path.name.startswith(".new") for path in store.root().rglob("*"))


# --- Entries ---------------------------------------------------------------------------------------------------------

ENTRIES = [b'{"title":"One"}', '{"title":"ñ \\\\ \\u0041"}'.encode(), b"{}"]


@pytest.mark.django_db
def test_entries_are_kept_in_the_database_once_and_come_back_by_their_hash() -> None:
    for _ in range(2):
        store.put_entries([*ENTRIES, ENTRIES[0]])
    assert [store.get(hashlib.sha256(each).hexdigest()) for each in ENTRIES] == ENTRIES
    assert Content.objects.count() == 3
    assert not store.root().exists()


@pytest.mark.django_db
def test_a_flipped_byte_of_an_entry_is_found() -> None:
    store.put_entries(ENTRIES)
    sha256 = hashlib.sha256(ENTRIES[0]).hexdigest()
    Content.objects.filter(pk=sha256).update(content=b'{"title":"0ne"}')
    with pytest.raises(store.Damaged, match="changed in the database"):
        store.get(sha256)


@pytest.mark.django_db
def test_what_is_removed_is_gone_wherever_it_lay() -> None:
    store.put_entries(ENTRIES)
    hashes = [store.put(b"a page"), hashlib.sha256(ENTRIES[0]).hexdigest()]
    for sha256 in hashes:
        store.remove(sha256)
        with pytest.raises(store.Damaged, match="missing"):
            store.get(sha256)
