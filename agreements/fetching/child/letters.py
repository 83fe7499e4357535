"""Which letters the bytes stand for, when what declares it may be wrong."""

import codecs
import re
from dataclasses import dataclass

BOMS = (  # the longer first: UTF-32 begins like UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark: the first letter of XML, HTML or JSON, or a space, says how wide letters are. The wider first.
BARE = tuple(
    (first.encode(encoding), encoding)
    for encoding in ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
    for first in "<{[ \n"
)
EBCDIC = (b"\x4c\x6f\xa7\x94\x93", "cp037")  # "<?xml": the code of mainframes; which one, it says in these letters
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
IN_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)["']""")
IN_HTML = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
HEAD = 4096
SHIFTING = ("iso2022", "hz")  # write every letter in bytes that are ASCII too
# Decoders that stand for no letters, or are never meant: bytes to bytes, escapes, Python's own.
NEVER = re.compile(
    r"(base64|hex|bz2|zlib|zip|quopri|uu|rot|escape|idna|punycode|undefined|mbcs|oem|utf-?7)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Letters:
    """`text` and the encoding that gave it. `note`: what was wrong with what had been declared; "" if nothing."""

    text: str
    encoding: str
    note: str = ""


def read(data: bytes, content_type: str = "") -> Letters:
    """Decode `data`: by its byte order mark, else as UTF-8 if it is, else as declared, else as windows-1252.

    Bytes that happen to be valid UTF-8 beyond ASCII are UTF-8, whatever is declared: chance does not produce them.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Letters(data[len(mark) :].decode(encoding, "replace"), encoding)
    for mark, encoding in BARE:
        if data.startswith(mark):
            return Letters(data.decode(encoding, "replace"), encoding)
    if data.startswith(EBCDIC[0]):
        return _ebcdic(data)
    declared = _declared(data, content_type)
    decoder = _decoder(declared)
    if decoder.startswith(SHIFTING) and data.isascii():
        return Letters(data.decode(decoder, "replace"), decoder)
    note = f"Declared as {declared}, which is not known" if declared and not decoder else ""
    for encoding in ("utf-8", decoder, "windows-1252"):
        try:
            text = data.decode(encoding) if encoding else None
        except (ValueError, LookupError):
            continue
        if text is not None:
            if decoder and decoder != encoding and not data.isascii():
                note = f"Declared as {declared}, but is not"
            return Letters(text, encoding, f"{note}; read as {encoding}." if note else "")
    return Letters(
        data.decode("windows-1252", "replace"),
        "windows-1252",
        f"{note or 'In no encoding that fits'}; read as windows-1252, some letters lost.",
    )


def _ebcdic(data: bytes) -> Letters:
    head = data[:HEAD].decode(EBCDIC[1]).encode("latin-1", "replace")
    named = _decoder(_declared(head, ""))
    encoding = named if named and "<?xml".encode(named, "replace") == EBCDIC[0] else EBCDIC[1]
    return Letters(data.decode(encoding, "replace"), encoding)


def _declared(data: bytes, content_type: str) -> str:
    if found := CHARSET.search(content_type):
        return found[1]
    found_in = IN_XML.search(data[:HEAD]) or IN_HTML.search(data[:HEAD])
    return found_in[1].decode("latin-1") if found_in else ""


def _decoder(name: str) -> str:
    """The codec of a declared name, "" for none. As on the web, Latin-1 and ASCII mean windows-1252."""
    try:
        found = codecs.lookup(name).name if name and not NEVER.search(name) else ""
    except LookupError:
        return ""
    return "windows-1252" if found in ("iso8859-1", "ascii", "cp1252") else found
