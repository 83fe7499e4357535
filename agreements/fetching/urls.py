"""Addresses: what may be asked for, and one spelling for one document. Pure: nothing is looked up."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import quote, unquote_to_bytes, urljoin, urlsplit

import idna

from agreements.fetching.errors import AddressRefused

LONGEST = 1900  # with room for a mark within a column of 2000
DEFAULT_PORTS = {"http": 80, "https": 443}
UNRESERVED = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
IN_PATH = "!$&'()*+,;=:@/"
IN_QUERY = IN_PATH + "?[]|"
SIMPLE = re.compile(r"[a-zA-Z0-9._~/-]*")  # nothing to encode, wherever it stands
# Campaign marks: they say who sent the reader, not what is read.
TRACKING = re.compile(
    r"^(utm_\w+|fbclid|gclid|dclid|gclsrc|msclkid|twclid|igshid|yclid|mc_cid|mc_eid|_hsenc|_hsmi|mkt_tok|ref_src|__twitter_impression)$",
    re.IGNORECASE,
)
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029\\]|[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart once, so that nothing later can read it in another way. `host` is ASCII, without []."""

    scheme: str
    host: str
    port: int
    path: str  # with the query, percent-encoded, beginning with "/"

    def __str__(self) -> str:
        return f"{self.origin}{self.path}"

    @property
    def netloc(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"


def target(url: str) -> Target:
    """Take an http or https address apart. Raises AddressRefused, which names the address and the reason."""
    url = url.strip()
    if unprintable := UNPRINTABLE.search(url):
        raise AddressRefused(f"The address {_shown(url)} holds {unprintable[0]!r}, which no address may.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefused(f"The address {_shown(url)} cannot be read: {error}.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise AddressRefused(f"The address {_shown(url)} is not http or https.")
    if port == 0:
        raise AddressRefused(f"The address {_shown(url)} names port 0, which is none.")
    if "@" in parts.netloc:
        raise AddressRefused(f"The address {_shown(url)} holds a user name; log-ins are not sent.")
    host = _host(parts.hostname or "", url)
    port = DEFAULT_PORTS[parts.scheme] if port is None else port
    query = f"?{_encoded(parts.query, IN_QUERY)}" if parts.query else ""
    found = Target(parts.scheme, host, port, _path(parts.path) + query)
    if len(str(found)) > LONGEST:
        raise AddressRefused(f"The address {_shown(url)[:80]}… is longer than {LONGEST} characters.")
    return found


def canonical(url: str) -> str:
    """The one spelling of a document's address: host in lower case, no default port, fragment or campaign mark."""
    return spelled(target(url))


def spelled(found: Target) -> str:
    """The address of a document in its one spelling, as of `canonical`."""
    path, _, query = found.path.partition("?")
    kept = [part for part in query.split("&") if part and not TRACKING.match(part.partition("=")[0])]
    return f"{found.origin}{path}" + (f"?{'&'.join(kept)}" if kept else "")


def joined(base: str, link: str) -> Target:
    """Where `link` leads from `base`, read as a browser would: line breaks drop out, spaces are encoded.

    Raises AddressRefused.
    """
    try:
        return target(urljoin(base, re.sub(r"[\t\r\n]", "", link).strip().replace(" ", "%20")))
    except ValueError as error:
        raise AddressRefused(f"The address {_shown(link)} cannot be read: {error}.") from None


def _host(host: str, url: str) -> str:
    try:
        host = (host if host.isascii() else idna.encode(host, uts46=True).decode()).rstrip(".")
    except idna.IDNAError as error:
        raise AddressRefused(f"The host of {_shown(url)} is no valid name: {error}.") from None
    if not host or "%" in host:
        raise AddressRefused(f"The address {_shown(url)} names no host, or hides it.")
    if ":" in host or re.fullmatch(r"0x[0-9a-f]*|\d+", host.rpartition(".")[2]):
        return _literal(host, url)
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in host.split(".")):
        raise AddressRefused(f"The host of {_shown(url)} is no valid name.")
    return host


def _literal(host: str, url: str) -> str:
    """An IP address in its one plain form: 127.1, 0x7f000001 and 2130706433 are ways to hide one."""
    try:
        return str(ip_address(host))
    except ValueError:
        raise AddressRefused(f"The host of {_shown(url)} is a number, but not a plain IP address.") from None


def _path(path: str) -> str:
    """Percent-encoded alike, dots resolved."""
    kept: list[str] = []
    parts = _encoded(path, IN_PATH).split("/")[1:]
    for part in parts:
        if part == "..":
            del kept[-1:]
        elif part != ".":
            kept.append(part)
    if parts and parts[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _encoded(text: str, kept: str) -> str:
    """Unreserved characters bare, everything else as %XX in capitals; what was encoded stays encoded."""
    if SIMPLE.fullmatch(text):
        return text
    pieces = re.split(r"(%[0-9A-Fa-f]{2})", text)  # every other one is an escape
    return "".join(_escape(piece) if n % 2 else quote(piece, safe=kept) for n, piece in enumerate(pieces))


def _escape(piece: str) -> str:
    char = unquote_to_bytes(piece).decode("latin-1")
    return char if char in UNRESERVED else piece.upper()


def _shown(url: str) -> str:
    """Short, on one line, without what might be a password."""
    return re.sub(r"//[^/?#]*@", "//…@", ascii(url)[1:-1])[:200]
