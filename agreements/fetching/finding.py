"""What lies at a source now: retrieved, parsed, told apart from what is known, and read. Writes no row."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from agreements.errors import EntenteError, PermanentError, TemporaryError
from agreements.fetching import formats, identity, paging, store
from agreements.fetching.budget import MIB, current
from agreements.fetching.child.plain import clean, one_line
from agreements.fetching.following import follow
from agreements.fetching.formats.base import ENTRY, Fetcher, Format, Item, Place, Retrieved, Skip
from agreements.fetching.writing import Known, Seen, known
from agreements.models import Source

BATCH = 32 * MIB  # of a folder's files, or of a list's items, are held at once
TIME_TO_READ = 5  # seconds that must be left to begin another document
LONGEST_TITLE = 1000
LONGEST_PUBLISHER = 300
MOST_HEADERS = 50
LONGEST_HEADER = 500
NOT_KEPT = frozenset({"set-cookie", "set-cookie2"})


class Extracted(Protocol):
    """What a document says, as reading gives it. `published`: a date or a time."""

    @property
    def title(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def language(self) -> str | None: ...
    @property
    def published(self) -> Any: ...


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a look knows already, and where it puts the bytes of pages and files; those of entries go with their rows.
    On trial nothing is known, and nothing is put anywhere."""

    known: Callable[[Source, list[str]], Mapping[str, Known]] = known
    put: Callable[[Sequence[bytes]], object] = store.put_many


FOR_GOOD = Keeping()
ON_TRIAL = Keeping(known=lambda source, urls: {}, put=lambda contents: None)

Extract = Callable[[bytes, str, str], Extracted]
"""(content, media type with charset, address) → what it says. Raises PermanentError when nothing can be read."""


@dataclass
class Findings:
    """What a look found: `seen` documents, `skipped` items, `notes` about whole answers."""

    retrieved: Retrieved
    seen: list[Seen] = field(default_factory=list)
    skipped: list[Skip] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    failure: EntenteError | None = None  # why nothing could be made of the first answer, or item, that failed

    @property
    def items(self) -> int:
        return len(self.seen) + sum(skip.count for skip in self.skipped)

    @property
    def complete(self) -> bool:
        """Whether the next look may ask only for what changed since."""
        return not any(skip.later for skip in self.skipped)


def find(source: Source, web: Fetcher, extract: Extract, keeping: Keeping = FOR_GOOD) -> Findings:
    """Look. Raises EntenteError when nothing could be retrieved; what could not be read stands in the findings."""
    place = Place(
        slug=source.slug,
        url=source.url,
        format=source.format,
        language=source.language,
        settings=source.settings,
        etag=source.etag,
        last_modified=source.last_modified,
    )
    format = formats.of(source.format)
    findings = Findings(format.retrieve(place, web))
    for items in _batches(format, findings, place, web):
        _take(items, format, source, place, web, extract, findings, keeping)
    return findings


def _batches(format: Format, findings: Findings, place: Place, web: Fetcher) -> Iterator[list[Item]]:
    """The items of all answers, some at a time. An answer that cannot be parsed is skipped; the others go on."""
    batch: list[Item] = []
    for answer in findings.retrieved.answers:
        if isinstance(answer, Skip):
            findings.skipped.append(answer)
            continue
        try:
            for parsed in paging.read(answer, format, place, web):
                batch += parsed.items
                findings.skipped += parsed.skipped
                findings.notes += parsed.notes
                if sum(len(item.content) for item in batch) > BATCH:
                    yield batch
                    batch = []
        except PermanentError as error:
            _fail(findings, answer.url, error)
    if batch:
        yield batch


def _take(
    items: list[Item],
    format: Format,
    source: Source,
    place: Place,
    web: Fetcher,
    extract: Extract,
    findings: Findings,
    keeping: Keeping,
) -> None:
    """Add some items to the findings. The bytes of those that are new are stored together."""
    named, repeated = identity.documents(items)
    findings.skipped += repeated
    follows = format.follows(source.settings)
    # What is read already costs nothing more: whether it is news is found out when it is written.
    unread = follows or any(item.text is None for _, item in named)
    stored = keeping.known(source, [url for url, _ in named]) if unread else {}
    if follows:
        found = follow(named, lambda url: url in stored and stored[url].ours is not None, web, place)
        findings.skipped += found.skipped
        findings.notes += found.notes
        findings.seen += [_seen(source, url, item, str(stored[url].ours)) for url, item in found.known]
        named = found.pages
    earlier = {each.url for each in findings.seen}
    for url, item in named:
        if url in earlier:
            findings.skipped.append(Skip(url, "Another item of this look has the same address."))
        else:
            _see(source, url, item, stored.get(url), extract, findings)
    new = {each.sha256 for each in findings.seen if each.text is not None and each.content is None}
    files = [item.content for _, item in named if item.media_type != ENTRY]
    keeping.put([content for content in files if hashlib.sha256(content).hexdigest() in new])


def _see(source: Source, url: str, item: Item, before: Known | None, extract: Extract, findings: Findings) -> None:
    """Add a document to the findings; read, if it is new or changed."""
    sha256 = hashlib.sha256(item.content).hexdigest()
    if before and before.has(sha256):
        findings.seen.append(_seen(source, url, item, sha256))
    elif item.text is None and not current().has(TIME_TO_READ):
        findings.skipped.append(Skip(url, "It is left for the next look.", later=True))
    else:
        try:
            findings.seen.append(read(source, url, item, sha256, extract))
        except EntenteError as error:
            _fail(findings, url, error)


def _fail(findings: Findings, item: str, error: EntenteError) -> None:
    findings.failure = findings.failure or error
    findings.skipped.append(Skip(item, str(error), later=isinstance(error, TemporaryError)))


def read(source: Source, url: str, item: Item, sha256: str, extract: Extract) -> Seen:
    """A document with what it says. Raises PermanentError when nothing can be read."""
    if item.text is not None:
        small = item.content if item.media_type == ENTRY else None
        return _seen(source, url, item, sha256, text=clean(item.text), content=small)
    says = extract(item.readable, _as_handed_on(item.media_type), url)
    return _seen(
        source,
        url,
        item,
        sha256,
        text="\f".join(clean(page) for page in says.text.split("\f")),  # by which a passage has its page
        title=item.title or says.title,
        published=item.published or _moment(says.published),
        language=source.language or item.language or says.language,
    )


def _as_handed_on(media_type: str) -> str:
    """Text is handed on as UTF-8, whatever its own head says."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _seen(source: Source, url: str, item: Item, sha256: str, **better: Any) -> Seen:
    title = better.pop("title", item.title) or ""
    return Seen(
        url=url,
        final_url=item.final_url or url,
        sha256=sha256,
        size=len(item.content),
        media_type=item.media_type,
        title=one_line(title)[:LONGEST_TITLE],
        publisher=one_line(source.settings.get("publisher") or item.publisher or source.name)[:LONGEST_PUBLISHER],
        status=item.status,
        headers=_kept(item.headers),
        **{"published": item.published, "language": source.language or item.language, **better},
    )


def _kept(headers: Mapping[str, str]) -> dict[str, str]:
    kept = [(name, clean(value)[:LONGEST_HEADER]) for name, value in headers.items() if name not in NOT_KEPT]
    return dict(kept[:MOST_HEADERS])


def _moment(given: Any) -> datetime | None:
    """A time with its zone, of a time or of a day."""
    if isinstance(given, datetime):
        return given if given.tzinfo else given.replace(tzinfo=UTC)
    return datetime.combine(given, time(), UTC) if isinstance(given, date) else None
