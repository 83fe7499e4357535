"""One GET: what is taken, what is refused, and in which words."""

import gzip
import os
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from agreements.errors import PermanentError, TemporaryError
from agreements.fetching.budget import MIB, Limits, within
from agreements.fetching.client import Ask, Client
from agreements.fetching.errors import (
    AddressRefused,
    BadAnswer,
    Denied,
    Gone,
    ServerTrouble,
    TooLarge,
    TooSlow,
    Unreachable,
    Untrusted,
)
from tests.agreements.fetching.site import HEAD, Site, drip, endless

SMALL = Limits(seconds=5, wire=2 * MIB, size=2 * MIB)


def fails(client: Client, url: str, kind: type[Exception], limits: Limits = SMALL) -> str:
    with pytest.raises(kind) as error:
        client.get(url, limits=limits)
    return str(error.value)


# --- What is taken ---------------------------------------------------------------------------------------------------


def test_a_page_comes_with_its_status_headers_and_address(site: Site, client: Client) -> None:
    url = site.serve("/a", "Hello", etag='"1"')
    answer = client.get(url)
    assert (answer.status, answer.content, answer.url, answer.final_url) == (200, b"Hello", url, url)
    assert answer.headers["etag"] == '"1"'


def test_what_did_not_change_is_not_sent_again(site: Site, client: Client) -> None:
    url = site.serve("/a", "Hello", etag='"1"')
    answer = client.get(url, etag='"1"')
    assert answer.not_modified and answer.content == b""
    client.get(url, last_modified="Mon, 03 Feb 2025 10:00:00 GMT")
    assert site.asked[-1].headers["if-modified-since"] == "Mon, 03 Feb 2025 10:00:00 GMT"


def test_what_is_posted_goes_with_its_kind_and_nothing_is_posted_otherwise(site: Site, client: Client) -> None:
    url = site.serve("/q", "[]")
    assert (
        client.get(url, ask=Ask(body=b"year=2026", content_type="application/x-www-form-urlencoded")).content == b"[]"
    )
    assert client.get(url).content == b"[]", "on the same connection"
    posted, plain = site.asked
    assert (posted.method, posted.body, posted.headers["content-length"]) == ("POST", b"year=2026", "9")
    assert posted.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (plain.method, "content-type" in plain.headers) == ("GET", False)


def test_an_empty_body_is_posted_too(site: Site, client: Client) -> None:
    client.get(site.serve("/q", "[]"), ask=Ask(body=b"", content_type="application/json"))
    assert (site.asked[0].method, site.asked[0].headers["content-length"]) == ("POST", "0")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_what_is_posted_is_sent_on_to_nobody(status: int, site: Site, client: Client) -> None:
    site.serve("/there")
    url = site.redirect("/q", "/there", status)
    with pytest.raises(BadAnswer, match="posted there is redirected to .*/there; put that address instead"):
        client.get(url, ask=Ask(body=b"x", content_type="text/plain"))
    assert [each.path for each in site.asked] == ["/q"]


def test_headers_of_a_question_follow_a_redirect_within_the_site(site: Site, client: Client) -> None:
    site.serve("/there")
    client.get(site.redirect("/here", "/there"), ask=Ask({"X-Api-Key": "k"}))
    assert [each.headers.get("x-api-key") for each in site.asked] == ["k", "k"]


def test_headers_of_a_question_do_not_leave_the_site(site: Site, settings: Any) -> None:
    with Site("127.0.0.2") as other:
        settings.FETCH_ALLOW = [site.pair, other.pair]
        other.redirect("/there", site.url("/back"))
        site.serve("/back")
        with Client() as client:
            client.get(site.redirect("/here", other.url("/there")), ask=Ask({"X-Api-Key": "k"}))
        assert "x-api-key" not in other.asked[0].headers
    assert [each.headers.get("x-api-key") for each in site.asked] == ["k", "k"], "back home it is asked for again"


def test_not_modified_without_having_asked_is_a_bad_answer(site: Site, client: Client) -> None:
    site.serve("/a", status=304)
    assert "304" in fails(client, site.url("/a"), BadAnswer)


def test_we_say_who_we_are(site: Site, settings: object) -> None:
    settings.SITE_URL, settings.VERSION = "https://entente.example", "1.2"  # type: ignore[attr-defined]
    site.serve("/")
    with Client() as client:
        client.get(site.url())
    assert site.asked[0].headers["user-agent"] == "Entente/1.2 (+https://entente.example)"
    assert "cookie" not in site.asked[0].headers


