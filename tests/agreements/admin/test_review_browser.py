"""A day's queue of two sources, cleared by keyboard alone; and that the pages of reviewing keep nobody out."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from agreements.models import Candidate, Event, Source
from tests.agreements.management.conftest import run

from ..accessibility import barriers
from .reviewing import BULK, MEASURES, QUEUE, address, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://test-source.example/suspended">
<meta property="article:published_time" content="2026-10-05T06:00:00Z"></head>
<body><main><article><h1>{title}</h1><p>{text}</p></article></main></body></html>"""
TITLE = "United States suspends trade agreement with El Salvador"
SUSPENDED = (
    "WASHINGTON - The United States suspended the Agreement on Reciprocal Trade with El Salvador on Monday, "
    "the trade representative said."
)
LATER = f"{SUSPENDED} The Agreement on Reciprocal Trade was terminated on Tuesday."


@pytest.fixture
def inbox(us_sv: Any) -> Iterator[Path]:
    """An inbox of this test's own, with the bundled folder and that of a test source."""
    folder = Path(settings.DATA_DIR) / "inbox"
    shutil.rmtree(folder, ignore_errors=True)
    run("load_sources")
    Source.objects.create(slug="test-source", name="Test source", url="folder:test-source", format="folder")
    (folder / "test-source").mkdir(parents=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def day(inbox: Path) -> Path:
    """What both sources have today, read; the value is the test source's page."""
    page = inbox / "test-source" / "suspended.html"
    page.write_text(PAGE.format(title=TITLE, text=SUSPENDED))
    for source in ("press-folder", "test-source"):
        run("gather", source=source)
    return page


@pytest.fixture
def desk(live_server: Any, page: Any, us_sv: Any) -> Any:
    """A browser in which a reviewer has signed in; whatever the browser complains of fails the test."""
    session = sign_in(Client()).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    complaints: list[str] = []
    page.on("console", lambda each: complaints.append(each.text) if each.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(15_000)
    page.url_of = lambda path: f"{live_server.url}{path}"  # the address of a path on this server
    page.set_viewport_size({"width": 1440, "height": 900})
    yield page
    assert [each for each in complaints if "400 (Bad Request)" not in each] == []


def press(desk: Any, *keys: str) -> None:
    for key in keys:
        desk.keyboard.press(key)


def titled(title: str, **fields: Any) -> Candidate:
    return Candidate.objects.get(proposed__title__startswith=title, **fields)


def to(desk: Any, candidate: Candidate) -> None:
    """Go up or down the queue, as far as it takes."""
    line = [each.get_attribute("href") for each in desk.locator(".review-queue li a").all()]
    steps = line.index(address(candidate)) - next(at for at, each in enumerate(line) if desk.url.endswith(each))
    for _ in range(abs(steps)):
        with desk.expect_navigation():
            press(desk, "j" if steps > 0 else "k")
    assert desk.url.endswith(address(candidate))


def decide(desk: Any, *keys: str) -> str:
    """Press keys, the last of which decides; what was said of it."""
    press(desk, *keys[:-1])
    with desk.expect_navigation():
        press(desk, keys[-1])
    return str(desk.locator(".review-said [role=status]").inner_text())


def accept(desk: Any) -> str:
    """Accept; a step that is irregular asks for a note, which is written."""
    for _ in range(8):
        if desk.locator(".review-update:not(.left-out) textarea[required]").count() == 0:
            return decide(desk, "a")
        press(desk, "a")
        if not desk.evaluate("document.activeElement.matches('textarea[required]')"):
            break
        desk.keyboard.type("So it was reported.")
        if desk.evaluate("document.getElementById('record').checkValidity()"):
            return decide(desk, "Control+Enter")
        press(desk, "Escape")
    raise AssertionError("the page goes on asking for a note")


def test_a_day_of_two_sources_is_cleared_by_keyboard_alone(desk: Any, day: Path):
    waiting = Candidate.objects.filter(state="waiting")
    assert waiting.count() >= 10
    desk.goto(desk.url_of(QUEUE))

    suspended = titled(TITLE)
    to(desk, suspended)
    assert desk.locator("mark.on").count() == 0
    press(desk, "1")
    assert "suspends" in desk.locator("mark.on").first.inner_text()
    assert "Accepted" in accept(desk)

    corrected = titled("Court file shows terms")
    to(desk, corrected)
    press(desk, "2", "d", "e", "Control+a")
    desk.keyboard.type("Court file shows the terms")
    assert "Accepted" in decide(desk, "Control+Enter")

    rejected = titled("Rubio: El Salvador's prison offer")
    to(desk, rejected)
    assert "Rejected" in decide(desk, "r", "4", "Enter")

    merged = titled("El Salvador and U.S. sign nuclear cooperation")
    to(desk, merged)
    press(desk, "m")
    assert "Rubio and Hill Tinoco" in desk.locator("#id_into + .select2").inner_text()
    assert "Merged" in decide(desk, "Control+Enter")

    undone = titled("El acuerdo de comercio")
    to(desk, undone)
    assert "Rejected" in decide(desk, "r", "1", "Enter")
    assert "waits again" in decide(desk, "u")
    assert desk.url.endswith(address(undone))

    for _ in range(waiting.count()):
        assert accept(desk)
    assert "Nothing waits for review" in desk.locator("#content").inner_text()

    day.write_text(PAGE.format(title=TITLE, text=LATER))
    run("gather", source="test-source")
    look = titled(TITLE, relation="revision", state="waiting")
    desk.goto(desk.url_of(QUEUE))
    assert "Second look" in desk.locator("#record-title").inner_text()
    assert "terminated" in desk.locator(".review-changes").inner_text()
    assert "Accepted" in accept(desk)

    for each in (suspended, corrected, rejected, merged, undone, look):
        each.refresh_from_db()
    states = [each.state for each in (suspended, corrected, rejected, merged, undone, look)]
    assert states == ["accepted", "accepted", "rejected", "merged", "accepted", "accepted"]
    assert suspended.event == look.event
    assert suspended.decision is not None
    assert suspended.decision["corrections"].keys() <= {"status_updates"}  # nothing but notes
    assert corrected.decision is not None
    assert corrected.decision["corrections"].keys() == {"title", "status_updates"}
    assert rejected.decided_reason == "Background, no news of the day"
    assert not waiting.exists()
    assert Event.objects.filter(slug=suspended.proposed["slug"]).count() == 1

    desk.goto(desk.url_of(f"/events/{suspended.proposed['slug']}/"))
    text = desk.locator("main").inner_text()
    assert "suspended" in text
    assert "terminated" in text
    desk.goto(desk.url_of("/us-sv/"))
    assert TITLE in desk.locator("main").inner_text()
    assert "Court file shows the terms" in desk.locator("main").inner_text()


def test_many_are_selected_while_one_goes_through_the_queue_and_rejected_at_once(desk: Any, day: Path):
    desk.goto(desk.url_of(QUEUE))
    chosen = []
    for _ in range(3):
        chosen.append(desk.url.rstrip("/").rpartition("/")[2])
        press(desk, "x")
        with desk.expect_navigation():
            press(desk, "j")
    press(desk, "b")
    assert desk.locator("[data-selected]").inner_text() == "3 selected"
    press(desk, "Tab", "2")
    with desk.expect_navigation():
        desk.keyboard.press("Tab")  # to the words
        press(desk, "Tab", "Enter")
    assert "Rejected: 3." in desk.locator(".review-said").inner_text()
    assert set(Candidate.objects.filter(state="rejected").values_list("public_id", flat=True)) == set(chosen)


def test_no_key_acts_while_one_writes_or_when_keys_are_off(desk: Any, day: Path):
    desk.goto(desk.url_of(QUEUE))
    here = desk.url
    press(desk, "e", "End")
    desk.keyboard.type("jkarmux?")
    assert desk.evaluate("document.activeElement.value").endswith("jkarmux?")
    assert desk.url == here
    press(desk, "Escape", "?")
    assert desk.get_by_role("dialog").is_visible()
    desk.get_by_label("Keys are on").uncheck()
    press(desk, "Escape", "j")
    assert desk.url == here
    assert desk.get_by_role("dialog").is_hidden()


def test_a_correction_is_told_at_once_as_it_would_be_read(desk: Any, day: Path):
    desk.goto(desk.url_of(address(titled(TITLE))))
    press(desk, "1", "Enter")
    desk.locator("[name=status_updates-0-says]").select_option("legal.in_force")
    desk.locator(".review-update .review-claim b", has_text="in force").wait_for()
    desk.locator("[name=status_updates-0-date]").fill("2026-10~")
    desk.get_by_text("about October 2026, to the month, approximate").wait_for()


def test_the_pages_of_reviewing_hold_no_barrier_and_fit_every_width(desk: Any, day: Path, subtests: Any):
    paths = [address(titled(TITLE)), address(titled("El acuerdo de comercio")), MEASURES]
    paths += [address(Candidate.objects.filter(relation="account", state="waiting")[0]), f"{QUEUE}?relation=copy"]
    for path in paths:
        with subtests.test(path=path):
            assert barriers(desk, desk.url_of(path)) == []
            for width in (320, 720, 1200):
                desk.set_viewport_size({"width": width, "height": 900})
                assert desk.evaluate(OVERFLOW) == 0, f"{path} is wider than {width} px"


def test_what_is_opened_on_the_page_holds_no_barrier(desk: Any, day: Path):
    from axe_playwright_python.sync_playwright import Axe

    desk.goto(desk.url_of(QUEUE))
    for keys in (("e",), ("Escape", "1", "Enter"), ("Escape", "r"), ("Escape", "m"), ("Escape", "x", "b"), ("?",)):
        press(desk, *keys)
        found = Axe().run(desk).response["violations"]
        assert [(each["id"], each["nodes"][0]["target"]) for each in found] == [], keys


def test_the_question_before_many_are_decided_holds_no_barrier(desk: Any, day: Path):
    desk.goto(desk.url_of("/admin/agreements/candidate/?state=waiting"))
    desk.locator("#action-toggle").check()
    desk.select_option("[name=action]", "reject_selected")
    desk.locator(".actions button[name=index]").click()
    desk.get_by_role("button", name="Reject them").click()
    desk.get_by_text("Say why, once for all of them.").wait_for()
    assert desk.url.endswith(BULK)
    desk.get_by_label("A source not to be relied on").check()
    desk.get_by_role("button", name="Reject them").click()
    desk.get_by_text("Nothing waits for review").wait_for()
    assert set(Candidate.objects.values_list("state", flat=True)) == {"rejected"}
