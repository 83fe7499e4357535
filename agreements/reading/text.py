"""Stored bytes → text. HTML, PDF and plain text are read in a limited child process (`agreements.sandbox`)."""

from dataclasses import dataclass
from datetime import date

from agreements.sandbox import Child

MEMORY = 1 << 30  # bytes; the libraries alone map a quarter of it
SECONDS = 20  # of work, and of waiting, for one document

_child = Child("agreements.reading.extraction:extract", memory=MEMORY, cpu=SECONDS)


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a document says. `text`: one paragraph a line, Unicode NFC; a form feed on a line of its own parts pages.

    `language`: as the page declares it. `published`: the day that the page itself gives."""

    title: str
    text: str
    language: str | None
    published: date | None


def extract(content: bytes, media_type: str, url: str) -> Extracted:
    """The title and text of a document without navigation. `media_type`: as the server sent it, parameters included.

    Raises PermanentError for what is neither HTML nor PDF nor text, or breaks a limit.
    """
    found = _child.call({"media_type": media_type, "url": url}, content, seconds=SECONDS)
    day = found["published"]
    return Extracted(found["title"], found["text"], found["language"], date.fromisoformat(day) if day else None)
