"""A page that lists others: the links that its selector finds, each once, as items to follow."""

from dataclasses import replace
from urllib.parse import urlsplit

from agreements.fetching.client import Response
from agreements.fetching.formats import listing
from agreements.fetching.formats.base import Item, Parsed, Place, Skip
from agreements.fetching.formats.settings import IndexPage, of

OUTSIDE = "It leads out of the site; `outside` takes such links."
NOWHERE = "It has no address that can be fetched."


def parse(answer: Response, place: Place) -> Parsed:
    """Links in the order of the page. Raises Unreadable, also when the selector finds nothing."""
    settings = of(place, IndexPage)
    found = listing.parse(answer, place)
    linked = [item for item in found.items if item.url]
    site = _site(answer.final_url)
    inside = [item for item in linked if settings.outside or _site(item.url) == site]
    links = _each_once(inside)
    taken = {item.url for item in links}
    skipped = [Skip(item.title, NOWHERE) for item in found.items if not item.url]
    skipped += [Skip(item.url, OUTSIDE) for item in _each_once(linked) if item.url not in taken]
    if more := len(links[settings.limit :]):
        skipped.append(Skip("…", f"Only the first {settings.limit:,} links are taken, as `limit` says.", more))
    return replace(found, items=tuple(links[: settings.limit]), skipped=(*found.skipped, *skipped))


def _each_once(items: list[Item]) -> list[Item]:
    """A page often links one article by its picture, its title and "more": the longest title names it."""
    best: dict[str, Item] = {}
    for item in items:
        if item.url not in best or len(item.title) > len(best[item.url].title):
            best[item.url] = item
    return list(best.values())


def _site(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
