"""A file handed in at the desk. Its address is the one given by whoever hands it in, else one that it states itself."""

import hashlib
import os
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from urllib.parse import quote

from agreements.fetching import urls
from agreements.fetching.budget import PAGE, Limits, shown
from agreements.fetching.client import PLAIN, Ask, Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats import folder
from agreements.fetching.formats.base import Fetcher, Parsed, Place, Retrieved

ADDRESS = "desk:handed-in"  # of the source to which such files belong
UNKNOWN = f"{folder.NOWHERE}handed-in/"
BY, PUBLISHER, PUBLISHED = "handed-in-by", "handed-in-publisher", "handed-in-published"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file, and what whoever hands it in says of it: a `Fetcher` of that one file."""

    name: str
    content: bytes
    by: str
    publisher: str
    address: str = ""
    published: date | None = None

    def get(
        self, url: str, *, etag: str = "", last_modified: str = "", limits: Limits = PAGE, ask: Ask = PLAIN
    ) -> Response:
        """The file as an answer. Raises Unreadable for a kind that nobody can read, AddressRefused."""
        kind = folder.KINDS.get(os.path.splitext(self.name)[1].lower())
        if kind is None:
            raise Unreadable(f"The name of the file ends in none of {', '.join(sorted(folder.KINDS))}.")
        if len(self.content) > PAGE.size:
            raise Unreadable(f"The file is larger than {shown(PAGE.size)}.")
        headers = {"content-type": kind, BY: self.by, PUBLISHER: self.publisher}
        if self.published:
            headers[PUBLISHED] = self.published.isoformat()
        address = str(urls.target(self.address)) if self.address else self._made_up()
        return Response(address, address, self.content, None, headers)

    def _made_up(self) -> str:
        digest = hashlib.sha256(self.content).hexdigest()
        return f"{UNKNOWN}{digest[:16]}-{quote(self.name[-100:], safe='')}"


def retrieve(place: Place, web: Fetcher) -> Retrieved:
    """The one file. `web`: a HandedIn. Raises Unreadable when the source is looked at by itself."""
    if not isinstance(web, HandedIn):
        raise Unreadable("Nothing lies here to be looked at; files are handed in at the desk.")
    return Retrieved((web.get(place.url),))


def parse(answer: Response, place: Place) -> Parsed:
    """As a file of a folder, but the address and the day that were given win. Raises Unreadable."""
    found = folder.parse(answer, place)
    given = answer.headers
    day = given.get(PUBLISHED)
    moment = datetime.combine(date.fromisoformat(day), time(), UTC) if day else None
    named = not answer.url.startswith(UNKNOWN)
    items = tuple(
        replace(
            item,
            url=urls.canonical(answer.url) if named and len(found.items) == 1 else item.url,
            publisher=given[PUBLISHER],
            published=moment or item.published,
        )
        for item in found.items
    )
    return Parsed(items, found.skipped, (*found.notes, f"Handed in by {given[BY]}."))
