"""HTML → text as a reader would see it: one line to a block, no script, no markup. For the short pieces in feeds."""

import re
import unicodedata
from html.parser import HTMLParser

BLOCKS = re.compile(
    r"address|article|aside|blockquote|br|caption|d[dlt]|div|fieldset|figcaption|figure|footer|form|h[1-6r]|header|li|"
    r"main|nav|ol|p|pre|section|table|t[dhr]|ul"
)
HIDDEN = frozenset({"head", "script", "style", "template", "title", "noscript", "svg", "math"})
# Not to be kept in a database, a log or a page: controls, and halves of characters.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffe\uffff]|[\ud800-\udfff]")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in HIDDEN
        if BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in HIDDEN))
        if BLOCKS.fullmatch(tag):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data.replace("\n", " "))  # a line end in the source is a space to the reader


def clean(text: str) -> str:
    """In composed letters (NFC), without control characters and lone surrogates, with one kind of line end."""
    return unicodedata.normalize("NFC", UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def text_of(html: str) -> str:
    """The text of an HTML fragment: blocks on lines of their own, spaces single."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (one_line(line) for line in "".join(parser.parts).split("\n"))
    return "\n".join(line for line in lines if line)
