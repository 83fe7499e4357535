"""Between retrieving and parsing, and between parsing and capturing: plain values, and the two protocols."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from agreements.fetching.budget import PAGE, Limits
from agreements.fetching.client import PLAIN, Ask, Response

ENTRY = "application/vnd.entente.entry+json"  # the media type of a feed's entry, kept by itself


class Fetcher(Protocol):
    """What a look fetches with: `polite.Web`, or a stand-in."""

    def get(
        self, url: str, *, etag: str = "", last_modified: str = "", limits: Limits = PAGE, ask: Ask = PLAIN
    ) -> Response: ...


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look, and what a source says about it: the part of a Source that retrieving and parsing need."""

    slug: str
    url: str
    format: str = "page"
    language: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Something that was there and was not taken. `item`: its address or name; `count`: how many of its kind, 0 if that
    is not known.

    `later`: the next look is to try again, even when the source then says that nothing changed."""

    item: str
    reason: str
    count: int = 1
    later: bool = False


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What a look brought. `unchanged`: nothing new since the validators of the place. Those here are for next time."""

    answers: Iterable[Response | Skip]
    unchanged: bool = False
    status: int | None = None
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One document as a source gives it. `content`: the bytes to keep.

    `guid`: the source's own name for it, "" if none. `url`: its address, "" if it has none; `home`: the address of the
    feed or file that it was found in. `text`: None when it is to be read out of `readable`, which is `content` with its
    letters as UTF-8. `behind`: where its full text lies, if not at `url`.
    """

    guid: str
    url: str
    home: str
    content: bytes
    media_type: str
    final_url: str = ""
    title: str = ""
    text: str | None = None
    readable: bytes = b""
    published: datetime | None = None
    language: str | None = None
    publisher: str = ""
    behind: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The items of one answer, what was passed over, and remarks on the answer as a whole. `next`: the address at which
    the list goes on, "" if it does not."""

    items: tuple[Item, ...]
    skipped: tuple[Skip, ...] = ()
    notes: tuple[str, ...] = ()
    next: str = ""


Retrieve = Callable[[Place, Fetcher], Retrieved]
"""Get what lies at a place. Raises the classes of `fetching.errors`."""

Parse = Callable[[Response, Place], Parsed]
"""Make items of an answer. Raises PermanentError with a sentence; never fails in another way, whatever the bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """`follow`: whether the pages behind its items are taken, unless the settings say otherwise."""

    retrieve: Retrieve
    parse: Parse
    follow: bool = False

    def follows(self, settings: Mapping[str, Any]) -> bool:
        return bool(settings.get("follow", self.follow))
