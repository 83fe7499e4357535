"""A small web of test servers on loopback: what each path sends, byte for byte if need be, and who asked."""

import socket
import socketserver
import ssl
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Self

Raw = Callable[[socket.socket], None]


@dataclass
class Page:
    """What a path answers. With an `etag`, a request that knows it gets 304."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""

    def answer(self, asked: dict[str, str]) -> bytes:
        body, status = self.body, self.status
        headers = {"Content-Type": "text/html; charset=utf-8", **self.headers}
        if self.etag:
            headers["ETag"] = self.etag
            if asked.get("if-none-match") == self.etag:
                body, status = b"", 304
        if "Transfer-Encoding" not in headers:
            headers.setdefault("Content-Length", str(len(body)))
        lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    method: str = "GET"
    body: bytes = b""


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.connections += 1
        pending = b""
        while True:
            while b"\r\n\r\n" not in pending:
                try:
                    more = self.request.recv(65536)
                except OSError:
                    return
                if not more:
                    return
                pending += more
            head, _, pending = pending.partition(b"\r\n\r\n")
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
            length = int(headers.get("content-length", 0))
            while len(pending) < length:
                pending += self.request.recv(65536)
            body, pending = pending[:length], pending[length:]
            if not self._answer(site, first, headers, body):
                return

    def _answer(self, site: "Site", first: str, headers: dict[str, str], body: bytes) -> bool:
        method, path, _ = first.split(" ", 2)
        site.asked.append(Asked(path, headers, method, body))
        found = site.pages.get(path, Page(b"Nothing here.", 404))
        try:
            if isinstance(found, Page):
                self.request.sendall(found.answer(headers))
                return True
            found(self.request)
        except OSError:
            pass  # whoever asked hung up
        return False


class _Server(socketserver.ThreadingTCPServer):
    """A handshake that fails is told by whoever asked, not here."""

    allow_reuse_address = daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        connection.settimeout(10)
        return connection, address


class Site:
    """One origin. `pages[path]` is a Page, or a function that writes to the socket by itself."""

    def __init__(self, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> None:
        self.pages: dict[str, Page | Raw] = {}
        self.asked: list[Asked] = []
        self.connections = 0
        self._server = _Server((host, 0), _Handler)
        self._server.site = self  # type: ignore[attr-defined]
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.host, self.port = host, int(self._server.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def pair(self) -> str:
        return f"{self.host}:{self.port}"

    def url(self, path: str = "/") -> str:
        return f"http://{self.pair}{path}"

    def serve(self, path: str, body: bytes | str = b"", status: int = 200, etag: str = "", **headers: str) -> str:
        """Answer `path` from now on; header names with _ for -. Returns its address."""
        body = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        self.pages[path] = Page(body, status, named, etag)
        return self.url(path)

    def redirect(self, path: str, to: str, status: int = 302) -> str:
        return self.serve(path, b"Moved.", status, location=to)

    def raw(self, path: str, write: Raw) -> str:
        self.pages[path] = write
        return self.url(path)

    def times(self) -> dict[str, int]:
        """How often each path was asked for."""
        counts: dict[str, int] = defaultdict(int)
        for asked in self.asked:
            counts[asked.path] += 1
        return counts


@contextmanager
def canary() -> Iterator[Site]:
    """A server that nobody should ever reach: `connections` must stay 0."""
    with Site() as site:
        site.pages["/"] = Page(b"secret")
        yield site


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip(parts: int, seconds: float, head: bytes = HEAD + b"\r\n", part: bytes = b"x") -> Raw:
    """Send `head`, then `part` again and again with pauses. Stops when the other side hangs up."""

    def write(sock: socket.socket) -> None:
        sock.sendall(head)
        stop = threading.Event()
        for _ in range(parts):
            stop.wait(seconds)
            sock.sendall(part)

    return write


def endless(part: bytes, times: int = 100_000, head: bytes = HEAD + b"\r\n") -> Raw:
    """Send `part` without end, as far as a test may go."""

    def write(sock: socket.socket) -> None:
        sock.sendall(head)
        for _ in range(times):
            sock.sendall(part)

    return write
