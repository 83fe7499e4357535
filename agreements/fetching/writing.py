"""All rows of one look in one transaction. Documents are guarded by their unique address, snapshots by their document.

Storing the documents locks their rows, in the order of their addresses; what it then reads of their latest versions
stays true until the commit.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest

from agreements.errors import TemporaryError
from agreements.models import Document, FetchRun, Snapshot, Source

INSERT = """
INSERT INTO agreements_document AS known
    (url, source_id, title, publisher, language, published, first_seen, last_seen)
SELECT url, %(source)s, title, publisher, language, published, %(now)s, %(now)s
FROM unnest(%(urls)s::text[], %(titles)s::text[], %(publishers)s::text[], %(languages)s::text[],
            %(published)s::timestamptz[]) AS seen (url, title, publisher, language, published)
ORDER BY url
"""

# A row inserted by two looks at once meets itself in two unique indexes, of the address and of its digest. Only a DO
# NOTHING that names neither yields to both; an upsert by one of them fails on the other.
ADD = INSERT + "ON CONFLICT DO NOTHING"
RENEW = f"""{INSERT}
ON CONFLICT (url) DO UPDATE SET
    last_seen = greatest(known.last_seen, excluded.last_seen),
    gone_since = NULL,
    source_id = coalesce(known.source_id, excluded.source_id),
    title = coalesce(nullif(excluded.title, ''), known.title),
    publisher = coalesce(nullif(known.publisher, ''), excluded.publisher),
    language = coalesce(excluded.language, known.language),
    published = coalesce(excluded.published, known.published)
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A document as this look saw it. `text`: None where its bytes were known before the look, and so not read."""

    url: str
    final_url: str
    sha256: str
    size: int
    media_type: str
    title: str = ""
    text: str | None = None
    published: datetime | None = None
    language: str | None = None
    publisher: str = ""
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of a document. `latest`: of anybody's looks; `ours`: of this source's, or of no source's."""

    id: int
    latest: str | None
    latest_at: datetime | None
    ours: str | None

    def has(self, sha256: str) -> bool:
        """Whether these bytes are no news. Two sources that see two versions, time and again, bring none."""
        return sha256 in (self.latest, self.ours)


def known(source: Source | None, urls: Iterable[str]) -> dict[str, Known]:
    """What is stored of the documents at `urls`, by address. `source`: whose look this is; None: of a cited page."""
    versions = Snapshot.objects.filter(document=OuterRef("pk")).order_by("-taken_at")
    rows = Document.objects.filter(url__in=list(urls)).annotate(
        latest=Subquery(versions.values("sha256")[:1]),
        latest_at=Subquery(versions.values("taken_at")[:1]),
        ours=Subquery(versions.filter(run__source=source).values("sha256")[:1]),
    )
    return {url: Known(*rest) for url, *rest in rows.values_list("url", "id", "latest", "latest_at", "ours")}


@transaction.atomic(savepoint=False)
def store(run: FetchRun | None, seen: list[Seen], now: datetime) -> list[Snapshot]:
    """Write documents, and snapshots of those that are new or changed; these are returned.

    `run`: the look at a source; None for a page that is fetched because it is cited. Raises TemporaryError if somebody
    else stored another version since the look began.
    """
    if not seen:
        return []
    source = run.source if run else None
    _store_documents(source, seen, now)
    stored = known(source, [each.url for each in seen])
    fresh = [each for each in seen if not stored[each.url].has(each.sha256)]
    return Snapshot.objects.bulk_create(_snapshot(run, each, stored[each.url], now) for each in fresh)


def _store_documents(source: Source | None, seen: list[Seen], now: datetime) -> None:
    values = {
        "source": source.pk if source else None,
        "now": now,
        "urls": [each.url for each in seen],
        "titles": [each.title for each in seen],
        "publishers": [each.publisher for each in seen],
        "languages": [each.language for each in seen],
        "published": [each.published for each in seen],
    }
    with connection.cursor() as cursor:
        cursor.execute(ADD, values)
        cursor.execute(RENEW, values)


def _snapshot(run: FetchRun | None, seen: Seen, document: Known, now: datetime) -> Snapshot:
    if seen.text is None:
        raise TemporaryError(
            f"{seen.url} was stored anew by another look at the same time; the next look sorts it out."
        )
    after = document.latest_at and document.latest_at + timedelta(microseconds=1)
    return Snapshot(
        document_id=document.id,
        run=run,
        taken_at=max(now, after) if after else now,
        sha256=seen.sha256,
        text_sha256=hashlib.sha256(seen.text.encode()).hexdigest(),
        size=seen.size,
        media_type=seen.media_type,
        final_url=seen.final_url,
        http_status=seen.status,
        headers=dict(seen.headers),
        title=seen.title,
        published=seen.published,
        language=seen.language,
        text=seen.text,
    )


def still_there(url: str, now: datetime) -> None:
    """Note that a page was there, unchanged."""
    Document.objects.filter(url=url).update(last_seen=Greatest(F("last_seen"), now), gone_since=None)


def gone(url: str, now: datetime) -> None:
    """Note since when a page is not there; the first time counts."""
    Document.objects.filter(url=url).update(gone_since=Coalesce(F("gone_since"), now))
