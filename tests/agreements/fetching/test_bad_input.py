"""Bad input, as the issue of the way in lists it: the run says what and why, nothing else is disturbed."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from agreements.fetching import capture
from agreements.fetching.budget import Limits
from agreements.models import Document, FetchRun, Snapshot
from tests.agreements.fetching.conftest import Looker
from tests.agreements.fetching.feeds import BILLION, OUTSIDE, Entry, html, rss
from tests.agreements.fetching.site import HEAD, Site, canary, drip, endless
from tests.agreements.fetching.test_client import bomb

Arrange = Callable[[Site], str]


def page_of_50_mb(site: Site) -> str:
    return site.raw("/x", endless(b"x" * 65536, times=800, head=HEAD + b"Content-Length: 52428800\r\n\r\n"))


def page_of_50_mb_unannounced(site: Site) -> str:
    return site.raw("/x", endless(b"x" * 65536, times=800))


def gzip_bomb(site: Site) -> str:
    return site.serve("/x", bomb(100 << 20), content_encoding="gzip")


def packed_twice(site: Site) -> str:
    return site.serve("/x", bomb(10 << 20, 2), content_encoding="gzip")


BAD: dict[str, tuple[str, Arrange, str]] = {
    "a feed that is a page": ("rss", lambda site: site.serve("/x", html()), "not a feed: it is an HTML page"),
    "a feed that is nothing": ("rss", lambda site: site.serve("/x", "Hello"), "not a feed: it begins with 'Hello'"),
    "a feed that is empty": ("atom", lambda site: site.serve("/x"), "not a feed: it is empty"),
    "entities that swell": ("rss", lambda site: site.serve("/x", rss(Entry(), head=BILLION)), "declares entities"),
    "entities that reach out": ("rss", lambda site: site.serve("/x", rss(Entry(), head=OUTSIDE)), "declares entities"),
    "50 MB announced": ("page", page_of_50_mb, "announced as 50 MiB; at most 20 MiB are taken"),
    "50 MB unannounced": ("page", page_of_50_mb_unannounced, "More than 20 MiB were sent"),
    "a gzip bomb": ("page", gzip_bomb, "larger than 20 MiB|more than 100 times"),
    "gzip in gzip": ("page", packed_twice, "packed twice"),
    "a slow drip": ("page", lambda site: site.raw("/x", drip(100, 0.05)), "not all there after 1 seconds"),
    "a slow feed": ("rss", lambda site: site.raw("/x", drip(100, 0.05)), "not all there after 1 seconds"),
    "a flood of headers": ("page", lambda site: site.raw("/x", endless(b"A: b\r\n" * 500, head=HEAD)), "is too long"),
    "a circle": ("page", lambda site: site.redirect("/x", "/x"), "redirects in a circle"),
    "a PDF that is none": (
        "page",
        lambda site: site.serve("/x", html(), content_type="application/pdf"),
        "declared as PDF, but is none",
    ),
    "a PDF that is broken": (
        "page",
        lambda site: site.serve("/x", b"%PDF-1.7 and then nonsense", content_type="application/pdf"),
        "no PDF that can be opened",
    ),
    "a picture": ("page", lambda site: site.serve("/x", b"\x89PNG", content_type="image/png"), "It is image/png"),
    "a vanished page": ("page", lambda site: site.serve("/x", "Gone", 410), r"nothing at this address \(410\)"),
    "a locked page": ("page", lambda site: site.serve("/x", "No", 403), r"does not let us in \(403\)"),
    "a server in trouble": ("rss", lambda site: site.serve("/x", "Oops", 500), r"trouble of its own \(500\)"),
    "a server that hangs up": ("rss", lambda site: site.raw("/x", lambda sock: None), "closed the connection"),
    "no HTTP": ("rss", lambda site: site.raw("/x", drip(1, 0, b"SSH-2.0\r\n\r\n")), "does not speak HTTP"),
}


@pytest.mark.parametrize("name", BAD)
def test_the_run_says_what_and_why_and_nothing_else_is_disturbed(
    name: str, site: Site, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    format, arrange, reason = BAD[name]
    good = looker.source(site.serve("/good", rss(Entry(link="/1"))), slug="good")
    looker.look(good)
    bad = looker.source(arrange(site), format, slug="bad")
    monkeypatch.setattr(capture, "LOOK", Limits(seconds=1 if "slow" in name else 10))
    began = time.monotonic()
    run = looker.look(bad)
    assert time.monotonic() - began < 5
    assert run.outcome == "failed" and run.finished_at is not None
    assert re.search(reason, run.error), run.error
    assert run.error.endswith(".") and "\n" not in run.error
    assert (run.items_new, run.items_seen) == (0, run.items_skipped)
    assert bad.failures == 1 and bad.next_check_at is not None and bad.last_success_at is None
    assert Document.objects.count() == Snapshot.objects.count() == 1
    assert looker.look(good).outcome == "unchanged"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0x7f.1", "user@127.0.0.1"])
def test_a_redirect_to_a_private_address_is_refused_and_nobody_is_reached(
    host: str, site: Site, looker: Looker
) -> None:
    with canary() as secret:
        source = looker.source(site.redirect("/x", f"http://{host}:{secret.port}/"), "page")
        run = looker.look(source)
        assert secret.connections == 0
    assert run.outcome == "failed" and not Snapshot.objects.exists()
    assert any(word in run.error for word in ("not dialled", "not a plain IP address", "user name")), run.error


@pytest.mark.parametrize("url", ["http://169.254.169.254/latest/meta-data", "file:///etc/passwd", "http://10.0.0.1/"])
def test_a_source_at_a_private_address_is_refused(url: str, looker: Looker) -> None:
    run = looker.look(looker.source(url, "page"))
    assert run.outcome == "failed" and ("is not public" in run.error or "is not http" in run.error)


def test_a_body_that_lies_about_its_encoding_is_read_and_the_run_says_so(site: Site, looker: Looker) -> None:
    site.serve("/page", "<p>Cancillería</p>".encode("windows-1252"), content_type="text/html; charset=utf-8")
    run = looker.look(looker.source(site.url("/page"), "page"))
    assert (run.outcome, run.log) == ("new", [{"note": "Declared as utf-8, but is not; read as windows-1252."}])
    assert Snapshot.objects.get().text == "Cancillería"


@pytest.mark.parametrize(
    "ugly",
    [
        "\x00NUL",
        "\ud800",
        "\u202etxt",
        "a\x07b",
        "‮",
        "𝕌𝕟𝕚",
        "'; DROP TABLE agreements_source; --",
        "<script>x</script>",
        "é" * 3000,
    ],
)
def test_ugly_text_is_kept_or_dropped_and_never_an_error(ugly: str, site: Site, looker: Looker) -> None:
    entry = Entry(title=ugly, guid=ugly, body=ugly).__dict__
    feed = rss(Entry(**{k: v.encode("utf-8", "replace").decode() for k, v in entry.items()}))
    run = looker.look(looker.source(site.serve("/x", feed)))
    assert (run.outcome, run.items_new) == ("new", 1), run.error
    assert "\x00" not in Snapshot.objects.get().text and len(Snapshot.objects.get().title) <= 1000


def test_an_error_page_full_of_nonsense_is_told_without_it(site: Site, looker: Looker) -> None:
    def write(sock: Any) -> None:
        sock.sendall(b"HTTP/1.1 200 \x00\xff\x1b[31m\r\nX: \xff\x00\r\n\r\n")

    run = looker.look(looker.source(site.raw("/x", write), "page"))
    assert run.outcome == "failed" and FetchRun.objects.get().error.isprintable()
