"""Rows of looks that happen at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from agreements.errors import TemporaryError
from agreements.fetching import writing
from agreements.models import Document, FetchRun, Snapshot, Source
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
    from dataclasses import replace

    whole = replace(seen(1), title="Title", publisher="Wire", language="es", published=NOW)
    writing.store(run(), [whole], NOW)
    writing.store(run(), [replace(seen(1), title="", publisher="Other")], NOW)
    document = Document.objects.get()
    assert (document.title, document.publisher, document.language) == ("Title", "Wire", "es")
    assert document.published == NOW
