"""The formats of sources: how each is retrieved, and how it is parsed. A new one is one line here, one in `settings`
and one module."""

from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import feed, folder, index_page, listing, manual, over_http, page, pdf
from agreements.fetching.formats.base import Format
from agreements.fetching.formats.settings import problems

FORMATS = {
    "rss": Format(over_http.retrieve, feed.parse),
    "atom": Format(over_http.retrieve, feed.parse),
    "json_feed": Format(over_http.retrieve, listing.parse),
    "federal_register": Format(over_http.retrieve, listing.parse),
    "wordpress": Format(over_http.retrieve, listing.parse),
    "json_list": Format(over_http.retrieve, listing.parse),
    "index_page": Format(over_http.retrieve, index_page.parse, follow=True),
    "page": Format(over_http.retrieve, page.parse),
    "pdf": Format(over_http.retrieve, pdf.parse),
    "folder": Format(folder.retrieve, folder.parse),
    "manual": Format(manual.retrieve, manual.parse),
}
WHOLE = frozenset({"page", "pdf"})  # the address of the source is the document
BROUGHT = frozenset({"folder", "manual"})  # files that somebody brings
LISTING = frozenset(FORMATS) - WHOLE - BROUGHT  # at the address of the source is a list of documents

__all__ = ["BROUGHT", "FORMATS", "LISTING", "WHOLE", "of", "problems"]


def of(name: str) -> Format:
    """The format called `name`. Raises Unreadable, with those that there are."""
    if name not in FORMATS:
        raise Unreadable(f"Sources of the format {name!r} cannot be read yet; there are {', '.join(FORMATS)}.")
    return FORMATS[name]
