"""One page, PDF or text as one item."""

from agreements.fetching import urls
from agreements.fetching.child import letters
from agreements.fetching.client import Response
from agreements.fetching.errors import Unreadable
from agreements.fetching.formats.base import Item, Parsed, Place

HTML, PDF, TEXT = "text/html", "application/pdf", "text/plain"
MEDIA_TYPES = {HTML: HTML, "application/xhtml+xml": HTML, PDF: PDF, "application/x-pdf": PDF, TEXT: TEXT}
PDF_MARK = b"%PDF-"
PDF_MARK_WITHIN = 1024  # readers take a PDF whose mark stands a little further down


def parse(answer: Response, place: Place) -> Parsed:
    """Raises Unreadable when it is empty, or neither HTML nor PDF nor text."""
    media_type = _media_type(answer)
    content_type = answer.headers.get("content-type", "")
    read = letters.read(answer.content, content_type) if media_type != PDF else None
    item = Item(
        guid=answer.url,
        url=urls.canonical(answer.url),
        home=answer.url,
        final_url=answer.final_url,
        content=answer.content,
        readable=read.text.encode("utf-8", "replace") if read else answer.content,
        media_type=media_type,
        status=answer.status,
        headers=answer.headers,
    )
    return Parsed((item,), notes=(read.note,) if read and read.note else ())


def _media_type(answer: Response) -> str:
    """By the bytes where they are plain about it, else as declared."""
    if not answer.content.strip():
        raise Unreadable("Nothing came: the body is empty.")
    declared = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if PDF_MARK in answer.content[:PDF_MARK_WITHIN] and declared != TEXT:
        return PDF
    if MEDIA_TYPES.get(declared) == PDF:
        raise Unreadable("It is declared as PDF, but is none.")
    if declared in MEDIA_TYPES:
        return MEDIA_TYPES[declared]
    if not declared and answer.content.lstrip()[:1] == b"<":
        return HTML
    raise Unreadable(f"It is {declared[:60] or 'of no declared type'}; what can be read is HTML, PDF and text.")
