"""Cited pages of which there is no copy: they go on the work list together with what cites them, or not at all.

`asked` is sent once that is committed, for whoever hands out work; a row that nobody is told of is found by itself.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from agreements.models import CaptureRequest, Citation

asked = Signal()  # with `ids`: keys of the requests
LONGEST = 1900  # bytes; nothing beyond is fetched, nor fits an index
ANEW = ("asked_at", "asked_by", "outcome", "attempts", "next_try_at", "finished_at", "error")


def copies(citations: Iterable[Citation], by: str, at: datetime) -> None:
    """Ask for copies of the pages of those citations that were recorded without one."""
    ask((row.url for row in citations if row.snapshot is None), by, at)


def ask(urls: Iterable[str], by: str, at: datetime) -> None:
    """Put addresses on the work list; those that are there already, failed ones too, wait anew. `by`: who asks."""
    wanted = sorted({url for url in urls if len(url.encode()) <= LONGEST})
    rows = [CaptureRequest(url=url, asked_at=at, asked_by=by, next_try_at=at) for url in wanted]
    if not rows:
        return
    # In the order of the addresses, so that two at once wait for each other in that order too.
    made = CaptureRequest.objects.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["url"], update_fields=ANEW
    )
    transaction.on_commit(partial(asked.send_robust, sender=CaptureRequest, ids=[row.pk for row in made]))
