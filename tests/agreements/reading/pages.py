"""Stored versions of pages for tests, and stories on them in our own words, about the agreements of `tracked`."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from agreements.models import Candidate, Document, Snapshot, Source
from agreements.reading import store

from ..builders import ground, make_agreement, write
from .tracked import ALL

NOW = datetime(2024, 7, 12, 9, 0, tzinfo=UTC)
URL = "https://news.example/coffee"
SIGNED = "El Salvador and the United States signed the coffee agreement on Monday."
SUSPENDED = "The United States suspended the coffee agreement with El Salvador on Monday."

WIRE = [
    "SAN SALVADOR, July 12 - El Salvador and the United States signed the coffee agreement on Monday after five months "
    "of talks, the economy ministry in San Salvador announced in a note to reporters.",
    "Growers in the western hills had pressed for lower duties on roasted beans since the spring, when prices at the "
    "port of Acajutla fell to their lowest level in nine years.",
    "Most of the harvest is promised to roasters abroad before the rains begin, according to the national council of "
    "growers, which speaks for some four hundred farms.",
    "Opposition deputies asked for an impact study and said that the committee on trade had been given two days to "
    "look at the annexes.",
]
# Another paper's report of the same signing. It quotes the same note as a third one would.
REPORT = (
    "The United States and El Salvador signed the coffee agreement in a short ceremony on Monday, witnesses told this "
    "newspaper. Ambassador and minister shook hands for the cameras and left by separate doors. Nobody took questions, "
    "and guests were asked to hand in their telephones before they entered the hall of the old customs house."
)


def snapshot(
    text: str = SIGNED,
    url: str = URL,
    hours: int = 0,
    source: Source | None = None,
    title: str = "Coffee",
    publisher: str = "Example News",
    published: datetime | None = NOW,
) -> Snapshot:
    """A stored version, so many hours after noon; the document is made when it is first seen."""
    taken = NOW + timedelta(hours=hours)
    document, _ = Document.objects.get_or_create(
        url=url, defaults={"first_seen": taken, "last_seen": taken, "publisher": publisher, "source": source}
    )
    digest = sha256(text.encode()).hexdigest()
    return Snapshot.objects.create(
        document=document,
        taken_at=taken,
        sha256=digest,
        text_sha256=digest,
        size=len(text),
        media_type="text/html",
        final_url=url,
        title=title,
        published=published,
        language="en",
        text=text,
    )


def read(*version: Any, **of_it: Any) -> Candidate | None:
    """What becomes of a stored version, which is given as to `snapshot`."""
    return store.read(snapshot(*version, **of_it), ALL, NOW)


def must_read(text: str = SIGNED, url: str = URL, hours: int = 0, publisher: str = "Example News") -> Candidate:
    """As `read`, where a candidate is certain."""
    made = read(text, url, hours, publisher=publisher)
    assert made is not None, "nothing new was read"
    return made


def the_record() -> None:
    """Two parties and the invented coffee agreement."""
    write(*ground(), make_agreement("coffee-accord-2024", title="Agreement on Coffee Trade"))
