"""Stored bytes, by their sha256; written once, checked at every reading. The only place that knows where they lie.

Those of pages and files: DATA_DIR/snapshots/ab/cd/abcd…, on disk before a row speaks of them. Those of entries, a
kilobyte each and many at a time: in the database, with the rows that speak of them.
"""

import contextlib
import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from agreements.errors import PermanentError
from agreements.fetching import config, rows
from agreements.models import Content

ADD = """
INSERT INTO agreements_content (sha256, content)
SELECT sha256, convert_to(content, 'UTF8') FROM json_to_recordset(%s) AS new (sha256 text, content text) ORDER BY sha256
ON CONFLICT DO NOTHING
"""

AT_ONCE = 8


class Damaged(PermanentError):
    """Stored bytes are missing, or are not what was stored."""


def root() -> Path:
    return config.data_dir() / "snapshots"


def path(sha256: str) -> Path:
    """Where the bytes of `sha256` lie, whether or not they are there."""
    if not re.fullmatch(r"[0-9a-f]{64}", sha256):
        raise Damaged(f"{sha256[:80]!r} is no sha256 in hexadecimal.")
    return root() / sha256[:2] / sha256[2:4] / sha256


def put(content: bytes) -> str:
    """Store bytes and return their sha256; bytes that are there already are left alone. Durable when it returns."""
    return put_many([content])[0]


def put_many(contents: Sequence[bytes]) -> list[str]:
    """Store several at once, which takes little longer than one: the disk confirms them together."""
    hashes = [hashlib.sha256(content).hexdigest() for content in contents]
    new = {path(sha256): content for sha256, content in zip(hashes, contents, strict=True)}
    new = {target: content for target, content in new.items() if not _is_there(target, len(content))}
    if new:
        _write(new)
    return hashes


def put_entries(contents: Sequence[bytes]) -> None:
    """Store the JSON of entries in the database: durable when the caller's transaction is."""
    new = {hashlib.sha256(content).hexdigest(): content.decode() for content in contents}
    rows.write(ADD, [{"sha256": sha256, "content": content} for sha256, content in new.items()])


def get(sha256: str) -> bytes:
    """The bytes of `sha256`. Raises Damaged."""
    try:
        content, where = path(sha256).read_bytes(), "on disk"
    except FileNotFoundError:
        content, where = _entry(sha256), "in the database"
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(f"The stored bytes {sha256} were changed {where}: they have another hash.")
    return content


def _entry(sha256: str) -> bytes:
    row = Content.objects.filter(pk=sha256).first()
    if row is None:
        raise Damaged(f"The stored bytes {sha256} are missing from {root()} and from the database.")
    return bytes(row.content)


def remove(sha256: str) -> None:
    """Destroy stored bytes: only for a redaction."""
    path(sha256).unlink(missing_ok=True)
    Content.objects.filter(pk=sha256).delete()


def _is_there(target: Path, size: int) -> bool:
    try:
        return target.stat().st_size == size
    except FileNotFoundError:
        return False


def _write(new: dict[Path, bytes]) -> None:
    """Bytes to temporary names, on disk; then to their own names, on disk."""
    folders = {folder for target in new for folder in _make(target.parent)}
    written: dict[Path, Path] = {}
    with ThreadPoolExecutor(min(len(new), AT_ONCE)) as pool:
        try:
            for target, content in new.items():
                written[target] = _temporary(target, content)
            list(pool.map(_sync, written.values()))
            for target, name in written.items():
                os.replace(name, target)
        except BaseException:
            for name in written.values():
                name.unlink(missing_ok=True)
            raise
        list(pool.map(_sync, folders))


def _make(folder: Path) -> list[Path]:
    """Make a folder and its parents; the folders that then hold something new, itself included."""
    if folder.is_dir():
        return [folder]
    above = _make(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    return [*above, folder]


def _temporary(target: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(prefix=".new-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
    except BaseException:
        os.unlink(name)
        raise
    return Path(name)


def _sync(path: Path) -> None:
    """Wait until a file or folder is on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
