"""Strong entity tags: an answer is asked for again cheaply, and never taken for another."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.utils.http import parse_etags

import agreements


@cache
def code_version() -> str:
    """A digest of the app's own code: with other code the same record may be answered otherwise."""
    return digest(Path(agreements.__file__).parent)


def digest(folder: Path) -> str:
    """Of all modules in a folder: their names and contents."""
    found = sha256()
    for path in sorted(folder.rglob("*.py")):
        found.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:16]


def etag(*parts: Any) -> str:
    """A tag, in quotes, of all that an answer depends on."""
    return f'"{sha256(repr((code_version(), *parts)).encode()).hexdigest()[:32]}"'


def is_one_of(tags: Iterable[str], if_match: str) -> bool:
    """Whether what the client read is still so (RFC 9110: strong comparison, by which a weak tag matches nothing)."""
    given = parse_etags(if_match)
    return "*" in given or not set(tags).isdisjoint(given)


def matches(tag: str, if_none_match: str | None) -> bool:
    """Whether one of the client's tags is this one (RFC 9110: weak comparison)."""
    if not if_none_match:
        return False
    tags: Iterable[str] = parse_etags(if_none_match)
    return any(each in ("*", tag) or each.removeprefix("W/") == tag for each in tags)