def test_a_connection_is_used_again(site: Site, client: Client) -> None:
    site.serve("/")
    for _ in range(5):
        client.get(site.url())
    assert site.connections == 1


def test_a_connection_is_used_again_also_when_nothing_changed(site: Site, client: Client) -> None:
    site.serve("/", etag='"1"')
    for _ in range(5):
        client.get(site.url(), etag='"1"')
    assert site.connections == 1


def test_a_packed_body_is_unpacked(site: Site, client: Client) -> None:
    site.serve("/", gzip.compress(b"a" * 1000) + gzip.compress(b"b"), content_encoding="gzip")
    assert client.get(site.url()).content == b"a" * 1000 + b"b"


# --- Redirects -------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_told(site: Site, client: Client) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", site.url("/c"), 301)
    site.serve("/c", "Here")
    answer = client.get(site.url("/a"))
    assert (answer.final_url, answer.content) == (site.url("/c"), b"Here")
    assert answer.redirects == (site.url("/a"), site.url("/b"))


def test_an_address_beyond_ascii_is_followed(site: Site, client: Client) -> None:
    site.redirect("/a", "/señal".encode().decode("latin-1"))
    site.serve("/se%C3%B1al", "Here")
    assert client.get(site.url("/a")).content == b"Here"


def test_a_circle_of_redirects_ends(site: Site, client: Client) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "in a circle" in fails(client, site.url("/a"), BadAnswer)
    assert len(site.asked) == 2


def test_a_chain_of_redirects_ends_after_five(site: Site, client: Client) -> None:
    for number in range(9):
        site.redirect(f"/{number}", f"/{number + 1}")
    assert "more than 5 times" in fails(client, site.url("/0"), BadAnswer)
    assert len(site.asked) == 6


def test_the_body_of_a_redirect_is_not_read(site: Site, client: Client) -> None:
    head = f"HTTP/1.1 302 Found\r\nLocation: {site.url('/b')}\r\nContent-Length: 99999999999\r\n\r\n"
    site.raw("/a", endless(b"x" * 65536, head=head.encode()))
    site.serve("/b", "Here")
    began = time.monotonic()
    assert client.get(site.url("/a"), limits=SMALL).content == b"Here"
    assert time.monotonic() - began < 2


def test_every_hop_needs_a_permit(site: Site, client: Client) -> None:
    site.redirect("/a", "/b")
    site.serve("/b")

    def permit(target: object) -> None:
        if str(target).endswith("/b"):
            raise Denied("Not there.")

    with pytest.raises(Denied):
        client.get(site.url("/a"), permit=permit)
    assert [asked.path for asked in site.asked] == ["/a"]


def test_a_redirect_without_an_address_is_a_bad_answer(site: Site, client: Client) -> None:
    site.serve("/", status=302)
    assert "302" in fails(client, site.url(), BadAnswer)


# --- Refusals by the server ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "kind", "temporary"),
    [
        (401, Denied, False),
        (403, Denied, False),
        (404, Gone, False),
        (410, Gone, False),
        (451, Denied, False),
        (400, BadAnswer, False),
        (418, BadAnswer, False),
        (206, BadAnswer, False),
        (429, ServerTrouble, True),
        (500, ServerTrouble, True),
        (503, ServerTrouble, True),
    ],
)
def test_a_status_says_whether_to_come_back(
    status: int, kind: type[Exception], temporary: bool, site: Site, client: Client
) -> None:
    site.serve("/", "No.", status)
    with pytest.raises(kind, match=str(status)) as error:
        client.get(site.url())
    assert isinstance(error.value, TemporaryError) is temporary
    assert isinstance(error.value, PermanentError) is not temporary
    assert error.value.status == status  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("120", 120, 120), ("Fri, 01 Jan 2100 00:00:00 GMT", 1e9, 1e10), ("Fri, 01 Jan 1999 00:00:00 GMT", 0, 0)],
)
def test_the_server_may_say_when_to_come_back(value: str, low: float, high: float, site: Site, client: Client) -> None:
    site.serve("/", "No.", 429, retry_after=value)
    with pytest.raises(ServerTrouble) as error:
        client.get(site.url())
    assert error.value.retry_after is not None and low <= error.value.retry_after <= high


