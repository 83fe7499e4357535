"""The formats of sources: how each is retrieved, and how it is parsed. A new one is one line here and one module."""

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import feed, folder, over_http, page
from agreements.fetching.formats.base import Format

FORMATS = {
    "rss": Format(over_http.retrieve, feed.parse),
    "atom": Format(over_http.retrieve, feed.parse),
    "page": Format(over_http.retrieve, page.parse),
    "folder": Format(folder.retrieve, folder.parse),
}


def of(name: str) -> Format:
    """The format called `name`. Raises Unreadable, with those that there are."""
    if name not in FORMATS:
        raise Unreadable(f"Sources of the format {name!r} cannot be read yet; there are {', '.join(FORMATS)}.")
    return FORMATS[name]
