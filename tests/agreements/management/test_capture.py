"""manage.py capture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agreements.fetching import waiting
from agreements.history.batch import Change
from agreements.history.record import record
from agreements.models import CaptureRequest
from agreements.operations import capturing
from tests.agreements import inputs
from tests.agreements.builders import make_event, make_party
from tests.agreements.cited_pages import cited_site
from tests.agreements.fetching.feeds import html
from tests.agreements.fetching.site import Site
from tests.agreements.history.reading import event

from .conftest import run

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Site]:
    """A page that is there and one that is not, cited by an event that was loaded from elsewhere."""
    with cited_site(settings, tmp_path) as site:
        cited = [inputs.citation("s1", url=site.serve("/a", html())), inputs.citation("s2", url=site.url("/missing"))]
        batch: list[Change] = [make_party("USA"), make_party("SLV"), make_event(citations=cited)]
        record(batch, by="a loader", reason="a bundle", as_recorded=True)
        yield site


def test_what_was_loaded_is_left_until_somebody_asks_for_what_is_missing(site: Site):
    assert run("capture") == "0 kept, 0 cannot be had, 0 are tried again later.\n"
    assert not site.asked
    said = run("capture", missing=True).splitlines()
    assert len(said) == 3
    assert said[0] == f"[{'.' * 20}] 1/2 {site.url('/a')} … done."
    assert said[1].startswith(f"[{'#' * 10}{'.' * 10}] 2/2 {site.url('/missing')} … failed. ")
    assert said[1].endswith("(404).")
    assert said[2] == "1 kept, 1 cannot be had, 0 are tried again later."
    assert [each["snapshot"] is not None for each in event()["citations"]] == [True, False]


def test_asking_again_tries_only_what_is_still_missing(site: Site):
    run("capture", missing=True)
    site.serve("/missing", b"Later.", 503)
    assert run("capture", missing=True).splitlines()[-1] == "0 kept, 0 cannot be had, 1 are tried again later."
    assert site.times() == {"/robots.txt": 1, "/a": 1, "/missing": 2}


def test_what_a_worker_holds_is_left_to_it(site: Site, monkeypatch: pytest.MonkeyPatch):
    capturing.ask_for_missing("ana")
    monkeypatch.setattr(waiting, "claim", lambda *args: None)
    assert run("capture").count("a worker is at it.") == CaptureRequest.objects.count() == 2
