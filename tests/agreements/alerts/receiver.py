"""A webhook of somebody's on loopback: what came, and what it is answered."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from agreements.alerts import delivering


@dataclass(frozen=True)
class Came:
    path: str
    headers: dict[str, str]
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        came = Came(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
        receiver.came.append(came)
        receiver.on_arrival(came)
        self.send_response(receiver.status)
        for name, value in {"Content-Length": "0", **receiver.headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        pass  # whoever called hung up


class Receiver:
    """`status`, `headers`: of the next answers. `on_arrival`: called before each."""

    def __init__(self) -> None:
        self.came: list[Came] = []
        self.status, self.headers = 204, dict[str, str]()
        self.on_arrival: Callable[[Came], None] = lambda came: None
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.receiver = self  # type: ignore[attr-defined]
        self.pair = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.pair}/hook"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *error: Any) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def reachable(settings: Any) -> Iterator[Receiver]:
    """A receiver that may be reached although it is on this machine."""
    with Receiver() as receiver:
        settings.FETCH_ALLOW = [receiver.pair]
        delivering.client.cache_clear()
        yield receiver
        delivering.client().close()
    delivering.client.cache_clear()
