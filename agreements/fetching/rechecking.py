"""Cited pages are looked at again, less often each time: what they say may change, and they may go.

The work list is the table of documents, so nothing is lost with the broker.
"""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from agreements.errors import EntenteError, PermanentError, sentence
from agreements.fetching import cited, finding, formats, schedule
from agreements.fetching.child.plain import clean
from agreements.fetching.errors import HostBusy
from agreements.fetching.formats.base import Fetcher
from agreements.fetching.formats.folder import NOWHERE
from agreements.models import Document

DAYS = (1, 7, 30, 90)  # until the first look, the second …; the last again and again
LEASE = timedelta(minutes=10)  # longer than any task may run: what a dead worker held comes up again
LONGEST_ERROR = 500


def wait(rechecks: int) -> timedelta:
    """How long until the next look, after so many."""
    return timedelta(days=DAYS[min(rechecks, len(DAYS) - 1)])


def claim(now: datetime, limit: int) -> list[int]:
    """Take up to `limit` documents whose turn it is, the longest due first; their ids. A claim runs out by itself."""
    taken = []
    for key, due in _due(now).order_by("recheck_at", "pk").values_list("pk", "recheck_at")[:limit]:
        if Document.objects.filter(pk=key, recheck_at=due).update(recheck_at=now + LEASE):
            taken.append(key)
    return taken


def _due(now: datetime) -> QuerySet[Document]:
    """Cited pages of the web whose time has come. Not those that a source of their own looks at anyway, nor files that
    somebody brought, into a folder or to the desk: a site that refuses programs is not asked, and what a person saved
    differs from what a program would fetch, without any change."""
    brought = Q(source__format__in=formats.BROUGHT) | Q(url__startswith=NOWHERE)
    watched = Q(source__format__in=formats.WHOLE, source__enabled=True)
    no_page = Q(url__contains="#")  # a mark that tells the entries of one feed apart
    return Document.objects.filter(recheck_at__lte=now).exclude(brought).exclude(watched).exclude(no_page)


def look_again(document_id: int, *, web: Fetcher, extract: finding.Extract, now: datetime) -> Document:
    """Look at a cited page once more, and say when next. What Entente knows of failures stands in `recheck_error`."""
    document = Document.objects.get(pk=document_id)
    try:
        cited.look_again(document, web=web, extract=extract, now=now)
    except HostBusy as busy:
        _next(document, schedule.soon(now, busy.retry_after, document.url))
    except Exception as error:
        # What may pass by itself is tried on the next day; a site that refuses is asked again in the usual time.
        later = wait(document.rechecks + 1) if isinstance(error, PermanentError) else timedelta(days=1)
        _next(document, now + later, recheck_error=clean(sentence(error))[:LONGEST_ERROR], rechecks=F("rechecks") + 1)
        if not isinstance(error, EntenteError):
            raise
    else:
        _next(document, now + wait(document.rechecks + 1), recheck_error="", rechecks=F("rechecks") + 1)
    document.refresh_from_db()
    return document


def _next(document: Document, at: datetime, **more: object) -> None:
    Document.objects.filter(pk=document.pk).update(recheck_at=at, **more)
