"""The only way to the network: every address is checked where it is dialled, and every read is counted and timed.

A name is looked up once, all its addresses must be public, and the connection goes to one of those: no second look-up
could answer differently. Proxies of the environment are not used. Redirects come back here as new connections.
"""

import socket
import ssl
import threading
from collections.abc import Callable, Iterable
from typing import Any

import httpcore2

from agreements.fetching import addresses
from agreements.fetching.budget import current
from agreements.fetching.errors import AddressRefused, Unreachable, Untrusted

PORTS = frozenset({80, 443})
MOST_ADDRESSES = 4  # of one name are tried, one after the other

Resolver = Callable[[str, int], list[str]]


def resolve(host: str, port: int) -> list[str]:
    """The addresses of `host`, in the order to try them. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Guard(httpcore2.NetworkBackend):
    """Dials public addresses on ports 80 and 443, and the `host:port` pairs of `allowed`. Raises AddressRefused."""

    def __init__(self, allowed: frozenset[tuple[str, int]] = frozenset(), resolver: Resolver | None = None) -> None:
        self._allowed, self._resolver = allowed, resolver or resolve
        self._sockets = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        seconds = current().limits.connect
        chosen = self.addresses(host, port)
        for number, address in enumerate(chosen, 1):
            try:
                stream = self._sockets.connect_tcp(address, port, current().left(seconds), None, socket_options)
                return Metered(stream, host)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                if number == len(chosen):
                    raise Unreachable(f"{host} does not answer on port {port}: {_reason(error)}.") from None
        raise Unreachable(f"{host} has no address.")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore2.NetworkStream:
        raise AddressRefused("Sockets of this machine are not dialled.")

    def addresses(self, host: str, port: int) -> list[str]:
        """Where to dial for `host`: all of its addresses checked. Raises AddressRefused or Unreachable."""
        free = (host, port) in self._allowed
        if not free and port not in PORTS:
            raise AddressRefused(f"Port {port} of {host} is not dialled, only {' and '.join(map(str, sorted(PORTS)))}.")
        found = [host] if addresses.is_literal(host) else self._look_up(host, port)
        for address in found:
            if not free and (why := addresses.closed(address)):
                raise AddressRefused(f"{host} leads to {address}, which is not public: {why}.")
        return found[:MOST_ADDRESSES]

    def _look_up(self, host: str, port: int) -> list[str]:
        """Look a name up in a thread: the C library cannot be told how long it may take."""
        result: list[list[str] | BaseException] = []

        def work() -> None:
            try:
                result.append(self._resolver(host, port))
            except BaseException as error:
                result.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(current().left(current().limits.connect))
        if not result:
            raise Unreachable(f"The name {host} could not be looked up: no answer.")
        if isinstance(result[0], OSError | UnicodeError):
            raise Unreachable(f"The name {host} could not be looked up: {_reason(result[0])}.")
        if isinstance(result[0], BaseException):
            raise result[0]
        return result[0]


class Metered(httpcore2.NetworkStream):
    """A connection whose every read and write keeps to the budget of whoever uses it now."""

    def __init__(self, stream: httpcore2.NetworkStream, host: str) -> None:
        self._stream, self._host = stream, host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        budget = current()
        data = self._stream.read(max_bytes, budget.left(budget.limits.silence))
        budget.spend(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, current().left(current().limits.silence))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        try:
            seconds = current().left(current().limits.connect)
            return Metered(self._stream.start_tls(ssl_context, server_hostname, seconds), self._host)
        except httpcore2.ConnectError as error:
            cause = error.args[0] if error.args else error
            if isinstance(cause, ssl.SSLCertVerificationError):
                raise Untrusted(f"{self._host} could not prove who it is: {cause.verify_message}.") from None
            raise Unreachable(f"No secure connection to {self._host}: {_reason(error)}.") from None
        except httpcore2.ConnectTimeout:
            raise Unreachable(f"No secure connection to {self._host}: no answer.") from None

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _reason(error: BaseException) -> str:
    """The plain words of an error of the operating system, without its number."""
    cause = error.args[0] if error.args and isinstance(error.args[0], BaseException) else error
    if isinstance(cause, TimeoutError | httpcore2.ConnectTimeout):
        return "no answer in time"
    if isinstance(cause, OSError) and cause.strerror:
        return str(cause.strerror).strip(".")
    return str(cause).strip(".") or type(cause).__name__