@pytest.mark.parametrize("value", ["soon", "-1", "1e400", "Fri, 99 Jan 2100"])
def test_a_time_to_come_back_that_makes_no_sense_is_none(value: str, site: Site, client: Client) -> None:
    site.serve("/", "No.", 503, retry_after=value)
    with pytest.raises(ServerTrouble) as error:
        client.get(site.url())
    assert error.value.retry_after is None


# --- Too slow, too large ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [HEAD + b"\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 O"],
    ids=["body", "chunks", "headers", "status line"],
)
def test_a_slow_drip_ends_at_the_deadline(head: bytes, site: Site, client: Client) -> None:
    part = b"1\r\nx\r\n" if b"chunked" in head else b"x"
    site.raw("/", drip(200, 0.05, head, part))
    began = time.monotonic()
    assert "after 0.5 seconds" in fails(client, site.url(), TooSlow, Limits(seconds=0.5))
    assert time.monotonic() - began < 1.5


def test_a_server_that_falls_silent_is_left(site: Site, client: Client) -> None:
    site.raw("/", drip(1, 5))
    began = time.monotonic()
    assert "sent nothing for 0.3 seconds" in fails(client, site.url(), TooSlow, Limits(seconds=20, silence=0.3))
    assert time.monotonic() - began < 1.5


def test_redirects_share_one_deadline(site: Site, client: Client) -> None:
    for number in range(5):
        head = f"HTTP/1.1 302 Found\r\nLocation: /{number + 1}\r\nContent-Length: 0\r\n"
        site.raw(f"/{number}", drip(1, 0.2, head.encode(), b"\r\n"))
    began = time.monotonic()
    fails(client, site.url("/0"), TooSlow, Limits(seconds=0.6))
    assert time.monotonic() - began < 1.5


def test_a_request_keeps_to_the_deadline_around_it(site: Site, client: Client) -> None:
    site.raw("/", drip(200, 0.05))
    with within(Limits(seconds=0.4)):
        assert "after 0.4 seconds" in fails(client, site.url(), TooSlow, Limits(seconds=10))


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (HEAD + b"\r\n", b"x" * 65536),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
        (HEAD, b"X-Flood: " + b"y" * 1000 + b"\r\n"),
        (HEAD + b"X-Long: ", b"y" * 65536),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" * 100),
        (b"", b"\x00" * 65536),
    ],
    ids=["body", "chunks", "headers", "one header", "hints", "no HTTP"],
)
def test_what_never_ends_is_cut_off(head: bytes, part: bytes, site: Site, client: Client) -> None:
    site.raw("/", endless(part, head=head))
    began = time.monotonic()
    fails(client, site.url(), BadAnswer)
    assert time.monotonic() - began < 4


def test_a_body_announced_as_too_large_is_not_begun(site: Site, client: Client) -> None:
    site.raw("/", lambda sock: sock.sendall(HEAD + b"Content-Length: 52428800\r\n\r\n"))
    assert fails(client, site.url(), TooLarge) == "The body is announced as 50 MiB; at most 2 MiB are taken."


def test_a_flood_of_headers_is_refused(site: Site, client: Client) -> None:
    site.raw("/", lambda sock: sock.sendall(HEAD + b"A: b\r\n" * 300 + b"Content-Length: 0\r\n\r\n"))
    assert "at most 200" in fails(client, site.url(), TooLarge)


def bomb(size: int, times: int = 1) -> bytes:
    data = b"\x00" * size
    for _ in range(times):
        data = gzip.compress(data, 9)
    return data


@pytest.mark.parametrize(
    ("body", "encoding", "reason"),
    [
        (bomb(1 * MIB + 10_000), "gzip", "more than 100 times"),
        (bomb(100 * MIB), "gzip", "larger than 2 MiB"),
        (bomb(MIB, 2), "gzip", "packed twice"),
        (bomb(MIB, 2), "gzip, gzip", "packed more than once"),
        (b"\x1b\x00", "br", "'br', which was not asked for"),
        (zlib.compress(b"x"), "deflate", "not asked for"),
        (b"plain", "gzip", "not the gzip"),
        (b"\x1f\x8b\x08" + b"\xff" * 50, "gzip", "not the gzip"),
    ],
    ids=["bomb", "large bomb", "bomb in a bomb", "and declared", "brotli", "deflate", "not packed", "damaged"],
)
def test_a_packed_body_that_hides_something_is_refused(
    body: bytes, encoding: str, reason: str, site: Site, client: Client
) -> None:
    site.serve("/", body, content_encoding=encoding)
    assert reason in fails(client, site.url(), BadAnswer)


