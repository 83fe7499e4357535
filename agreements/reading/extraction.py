"""HTML, PDF and plain text → title and text. Runs in the limited child: imports nothing of the application but errors.

trafilatura takes an article out of its page and knows where pages put their dates; pypdfium2 reads PDF with the engine
of a browser.
"""

import re
import unicodedata
from typing import Any

from agreements.errors import PermanentError

LONGEST = 2_000_000  # characters of text that are kept
MOST_PAGES = 500
LONGEST_TITLE = 300
SHORT, FULL = 0.5, 0.8  # of the longest line: a shorter one may end a paragraph
PAGE_BREAK = "\n\f\n"

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


def extract(question: dict[str, str], payload: bytes) -> dict[str, Any]:
    """Question: `media_type`, `url`. Answer: `title`, `text`, `language`, `published` (YYYY-MM-DD or None)."""
    kind = _kind(question["media_type"], payload)
    if kind == "pdf":
        found = _pdf(payload)
    elif kind == "html":
        found = _html(payload, question["media_type"], question["url"])
    elif kind == "text":
        found = _plain(_decoded(payload, question["media_type"]))
    else:
        raise PermanentError(f"Of {question['media_type']} nothing can be read; HTML, PDF and plain text can.")
    return {**found, "title": _one_line(found["title"])[:LONGEST_TITLE], "text": _clean(found["text"])[:LONGEST]}


def _kind(media_type: str, payload: bytes) -> str | None:
    """What the bytes are; where they say so themselves they are believed more than what was sent along."""
    begin = payload[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    declared = media_type.split(";")[0].strip().lower()
    if begin.startswith(b"%PDF"):
        return "pdf"
    if declared == "application/pdf":
        raise PermanentError("This is no PDF: it does not begin like one.")
    if re.match(rb"<(!doctype\s+html|html|head|body|\?xml|!--)", begin, re.IGNORECASE) or "html" in declared:
        return "html"
    return "text" if declared.startswith("text/") or declared == "" else None


# --- HTML ------------------------------------------------------------------------------------------------------------


def _html(payload: bytes, media_type: str, url: str) -> dict[str, Any]:
    import trafilatura  # here: the child that reads only PDF needs none of it

    tree = _tree(payload, media_type)
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    # Without these two a page that shows no date but "© 2020" would be dated by it.
    dates = {"extensive_search": False, "original_date": True}
    document = trafilatura.bare_extraction(
        tree, url=url or None, include_tables=True, include_comments=False, with_metadata=True,
        date_extraction_params=dates, deduplicate=False,
    )  # fmt: skip
    found = document if isinstance(document, dict) else document.as_dict() if document else {}
    return {
        "title": found.get("title") or _head_title(tree),
        "text": found.get("text") or _all_text(tree),
        "language": language[:20] if re.fullmatch(r"[A-Za-z]{2,3}([_-][A-Za-z0-9]+)*", language) else None,
        "published": _day(found.get("date")),
    }


def _tree(payload: bytes, media_type: str) -> Any:
    """The parsed page. UTF-8 proves itself; else what was declared is tried, and last the parser guesses."""
    from lxml import etree, html  # type: ignore[import-untyped]

    declared = _CHARSET.search(media_type)
    text = _decoded_as(payload, ("utf-8-sig", declared[1] if declared else "utf-8"))
    parser = html.HTMLParser(encoding="utf-8" if text is not None else None)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace") if text is not None else payload, parser)
    except etree.XMLSyntaxError:
        raise MemoryError from None  # of HTML nothing else is an error to this parser
    except etree.ParserError:
        raise PermanentError("This page holds no HTML that can be read.") from None


def _decoded_as(payload: bytes, encodings: tuple[str, ...]) -> str | None:
    for encoding in encodings:
        try:
            return payload.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return None


def _head_title(tree: Any) -> str:
    return str(tree.findtext(".//title") or tree.findtext(".//h1") or "")


def _all_text(tree: Any) -> str:
    """Everything that a page without an article shows."""
    for unseen in tree.xpath("//script | //style | //noscript | //template"):
        unseen.drop_tree() if hasattr(unseen, "drop_tree") else unseen.clear()
    return "\n".join(line.strip() for line in tree.itertext() if line.strip())


def _day(text: str | None) -> str | None:
    return text if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None


# --- PDF -------------------------------------------------------------------------------------------------------------


def _pdf(payload: bytes) -> dict[str, Any]:
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(payload)
    except pypdfium2.PdfiumError as error:
        raise PermanentError(f"This PDF cannot be opened: {error}") from None
    try:
        pages = [_page(document, number) for number in range(min(len(document), MOST_PAGES))]
        title = document.get_metadata_dict().get("Title", "")
    finally:
        document.close()
    text = PAGE_BREAK.join(pages)
    if not text.strip(" \n\f"):
        raise PermanentError("This PDF holds no text, only pictures of it.")
    first = next((line for line in text.splitlines() if len(line.split()) > 2), "")
    title = title if len(title.split()) > 2 else first
    return {"title": title, "text": text, "language": None, "published": None}


def _page(document: Any, number: int) -> str:
    page = document[number]
    try:
        return unwrapped(page.get_textpage().get_text_bounded())
    finally:
        page.close()


def unwrapped(text: str) -> str:
    """Lines broken for the page joined to paragraphs; a word parted by a hyphen is made whole.

    A paragraph ends at an empty line, or with a full stop on a line that is shorter than most."""
    lines = [line.strip() for line in _plain_breaks(text).split("\n")]
    width = max(map(len, lines), default=0)
    paragraphs, current = [], ""
    for line in lines:
        parted = current.endswith("-") and line[:1].islower()
        current = current[:-1] + line if parted else f"{current} {line}".strip()
        if not line or len(line) < SHORT * width or (len(line) < FULL * width and line[-1] in '.:?!»"”'):
            paragraphs.append(current)
            current = ""
    return "\n".join(each for each in [*paragraphs, current] if each)


# --- plain text ------------------------------------------------------------------------------------------------------


def _plain(text: str) -> dict[str, Any]:
    """The first line is a title where an empty line follows it."""
    lines = text.strip().splitlines()
    headed = len(lines) > 2 and not lines[1].strip() and len(lines[0]) <= LONGEST_TITLE
    title, body = (lines[0], "\n".join(lines[2:])) if headed else ("", text)
    return {"title": title, "text": body, "language": None, "published": None}


def _decoded(payload: bytes, media_type: str) -> str:
    declared = _CHARSET.search(media_type)
    text = _decoded_as(payload, ("utf-8-sig", declared[1] if declared else "utf-8", "cp1252"))
    return payload.decode("latin-1") if text is None else text


def _plain_breaks(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _clean(text: str) -> str:
    text = unicodedata.normalize("NFC", _CONTROL.sub("", _plain_breaks(text)))
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n ")


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())
