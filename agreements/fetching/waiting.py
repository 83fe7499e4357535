"""The work list of copies: whose turn it is, and how a try ends. Nothing is lost with the broker, nor with a worker."""

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet

from agreements.errors import PermanentError, sentence
from agreements.fetching import schedule
from agreements.fetching.child.plain import clean
from agreements.fetching.errors import HostBusy
from agreements.models import CaptureRequest

LEASE = timedelta(seconds=45)  # longer than any task may run, so that only a dead worker's claim runs out
MOST_TRIES = 3
LONGEST_ERROR = 2000
BACK_OFF = 60  # seconds until the second try; ten times that until the third
LOST = "The worker was lost in the middle of this, time and again; the page may be what breaks it."


def due(now: datetime, limit: int) -> list[int]:
    """Requests that nobody works on and that may be tried now, the longest due first."""
    return list(_free(now).order_by("next_try_at", "pk").values_list("pk", flat=True)[:limit])


def claim(request_id: int, now: datetime) -> CaptureRequest | None:
    """Take a request, and count the try; None if there is nothing to do. One of several at once gets it."""
    taken = _free(now).filter(pk=request_id).update(attempts=F("attempts") + 1, claimed_until=now + LEASE)
    return CaptureRequest.objects.get(pk=request_id) if taken else None


def give_up_lost(now: datetime) -> int:
    """Park what was tried often enough and always lost its worker; how many."""
    left = CaptureRequest.objects.filter(_unclaimed(now), outcome="waiting", attempts__gte=MOST_TRIES)
    return left.update(outcome="failed", error=LOST, **_finished(now))


def done(request: CaptureRequest, now: datetime, remark: str = "") -> None:
    """Close a request whose page is stored and told of."""
    _close(request, now, outcome="done", error=remark)


def failed(request: CaptureRequest, error: BaseException, now: datetime) -> None:
    """Close a request for good, or put it off if it may yet succeed. A busy host costs no try."""
    why = clean(sentence(error))[:LONGEST_ERROR]
    if isinstance(error, HostBusy):
        later = schedule.soon(now, error.retry_after, request.url)
        _put_off(request, later, why, attempts=request.attempts - 1)
    elif not isinstance(error, PermanentError) and request.attempts < MOST_TRIES:
        wait = max(BACK_OFF * 10 ** (request.attempts - 1), getattr(error, "retry_after", None) or 0)
        _put_off(request, now + timedelta(seconds=min(wait, schedule.DAY)), why)
    else:
        _close(request, now, outcome="failed", error=why)


def _free(now: datetime) -> QuerySet[CaptureRequest]:
    waiting = CaptureRequest.objects.filter(outcome="waiting", next_try_at__lte=now, attempts__lt=MOST_TRIES)
    return waiting.filter(_unclaimed(now))


def _unclaimed(now: datetime) -> Q:
    return Q(claimed_until=None) | Q(claimed_until__lte=now)


def _put_off(request: CaptureRequest, until: datetime, why: str, **more: int) -> None:
    if not _asked_then(request).update(next_try_at=until, error=why, claimed_until=None, **more):
        _release(request)


def _close(request: CaptureRequest, now: datetime, **outcome: str) -> None:
    if not _asked_then(request).update(**outcome, **_finished(now)):
        _release(request)


def _finished(now: datetime) -> dict[str, datetime | None]:
    return {"next_try_at": None, "claimed_until": None, "finished_at": now}


def _asked_then(request: CaptureRequest) -> QuerySet[CaptureRequest]:
    """The request as it was claimed. If somebody asked again meanwhile, what they cite may not have been told of."""
    return CaptureRequest.objects.filter(pk=request.pk, asked_at=request.asked_at, outcome="waiting")


def _release(request: CaptureRequest) -> None:
    CaptureRequest.objects.filter(pk=request.pk).update(claimed_until=None)