def test_a_packed_body_cannot_unpack_beyond_the_cap(site: Site, client: Client) -> None:
    half_dull = b"".join(os.urandom(512) + bytes(3584) for _ in range(1024))
    site.serve("/", gzip.compress(half_dull, 1), content_encoding="gzip")
    assert "larger than 2 MiB" in fails(client, site.url(), TooLarge)


# --- Broken answers --------------------------------------------------------------------------------------------------


def hang_up(sock: socket.socket) -> None:
    sock.shutdown(socket.SHUT_RDWR)


def reset(sock: socket.socket) -> None:
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    sock.close()


@pytest.mark.parametrize(
    ("write", "kind"),
    [
        (hang_up, Unreachable),
        (reset, Unreachable),
        (lambda sock: sock.sendall(HEAD + b"Content-Length: 10\r\n\r\nabc"), Unreachable),
        (lambda sock: sock.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab"), Unreachable),
        (
            lambda sock: sock.sendall(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 99)[:20]),
            Unreachable,
        ),
        (lambda sock: sock.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"), BadAnswer),
        (lambda sock: sock.sendall(HEAD + b"Content-Length: x\r\n\r\n"), BadAnswer),
        (lambda sock: sock.sendall(HEAD + b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n"), BadAnswer),
        (lambda sock: sock.sendall(HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n"), BadAnswer),
        (lambda sock: sock.sendall(HEAD + b"Transfer-Encoding: gzip\r\n\r\n"), BadAnswer),
        (lambda sock: sock.sendall(HEAD + b"Bad Header\r\n\r\n"), BadAnswer),
    ],
)
def test_an_answer_that_breaks_off_or_is_no_http_says_so(
    write: Callable[[socket.socket], None], kind: type[Exception], site: Site, client: Client
) -> None:
    site.raw("/", write)
    assert fails(client, site.url(), kind).endswith(".")
    site.serve("/", "Hello")
    assert client.get(site.url()).content == b"Hello", "the client must go on after a failure"


def test_a_port_where_nobody_listens_is_unreachable(settings: object) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings.FETCH_ALLOW = [f"127.0.0.1:{port}"]  # type: ignore[attr-defined]
    with Client() as client:
        assert f"on port {port}: Connection refused" in fails(client, f"http://127.0.0.1:{port}/", Unreachable)


def test_an_allowance_that_is_no_pair_is_an_error(settings: object) -> None:
    settings.FETCH_ALLOW = ["localhost"]  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="host:port"):
        Client()


def test_an_address_with_a_user_name_is_refused_before_anything_is_sent(site: Site, client: Client) -> None:
    with pytest.raises(AddressRefused):
        client.get(f"http://user:secret@{site.pair}/")
    assert site.connections == 0


# --- TLS -------------------------------------------------------------------------------------------------------------
CERTIFICATE = Path(__file__).parent / "data" / "self-signed.pem"


@pytest.fixture
def secure(settings: object) -> Iterator[Site]:
    """A server with a certificate of its own making, for localhost and 127.0.0.1."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with Site(tls=context) as site:
        settings.FETCH_ALLOW = [site.pair]  # type: ignore[attr-defined]
        site.serve("/", "Hello")
        yield site


def test_a_server_that_cannot_prove_who_it_is_is_not_listened_to(secure: Site) -> None:
    with Client() as client:
        assert "could not prove who it is" in fails(client, f"https://{secure.pair}/", Untrusted)
    assert secure.asked == []


def test_a_server_whose_certificate_is_trusted_is(secure: Site) -> None:
    trusted = ssl.create_default_context(cafile=str(CERTIFICATE))
    with Client(tls=trusted) as client:
        assert client.get(f"https://{secure.pair}/").content == b"Hello"
        secure.redirect("/down", secure.url())
        assert "from https to http" in fails(client, f"https://{secure.pair}/down", BadAnswer)


def test_a_server_that_speaks_no_tls_is_unreachable(site: Site, client: Client) -> None:
    assert "No secure connection" in fails(client, f"https://{site.pair}/", Unreachable, Limits(connect=0.3))
