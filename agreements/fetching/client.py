"""One guarded request: checked addresses on every hop, a deadline, caps, TLS verified, redirects followed by hand.

On httpcore2 itself, without httpx2 above it: address, redirects, unpacking and limits are our own anyway, and a request
costs half (0.15 ms of processor time against 0.28).
"""

import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore2

from agreements.fetching import config, unpacking, urls
from agreements.fetching.budget import PAGE, Budget, Limits, shown, within
from agreements.fetching.errors import (
    BadAnswer,
    Denied,
    Gone,
    ServerTrouble,
    TooLarge,
    TooSlow,
    Unreachable,
)
from agreements.fetching.guard import Guard
from agreements.fetching.urls import Target

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HEADERS = 200
IDLE = 30  # seconds that a connection is kept for the next request to the same host
CONNECTIONS = 128  # more than looks under way in one process
ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/xml;q=0.9, */*;q=0.5"

Permit = Callable[[Target], None]


@dataclass(frozen=True, slots=True)
class Ask:
    """How to ask, beside the address. `headers`: for the origin that is asked and no other, such as a key.

    `body`: posted, as `content_type`; None: nothing is posted. `pause`: seconds to leave the host alone afterwards,
    for whoever keeps pauses.
    """

    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = ""
    pause: float = 0

    def sent(self, first: Target, target: Target) -> list[tuple[str, str]]:
        """What is sent to `target`, when `first` was asked for."""
        own = list(self.headers.items()) if target.origin == first.origin else []
        return own if self.body is None else [*own, ("Content-Type", self.content_type)]


PLAIN = Ask()


@dataclass(frozen=True, slots=True)
class Response:
    """What came. `status`: 200 to 299, 304 for "not modified", None for a file. `headers`: names in lower case.

    `url`: as asked for; `final_url`: where the redirects led, each of which stands in `redirects`.
    """

    url: str
    final_url: str
    content: bytes
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    redirects: tuple[str, ...] = ()

    @property
    def not_modified(self) -> bool:
        return self.status == 304


class Client:
    """Reuses connections; safe between threads, not after a fork. `guard` and `tls` are for tests."""

    def __init__(self, guard: Guard | None = None, tls: ssl.SSLContext | None = None, agent: str | None = None) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=tls or httpcore2.default_ssl_context(),
            max_connections=CONNECTIONS,
            keepalive_expiry=IDLE,
            network_backend=guard or Guard(config.allowed()),
        )
        self._agent = agent or config.user_agent()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._pool.close()

    def get(
        self,
        url: str,
        *,
        etag: str = "",
        last_modified: str = "",
        limits: Limits = PAGE,
        permit: Permit | None = None,
        ask: Ask = PLAIN,
    ) -> Response:
        """Fetch `url`. `etag`, `last_modified`: of what we have; the answer may then be "not modified".

        `permit` is asked about every hop before it is dialled and may raise. What is posted goes to `url` alone: a
        redirect of it is an error. Raises the classes of `errors`.
        """
        headers = self._headers(etag, last_modified)
        target = first = urls.target(url)
        hops = [str(target)]
        with within(limits) as budget:
            while True:
                if permit:
                    permit(target)
                answer = self._exchange(target, [*headers, *ask.sent(first, target)], ask.body, budget)
                if isinstance(answer, Response):
                    if answer.not_modified and not (etag or last_modified):
                        raise BadAnswer(f"{target.host} says that nothing changed (304), but nothing was known.")
                    return _arrived(answer, url, hops)
                target = _next(target, answer, hops, limits)
                if ask.body is not None:
                    raise BadAnswer(f"What is posted there is redirected to {target}; put that address instead.")
                hops.append(str(target))

    def _headers(self, etag: str, last_modified: str) -> list[tuple[str, str]]:
        headers = [("User-Agent", self._agent), ("Accept", ACCEPT), ("Accept-Encoding", unpacking.ACCEPTED)]
        if etag:
            headers.append(("If-None-Match", etag))
        if last_modified:
            headers.append(("If-Modified-Since", last_modified))
        return headers

    def _exchange(
        self, target: Target, headers: list[tuple[str, str]], body: bytes | None, budget: Budget
    ) -> Response | str:
        """One request: a response, or the address that it redirects to."""
        address = httpcore2.URL(
            scheme=target.scheme, host=target.host, port=target.port, target=target.path.encode("ascii")
        )
        try:
            with self._pool.stream(
                "GET" if body is None else "POST",
                address,
                headers=[("Host", target.netloc), *headers],
                content=body,
                extensions={"timeout": {"pool": budget.left(budget.limits.connect)}},
            ) as answer:
                return _read(answer, target, budget)
        except (httpcore2.ReadTimeout, httpcore2.WriteTimeout):
            budget.left()
            raise TooSlow(f"{target.host} sent nothing for {budget.limits.silence:g} seconds.") from None
        except httpcore2.PoolTimeout:
            raise TooSlow(f"All {CONNECTIONS} connections are in use.") from None
        except httpcore2.ProtocolError as error:
            raise _misspoken(target, error) from None
        except httpcore2.NetworkError as error:
            raise Unreachable(f"The connection to {target.host} broke: {error}.") from None


def _read(answer: httpcore2.Response, target: Target, budget: Budget) -> Response | str:
    headers = _headers_of(answer.headers)
    if answer.status in REDIRECTS and headers.get("location"):
        return _as_utf8(headers["location"])  # the body stays unread: that closes the connection
    _check_status(answer.status, headers, target)
    if answer.status == 304:
        answer.read()  # it has no body; with that said, the connection can be used again
        return Response(str(target), str(target), b"", 304, headers)
    declared = headers.get("content-length", "")
    if declared.isdigit() and int(declared) > min(budget.limits.size, budget.limits.wire):
        raise TooLarge(
            f"The body is announced as {shown(int(declared))}; at most {shown(budget.limits.size)} are taken."
        )
    body = unpacking.Body(headers.get("content-encoding", ""), budget.limits)
    for data in answer.iter_stream():
        budget.left()
        body.add(data)
        budget.hold(body.size)
    return Response(str(target), str(target), body.content(), answer.status, headers)


def _headers_of(raw: list[tuple[bytes, bytes]]) -> dict[str, str]:
    if len(raw) > MOST_HEADERS:
        raise TooLarge(f"The answer has {len(raw)} headers; at most {MOST_HEADERS} are taken.")
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


def _as_utf8(header: str) -> str:
    """Addresses beyond ASCII are sent as UTF-8, whatever the standard of headers says."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeDecodeError:
        return header


def _check_status(status: int, headers: dict[str, str], target: Target) -> None:
    if status == 304 or (200 <= status < 300 and status != 206):
        return
    later = _retry_after(headers.get("retry-after", ""))
    if status in (404, 410):
        raise Gone(f"{target.host} says that there is nothing at this address ({status}).", status=status)
    if status in (401, 403, 451):
        raise Denied(f"{target.host} does not let us in ({status}).", status=status, retry_after=later)
    if status == 429:
        raise ServerTrouble(f"{target.host} asks us to come less often (429).", status=status, retry_after=later)
    if status in (408, 425) or status >= 500:
        raise ServerTrouble(f"{target.host} has trouble of its own ({status}).", status=status, retry_after=later)
    raise BadAnswer(f"{target.host} answers with status {status}, which is not a page.", status=status)


def _retry_after(value: str) -> float | None:
    """Seconds from now, of a number or a date."""
    if value.strip().isdigit():
        return float(value)
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _next(target: Target, location: str, hops: list[str], limits: Limits) -> Target:
    found = urls.joined(str(target), location)
    if len(hops) > limits.redirects:
        raise BadAnswer(f"It redirects more than {limits.redirects} times.")
    if str(found) in hops:
        raise BadAnswer(f"It redirects in a circle, back to {found}.")
    if target.scheme == "https" and found.scheme == "http":
        raise BadAnswer(f"It redirects from https to http ({found}), which anybody could change on the way.")
    return found


def _arrived(answer: Response, url: str, hops: list[str]) -> Response:
    return Response(url, hops[-1], answer.content, answer.status, answer.headers, tuple(hops[:-1]))


def _misspoken(target: Target, error: Exception) -> BadAnswer | Unreachable:
    reason = str(error)
    if "disconnected" in reason or "closed" in reason:
        return Unreachable(f"{target.host} closed the connection before all was sent.")
    if "too long" in reason or "maximum" in reason:
        return TooLarge(f"The head of the answer of {target.host} is too long.")
    return BadAnswer(f"{target.host} does not speak HTTP as it should: {reason[:200]}.")
