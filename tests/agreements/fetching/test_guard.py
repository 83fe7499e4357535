"""Where connections go. The canary stands on loopback and must never be reached."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from agreements.errors import EntenteError
from agreements.fetching import guard
from agreements.fetching.budget import Limits, within
from agreements.fetching.client import Client
from agreements.fetching.errors import AddressRefused, Unreachable
from tests.agreements.fetching.site import Site, canary
from tests.agreements.fetching.test_addresses import PRIVATE


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on this machine, on a port that the guard would dial, and an environment that points at it."""
    with canary() as site:
        monkeypatch.setattr(guard, "PORTS", frozenset({80, 443, site.port}))
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, site.url())
        yield site


def refused(url: str, *answers: str) -> str:
    """Why `url` is not fetched, where its name has the addresses `answers`."""
    resolver = (lambda host, port: list(answers)) if answers else None
    with Client(guard.Guard(resolver=resolver)) as client, pytest.raises(EntenteError) as error:
        client.get(url, limits=Limits(seconds=3))
    assert isinstance(error.value, AddressRefused)
    return str(error.value)


SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.0x0.0x0.0x1",
    "0177.0.0.1",
    "017700000001",
    "00000177.0.0.1",
    "127.0.0.1.",
    "0",
    "0.0.0.0",  # noqa: S104
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[::1%25lo]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "１２７.0.0.1",
    "①②⑦.⓪.⓪.①",
    "127。0。0。1",
    "user@127.0.0.1",
    "example.org@127.0.0.1",
    "%31%32%37.0.0.1",
    "127.0.0.1%2f@example.org",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_this_machine_is_not_dialled_however_it_is_spelt(host: str, secret: Site) -> None:
    assert refused(f"http://{host}:{secret.port}/")
    assert secret.connections == 0


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_to_a_closed_address_is_refused(address: str, secret: Site) -> None:
    assert address in refused(f"http://innocent.example:{secret.port}/", address)
    assert secret.connections == 0


def test_one_closed_address_among_public_ones_is_enough_to_refuse(secret: Site) -> None:
    assert "127.0.0.1" in refused(f"http://mixed.example:{secret.port}/", "1.1.1.1", "127.0.0.1")
    assert secret.connections == 0


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 11211])
def test_other_ports_are_not_dialled(port: int) -> None:
    assert f"Port {port}" in refused(f"http://innocent.example:{port}/", "1.1.1.1")


def test_a_name_is_looked_up_once_and_its_checked_address_is_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers differently the second time (rebinding) has no second time."""
    answers = iter(["1.1.1.1", "127.0.0.1"])
    dialled: list[str] = []

    def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        dialled.append(address[0])
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    with within(Limits()), pytest.raises(Unreachable, match="does not answer on port 80: Connection refused"):
        guard.Guard(resolver=lambda host, port: [next(answers)]).connect_tcp("rebinding.example", 80)
    assert dialled == ["1.1.1.1"]


def test_every_public_address_is_tried_until_one_answers(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    real, dialled = socket.create_connection, []

    def connect(address: tuple[str, int], *args: Any, **kwargs: Any) -> socket.socket:
        dialled.append(address[0])
        if address[0] == "2606:4700::1111":
            raise OSError(101, "Network is unreachable")
        return real(("127.0.0.1", site.port), *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", connect)
    site.serve("/", "Hello")
    with Client(guard.Guard(resolver=lambda host, port: ["2606:4700::1111", "1.1.1.1"])) as client:
        assert client.get("http://two.example/").content == b"Hello"
    assert dialled == ["2606:4700::1111", "1.1.1.1"]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_redirect_to_this_machine_is_refused(host: str, status: int, site: Site, secret: Site) -> None:
    site.redirect("/", f"http://{host}:{secret.port}/", status)
    with Client() as client, pytest.raises(AddressRefused):
        client.get(site.url())
    assert secret.connections == 0


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:6379/_FLUSHALL"])
def test_a_redirect_to_another_scheme_is_refused(to: str, site: Site, client: Client) -> None:
    site.redirect("/", to)
    with pytest.raises(AddressRefused):
        client.get(site.url())


def test_what_is_allowed_is_one_host_and_port(site: Site, secret: Site, client: Client) -> None:
    site.serve("/", "Hello")
    assert client.get(site.url()).content == b"Hello"
    with pytest.raises(AddressRefused, match="leads to 127.0.0.1"):
        client.get(f"http://localhost:{secret.port}/")
    assert secret.connections == 0


def test_proxies_of_the_environment_are_not_used(site: Site, secret: Site, client: Client) -> None:
    site.serve("/", "Hello")
    assert client.get(site.url()).content == b"Hello"
    assert (site.connections, secret.connections) == (1, 0)


def test_a_name_without_address_is_unreachable() -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with Client(guard.Guard(resolver=unknown)) as client, pytest.raises(Unreachable) as error:
        client.get("http://nowhere.example/")
    assert str(error.value) == "The name nowhere.example could not be looked up: Name or service not known."


def test_a_name_server_that_does_not_answer_is_not_waited_for() -> None:
    import threading

    never = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        never.wait(20)
        return []

    with Client(guard.Guard(resolver=slow)) as client, pytest.raises(Unreachable, match="no answer"):
        client.get("http://slow.example/", limits=Limits(seconds=5, connect=0.2))
    never.set()


def test_sockets_of_this_machine_are_not_dialled() -> None:
    with pytest.raises(AddressRefused):
        guard.Guard().connect_unix_socket("/run/x")
