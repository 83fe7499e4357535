"""`follow` in the settings of a list: instead of an entry, the page behind it. Some pages in one look, politely."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from agreements.errors import EntenteError, TemporaryError
from agreements.fetching.budget import current
from agreements.fetching.client import Ask
from agreements.fetching.formats import asking, page
from agreements.fetching.formats.base import Fetcher, Item, Place, Skip

MOST = 10
TIME = 8  # seconds that must be left to begin another


@dataclass(frozen=True, slots=True)
class Followed:
    """`pages`: (address, item) with the bytes of the page. `known`: entries whose page was taken before."""

    pages: list[tuple[str, Item]]
    known: list[tuple[str, Item]]
    skipped: list[Skip]
    notes: list[str]


def follow(
    entries: Iterable[tuple[str, Item]], is_known: Callable[[str], bool], web: Fetcher, place: Place
) -> Followed:
    """Fetch the pages of the entries that are new; the ones over the limits are left for the next look."""
    found = Followed([], [], [], [])
    asked = 0
    for url, entry in entries:
        if is_known(url):
            found.known.append((url, entry))
        elif not (entry.behind or entry.url):
            found.skipped.append(Skip(url, "It has no address to follow."))
        elif asked >= MOST or not current().has(TIME):
            found.skipped.append(Skip(url, "Its page is left for the next look.", later=True))
        else:
            asked += 1
            _fetch(url, entry, web, place, found)
    return found


def _fetch(url: str, entry: Item, web: Fetcher, place: Place, found: Followed) -> None:
    try:
        answer = web.get(entry.behind or entry.url, ask=Ask(pause=asking.pause(place.settings)))
        parsed = page.parse(answer, place)
    except EntenteError as error:
        found.skipped.append(Skip(url, f"Its page: {error}", later=isinstance(error, TemporaryError)))
        return
    at = parsed.items[0]
    said = replace(
        at,
        guid=entry.guid,
        title=entry.title,
        published=entry.published,
        language=entry.language,
        publisher=entry.publisher,
    )
    found.pages.append((url, said))
    found.notes.extend(f"{answer.url}: {note}" for note in parsed.notes)
