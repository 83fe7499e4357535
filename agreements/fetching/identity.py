"""Which document each item of a look is: by its address, and by a mark after `#` where the address does not tell. Pure.

An address tells when one item alone has it. It does not when an entry has none, or that of the site's front page, or
when several items share it; then the item's guid is the mark, then its title and day, then its bytes. So ten items with
one guid are ten documents, and an item that is edited stays the one that it was.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from agreements.fetching import urls
from agreements.fetching.formats.base import ENTRY, Item, Skip

MARK = 16  # hexadecimal digits

NAMES: tuple[Callable[[Item], str], ...] = (
    lambda item: item.guid,
    lambda item: f"{item.guid}\n{item.title}\n{item.published}",
    lambda item: hashlib.sha256(item.content).hexdigest(),
)


def documents(items: Iterable[Item]) -> tuple[list[tuple[str, Item]], list[Skip]]:
    """(address, item) for each item, addresses all different, and what repeats another byte for byte."""
    shared: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        shared[item.url or urls.canonical(item.home)].append(item)
    found: list[tuple[str, Item]] = []
    skipped: list[Skip] = []
    for url, group in shared.items():
        if len(group) == 1 and not _is_weak(url, group[0]):
            found.append((url, group[0]))
            continue
        for mark, same in _marked(group):
            found.append((f"{url}#{mark}", same[0]))
            skipped += [Skip(url, "It repeats another item of the same look.") for _ in same[1:]]
    return found, skipped


def _is_weak(url: str, item: Item) -> bool:
    return item.media_type == ENTRY and (url == urls.canonical(item.home) or urlsplit(url)[2:4] == ("/", ""))


def _marked(items: list[Item], names: tuple[str, ...] = ()) -> list[tuple[str, list[Item]]]:
    """Items under marks of their own; those under one mark are the same. `names`: what they have in common."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        named[NAMES[len(names)](item)].append(item)
    last = len(names) == len(NAMES) - 1
    found: list[tuple[str, list[Item]]] = []
    for name, group in named.items():
        if last or (name.strip() and len(group) == 1):
            whole = "\0".join((*names, name)).encode("utf-8", "replace")
            found.append((hashlib.sha256(whole).hexdigest()[:MARK], group))
        else:
            found += _marked(group, (*names, name))
    return found
