"""A cited page: the version that is stored of it, else one that is fetched now.

No source looks there, so there is no run and nothing is proposed; what came of it stands with the request.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from agreements.errors import PermanentError, TemporaryError
from agreements.fetching import finding, store, urls, writing
from agreements.fetching.budget import Limits, within
from agreements.fetching.client import Response
from agreements.fetching.errors import Gone
from agreements.fetching.formats import limited, page
from agreements.fetching.formats.base import ENTRY, Fetcher, Item, Place
from agreements.fetching.writing import Seen
from agreements.models import Document, Snapshot, Source

LOOK = Limits(seconds=20)  # for fetching; with the reading after it, a task keeps to its time


@dataclass(frozen=True, slots=True)
class Copy:
    """A stored version. `remark`: why it holds no text, if it holds none."""

    snapshot: Snapshot
    remark: str = ""


def latest(url: str) -> Snapshot | None:
    """The last stored version of the page at `url`, however it is spelled. Raises AddressRefused."""
    versions = Snapshot.objects.filter(document__url=urls.canonical(url)).select_related("document")
    return versions.order_by("taken_at").last()


def copy(url: str, *, web: Fetcher, extract: finding.Extract, now: datetime) -> Copy:
    """A stored version of the page at `url`. Doing it again fetches nothing and stores nothing.

    A page in which nothing can be read is kept all the same: it is what was cited. Raises the classes of `errors`.
    """
    if stored := latest(url):
        return Copy(stored)
    item = _page(_ask(urls.canonical(url), web, {}))
    seen, remark = _read(item, extract)
    store.put(item.content)
    writing.store(None, [seen], now)
    if stored := latest(url):
        return Copy(stored, remark)
    raise TemporaryError(f"{item.url} was stored, and is not there any more.")


def look_again(document: Document, *, web: Fetcher, extract: finding.Extract, now: datetime) -> None:
    """Fetch a cited page anew; keep what changed, and note whether it is there. Raises the classes of `errors`."""
    known = document.snapshots.exclude(media_type=ENTRY).order_by("taken_at").last()
    try:
        answer = _ask(document.url, web, known.headers if known else {})
    except Gone:
        writing.gone(document.url, now)
        return
    if answer.not_modified or (known and known.sha256 == hashlib.sha256(answer.content).hexdigest()):
        writing.still_there(document.url, now)
        return
    item = _page(answer)
    seen, _ = _read(item, extract)
    store.put(item.content)
    writing.store(None, [seen], now)


def _ask(address: str, web: Fetcher, said: Mapping[str, str]) -> Response:
    """`said`: the headers of the version that is known, if one is."""
    with within(LOOK):
        return web.get(address, etag=said.get("etag", ""), last_modified=said.get("last-modified", ""))


def _page(answer: Response) -> Item:
    return page.parse(answer, Place(slug="", url=answer.url)).items[0]


def _read(item: Item, extract: finding.Extract) -> tuple[Seen, str]:
    sha256 = hashlib.sha256(item.content).hexdigest()
    nobody = Source()
    try:
        return _filled(finding.read(nobody, item.url, item, sha256, extract), _head(item)), ""
    except PermanentError as error:
        return finding.read(nobody, item.url, replace(item, text=""), sha256, extract), str(error)


def _head(item: Item) -> Mapping[str, str]:
    if item.media_type != page.HTML:
        return {}
    said: Mapping[str, str] = limited.ask("head", {}, item.readable)
    return said


def _filled(seen: Seen, head: Mapping[str, str]) -> Seen:
    """What the text alone did not tell, as the page's head says it.

    The day of publication is the head's alone: one that was found in the text may be of anything, and on it hangs since
    when the public could read the page.
    """
    day = head.get("published")
    return replace(
        seen,
        title=seen.title or head.get("title", ""),
        publisher=seen.publisher or head.get("publisher", ""),
        language=seen.language or head.get("language") or None,
        published=datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None,
    )
