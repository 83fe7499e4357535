"""Rows of looks that happen at once."""

import hashlib
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction

from agreements.errors import TemporaryError
from agreements.fetching import store, writing
from agreements.models import Absence, Content, Document, FetchRun, Snapshot, Source
from tests.agreements.fetching.conftest import NOW

pytestmark = pytest.mark.django_db


def run(slug: str = "one") -> FetchRun:
    source, _ = Source.objects.get_or_create(
        slug=slug, defaults={"name": slug, "url": "https://a.example/", "format": "rss"}
    )
    return FetchRun.objects.create(source=source, started_at=NOW)


def seen(number: int, version: int = 0, text: str | None = "text") -> writing.Seen:
    return writing.Seen(
        url=f"https://a.example/{number}",
        final_url=f"https://a.example/{number}",
        sha256=f"{number:032x}{version:032x}",
        size=1,
        media_type="text/html",
        text=text,
    )


@pytest.mark.django_db(transaction=True)
def test_many_looks_at_once_store_each_document_and_version_once() -> None:
    """In different orders, which would deadlock if rows were not locked by address; new ones again and again."""
    runs = [run(f"s{number}") for number in range(4)]
    start = threading.Barrier(4)
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for first in range(0, 300, 10):
                order = [seen(n) for n in range(first, first + 20)]
                start.wait()
                writing.store(runs[number], order[::-1] if number % 2 else order, NOW)
        except BaseException as error:
            errors.append(error)
            start.abort()
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert errors == []
    assert (Document.objects.count(), Snapshot.objects.count()) == (310, 310)


def test_a_look_that_began_earlier_does_not_take_a_document_back_in_time() -> None:
    writing.store(run(), [seen(1)], NOW)
    writing.store(run("two"), [seen(1)], NOW - timedelta(minutes=5))
    document = Document.objects.get()
    assert document.first_seen == document.last_seen == NOW


def test_a_version_is_never_older_than_the_one_before_it() -> None:
    writing.store(run(), [seen(1)], NOW)
    (later,) = writing.store(run(), [seen(1, 2)], NOW - timedelta(minutes=5))
    assert later.taken_at > NOW


def test_bytes_that_were_known_but_are_no_longer_the_latest_are_left_to_the_next_look() -> None:
    with pytest.raises(TemporaryError, match="another look"), transaction.atomic():
        writing.store(run(), [seen(1), seen(2, text=None)], NOW)
    assert not Document.objects.exists(), "all or nothing"


def test_what_is_known_of_a_document_is_not_forgotten() -> None:
    whole = replace(seen(1), title="Title", publisher="Wire", language="es", published=NOW)
    writing.store(run(), [whole], NOW)
    writing.store(run(), [replace(seen(1), title="", publisher="Other")], NOW)
    document = Document.objects.get()
    assert (document.title, document.publisher, document.language) == ("Title", "Wire", "es")
    assert document.published == NOW


def test_a_page_that_is_gone_is_absent_once_until_it_is_seen_again() -> None:
    writing.store(run(), [seen(1)], NOW)
    url, hour = seen(1).url, timedelta(hours=1)
    writing.gone(url, NOW + hour)
    writing.gone(url, NOW + 2 * hour)
    assert Document.objects.get().gone_since == NOW + hour
    writing.still_there(url, NOW + 3 * hour)
    writing.gone(url, NOW + 4 * hour)
    writing.store(run(), [seen(1, 2)], NOW + 5 * hour)
    assert Document.objects.get().gone_since is None
    assert list(Absence.objects.values_list("since", "until")) == [
        (NOW + hour, NOW + 3 * hour),
        (NOW + 4 * hour, NOW + 5 * hour),
    ]


def test_of_a_page_that_nobody_stored_it_is_not_noted_that_it_is_gone() -> None:
    writing.gone("https://a.example/nothing", NOW)
    assert not Absence.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_looks_that_miss_a_page_at_once_note_one_absence() -> None:
    writing.store(run(), [seen(1)], NOW)
    start = threading.Barrier(4)
    errors: list[BaseException] = []

    def miss() -> None:
        try:
            start.wait()
            writing.gone(seen(1).url, NOW)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    lookers = [threading.Thread(target=miss) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for looker in lookers:
        looker.join()
    assert (errors, Absence.objects.count()) == ([], 1)


def test_several_looks_are_written_together_each_with_its_own_source_and_time() -> None:
    one, two = run("one"), run("two")
    later = NOW + timedelta(seconds=1)
    writing.store(two, [seen(2, 7)], NOW)
    writing.store(run("three"), [seen(2, 8)], NOW)
    sights = [writing.Sight(one, [seen(1)], NOW), writing.Sight(two, [seen(2, 7), seen(3)], later)]
    kept = writing.store_all(sights)
    assert [(each.run_id, each.document.url) for each in kept] == [(one.pk, seen(1).url), (two.pk, seen(3).url)]
    assert [each.taken_at for each in kept] == [NOW, later]
    assert Document.objects.get(url=seen(2).url).last_seen == later, "what this source gave before is no news of it"
    assert Document.objects.get(url=seen(3).url).source == two.source


@pytest.mark.django_db(transaction=True)
def test_the_bytes_of_an_entry_are_there_when_its_snapshot_is_and_not_before() -> None:
    entry = b'{"title":"One"}'
    sha256 = hashlib.sha256(entry).hexdigest()
    told = replace(seen(1), sha256=sha256, content=entry)
    with pytest.raises(TemporaryError):
        writing.store(run(), [told, seen(2, text=None)], NOW)
    assert not Content.objects.exists()
    writing.store(run(), [told], NOW)
    assert store.get(sha256) == entry
