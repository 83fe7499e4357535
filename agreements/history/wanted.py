"""Cited pages of which there is no copy: they go on the work list together with what cites them, or not at all.

`asked` is sent once that is committed, for whoever hands out work; a row that nobody is told of is found by itself.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.dispatch import Signal

from agreements.models import CaptureRequest, Citation, Document, Snapshot

asked = Signal()  # with `ids`: keys of the requests
FIRST_LOOK = timedelta(days=1)
LONGEST = 1900  # bytes; nothing beyond is fetched, nor fits an index
ANEW = ("asked_at", "asked_by", "outcome", "attempts", "next_try_at", "finished_at", "error")


def copies(citations: Iterable[Citation], by: str, at: datetime) -> None:
    """Ask for copies of the pages of those citations that were recorded without one; look again at those with one."""
    rows = list(citations)
    ask((row.url for row in rows if row.snapshot is None), by, at)
    look_again((row.snapshot for row in rows if row.snapshot is not None), at)


def look_again(cited: Iterable[str], at: datetime) -> None:
    """The pages whose stored versions (sha256) are cited are looked at again from now on, first in a day."""
    hashes = set(cited)
    if not hashes:
        return
    versions = Snapshot.objects.filter(sha256__in=hashes, document__cited=None)
    # Of versions that are alike, the last is the one that was there to be cited.
    latest = versions.order_by("document", "-taken_at").distinct("document")
    cited_now = dict(latest.values_list("document", "pk"))
    # In the order of their addresses, as a look locks them that stores what it found.
    for page in Document.objects.filter(pk__in=cited_now, cited=None).order_by("url").select_for_update():
        Document.objects.filter(pk=page.pk).update(cited=cited_now[page.pk], recheck_at=at + FIRST_LOOK)


def ask(urls: Iterable[str], by: str, at: datetime, *, propose: bool = False) -> None:
    """Put addresses on the work list; those that are there already, failed ones too, wait anew. `by`: who asks.
    `propose`: what they say is to be read as well."""
    wanted = sorted({url for url in urls if len(url.encode()) <= LONGEST})
    rows = [CaptureRequest(url=url, asked_at=at, asked_by=by, next_try_at=at, propose=propose) for url in wanted]
    if not rows:
        return
    # In the order of the addresses, so that two at once wait for each other in that order too.
    made = CaptureRequest.objects.bulk_create(
        rows,
        batch_size=1000,
        update_conflicts=True,
        unique_fields=["url"],
        update_fields=(*ANEW, "propose") if propose else ANEW,
    )
    transaction.on_commit(partial(asked.send_robust, sender=CaptureRequest, ids=[row.pk for row in made]))
