"""Lists that go on in further answers: as many as the settings and the time of a look allow."""

from collections.abc import Iterator
from datetime import UTC, datetime

from agreements.errors import EntenteError, TemporaryError
from agreements.fetching import urls
from agreements.fetching.budget import current
from agreements.fetching.client import Response
from agreements.fetching.errors import AddressRefused
from agreements.fetching.formats import asking
from agreements.fetching.formats.base import Fetcher, Format, Parsed, Place, Skip
from agreements.fetching.formats.settings import PAGES

TIME = 8  # seconds that must be left to ask for another


def read(answer: Response, format: Format, place: Place, web: Fetcher) -> Iterator[Parsed]:
    """What `answer` holds, then what those after it hold. Raises the errors of the first; of the others they are told.

    The list does not leave its host, and no answer is asked for twice.
    """
    parsed = format.parse(answer, place)
    yield parsed
    pages, asked = 1, {answer.url, answer.final_url}
    while parsed.next and parsed.next not in asked:
        if reason := _why_not(parsed.next, answer, pages >= place.settings.get("pages", PAGES)):
            yield Parsed((), (reason,))
            return
        pages += 1
        asked.add(parsed.next)
        try:
            answer = web.get(parsed.next, ask=asking.how(place, parsed.next, datetime.now(UTC).date()))
            parsed = format.parse(answer, place)
        except EntenteError as error:
            later = isinstance(error, TemporaryError)
            yield Parsed((), (Skip(parsed.next, f"The list goes on there, but: {error}", 0, later),))
            return
        yield parsed


def _why_not(url: str, answer: Response, enough: bool) -> Skip | None:
    """Why the list is not read on at `url`; None: it is."""
    if enough:
        return Skip(url, "The list goes on there; `pages` says how far it is read.", 0)
    if not current().has(TIME):
        return Skip(url, "The list goes on there; that is left for the next look.", 0, later=True)
    try:
        if urls.target(url).host != urls.target(answer.final_url).host:
            return Skip(url, "The list goes on at another host, which is not followed.", 0)
    except AddressRefused as error:
        return Skip(url, f"The list goes on at no address: {error}", 0)
    return None
