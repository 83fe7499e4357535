"""A watched folder, DATA_DIR/inbox/<name>: HTML, PDF, text and feed files dropped into it. Links are not followed.

A file has the address that it states itself (`<link rel="canonical">`, a feed's links), else one made of `base_url` in
the settings of the source and its name.
"""

import errno
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import quote

from agreements.fetching import config, urls
from agreements.fetching.budget import PAGE, current, shown
from agreements.fetching.client import Response
from agreements.fetching.errors import AddressRefused, Gone, Unreadable
from agreements.fetching.formats import feed, limited, page
from agreements.fetching.formats.base import Fetcher, Item, Parsed, Place, Retrieved, Skip

SCHEME = "folder:"
XML = "application/xml"
KINDS = {
    ".html": page.HTML,
    ".htm": page.HTML,
    ".xhtml": page.HTML,
    ".pdf": page.PDF,
    ".txt": page.TEXT,
    ".xml": XML,
    ".rss": XML,
    ".atom": XML,
}
MOST_FILES = 5000
TIME_TO_READ = 5  # seconds that must be left to begin another file
NOWHERE = "https://inbox.invalid/"  # a name that can never exist (RFC 2606): the file came from no address we know


def path(url: str) -> Path:
    """Where the folder of a source lies; `url` is `folder:NAME`. Raises AddressRefused."""
    name = url.removeprefix(SCHEME)
    if not url.startswith(SCHEME) or not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", name):
        raise AddressRefused(f"{url!r} is no watched folder; write folder:NAME for DATA_DIR/inbox/NAME.")
    return config.data_dir() / "inbox" / name


def retrieve(place: Place, web: Fetcher) -> Retrieved:
    """The files, one by one as they are asked for. Names, sizes and times as last time mean that nothing changed."""
    folder = path(place.url)
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise Gone(f"The folder {place.url} is not there: {error.strerror}. Make it under DATA_DIR/inbox.") from None
    try:
        listing = _listing(handle)
    finally:
        os.close(handle)
    etag = hashlib.sha256(repr(listing).encode("utf-8", "surrogateescape")).hexdigest()
    if etag == place.etag:
        return Retrieved((), True, etag=etag)
    return Retrieved(_files(folder, [each[0] for each in listing], _base(place)), etag=etag)


def parse(answer: Response, place: Place) -> Parsed:
    """A feed file gives its entries, any other file itself. Raises Unreadable."""
    if answer.headers["content-type"] == XML:
        return feed.parse(answer, place)
    found = page.parse(answer, place)
    if found.items[0].media_type != page.HTML:
        return found
    return Parsed((_as_it_says(found.items[0]),), found.skipped, found.notes)


def _as_it_says(item: Item) -> Item:
    """An HTML file with the address and the publisher that it names itself."""
    says = limited.ask("head", {}, item.readable)
    try:
        address = urls.canonical(str(urls.joined(item.url, says["address"]))) if says["address"] else item.url
    except AddressRefused:
        address = item.url
    return replace(item, url=address, publisher=says["publisher"])


def _base(place: Place) -> str:
    base = str(place.settings.get("base_url") or f"{NOWHERE}{place.url.removeprefix(SCHEME)}/")
    return str(urls.target(base if base.endswith("/") else f"{base}/"))


def _listing(handle: int) -> list[tuple[str, int, int]]:
    """Name, size and time of each visible entry, by name."""
    with os.scandir(handle) as entries:
        found = [(e.name, s.st_size, s.st_mtime_ns) for e in entries if not e.name.startswith(".") for s in [_stat(e)]]
    return sorted(found)


def _stat(entry: "os.DirEntry[str]") -> os.stat_result:
    return entry.stat(follow_symlinks=False)


def _files(folder: Path, names: list[str], base: str) -> Iterator[Response | Skip]:
    for number, name in enumerate(names[:MOST_FILES]):
        if not current().has(TIME_TO_READ):
            yield Skip("…", "The rest of the files is left for the next look.", len(names) - number, later=True)
            return
        try:
            yield _file(folder, name, base)
        except Unreadable as error:
            yield Skip(_printable(name), str(error))
    if len(names) > MOST_FILES:
        more = len(names) - MOST_FILES
        yield Skip("…", f"Only {MOST_FILES:,} files of a folder are read; move what was read elsewhere.", more)


def _file(folder: Path, name: str, base: str) -> Response:
    kind = KINDS.get(os.path.splitext(name)[1].lower())
    if kind is None:
        raise Unreadable(f"Its name ends in none of {', '.join(sorted(KINDS))}.")
    content, changed = _read(folder / name)
    headers = {"content-type": kind, "last-modified": format_datetime(changed, usegmt=True)}
    address = str(urls.target(base + quote(_printable(name), safe="")))
    return Response(address, address, content, None, headers)


def _read(file: Path) -> tuple[bytes, datetime]:
    """The bytes of a plain file, and when it was written. Neither links nor pipes are opened for reading."""
    try:
        handle = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise Unreadable("It is a link; links are not followed.") from None
        raise Unreadable(f"It cannot be opened: {error.strerror}.") from None
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable("It is no plain file.")
        if about.st_size > PAGE.size:
            raise Unreadable(f"It is larger than {shown(PAGE.size)}.")
        with os.fdopen(handle, "rb", closefd=False) as opened:
            content = opened.read(PAGE.size + 1)
    finally:
        os.close(handle)
    if len(content) != about.st_size:
        raise Unreadable("It is still being written; the next look takes it.")
    return content, datetime.fromtimestamp(int(about.st_mtime), UTC)


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
