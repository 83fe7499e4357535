"""What many requests at once may hold."""

import threading

import pytest

from agreements.fetching import budget
from agreements.fetching.budget import LARGE, Limits, within
from agreements.fetching.client import Client
from agreements.fetching.errors import TooSlow
from tests.agreements.fetching.site import Site


@pytest.fixture(autouse=True)
def one_place(monkeypatch: pytest.MonkeyPatch) -> threading.BoundedSemaphore:
    places = threading.BoundedSemaphore(1)
    monkeypatch.setattr(budget, "PLACES", places)
    return places


def is_free(places: threading.BoundedSemaphore) -> bool:
    free = places.acquire(blocking=False)
    if free:
        places.release()
    return free


def test_what_is_large_has_a_place_until_all_of_its_look_is_over(one_place: threading.BoundedSemaphore) -> None:
    with within(Limits()):
        with within(Limits()) as page:
            page.hold(LARGE)
            assert is_free(one_place)
            page.hold(LARGE + 1)
            page.hold(LARGE + 2)
        assert not is_free(one_place), "what was read is still held"
        with within(Limits()) as another:
            another.hold(LARGE + 1)
    assert is_free(one_place)


def test_who_finds_no_place_in_time_says_so(one_place: threading.BoundedSemaphore) -> None:
    one_place.acquire()
    with pytest.raises(TooSlow, match="no room"), within(Limits(seconds=0.05)) as page:
        page.hold(LARGE + 1)
    assert not is_free(one_place)


def test_a_large_page_takes_the_place_and_gives_it_back(
    site: Site, client: Client, one_place: threading.BoundedSemaphore
) -> None:
    address = site.serve("/large", b"x" * (LARGE + 1))
    with within(Limits()):
        assert len(client.get(address).content) == LARGE + 1
        assert not is_free(one_place)
    assert len(client.get(address).content) == LARGE + 1
    assert is_free(one_place)
