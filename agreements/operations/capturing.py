"""A cited page carried the whole way: fetched, stored, told to the record. Each step can be repeated without harm."""

from datetime import UTC, datetime
from typing import Any

from agreements.errors import EntenteError, Problem, Refused
from agreements.fetching import cited, describing, urls, waiting
from agreements.fetching.errors import AddressRefused
from agreements.history import wanted
from agreements.history.batch import CaptureIn
from agreements.history.parts import timestamp
from agreements.history.record import record
from agreements.models import CaptureRequest, Citation, Snapshot
from agreements.operations.gather import propose, web
from agreements.reading import text

Json = dict[str, Any]
BY, REASON = "capture", "Stored copy of a cited page"


def carry_out(request_id: int) -> CaptureRequest | None:
    """Work on a request; None if that is not wanted, or somebody else is at it. Failures end in the request."""
    request = waiting.claim(request_id, datetime.now(UTC))
    if request is None:
        return None
    try:
        found = cited.copy(request.url, web=web(), extract=text.extract, now=datetime.now(UTC))
        tell(request.url, found.snapshot)
        if request.propose:
            propose([found.snapshot])
    except Exception as error:
        waiting.failed(request, error, datetime.now(UTC))
        if not isinstance(error, EntenteError):
            raise
    else:
        waiting.done(request, datetime.now(UTC), found.remark)
    request.refresh_from_db()
    return request


def tell(url: str, snapshot: Snapshot) -> None:
    """Tie a stored version to every citation of the address that has none."""
    citations = Citation.objects.filter(url=url, snapshot=None, captures=None).values_list("public_id", flat=True)
    if batch := [CaptureIn(each, snapshot.sha256, snapshot.taken_at) for each in citations]:
        record(batch, by=BY, reason=REASON)


def ask(url: str, by: str, *, propose: bool = False) -> None:
    """Want a copy of a page, unless there is one or it is waited for. Raises Refused for what is no address.

    `propose`: want what it says to be read into the review queue, whether or not there is a copy."""
    try:
        urls.target(url)
    except AddressRefused as error:
        raise Refused([Problem("url", str(error))]) from None
    if len(url.encode()) > wanted.LONGEST:
        raise Refused([Problem("url", f"it has more than {wanted.LONGEST:,} bytes; leave out what follows its #")])
    if propose or state(url)["state"] in ("unknown", "failed"):
        wanted.ask([url], by, datetime.now(UTC), propose=propose)


def ask_for_missing(by: str) -> None:
    """Want copies of all cited pages of which there is none."""
    missing = Citation.objects.filter(snapshot=None, captures=None).values_list("url", flat=True).distinct()
    wanted.ask(missing, by, datetime.now(UTC))


def state(url: str) -> Json:
    """How a page's copy stands: {"state": "unknown" | "waiting"}, {"state": "failed", "reason"}, or
    {"state": "done", "fields", "snapshot", "taken_at"} with what a citation of it would say."""
    try:
        stored = cited.latest(url)
    except AddressRefused as error:
        return {"state": "failed", "reason": str(error)}
    if stored:
        fields = describing.describe(stored)
        return {"state": "done", "fields": fields, "snapshot": stored.sha256, "taken_at": timestamp(stored.taken_at)}
    request = CaptureRequest.objects.filter(url=url).first()
    if request is None or request.outcome == "done":
        return {"state": "unknown"}
    return {"state": "failed", "reason": request.error} if request.outcome == "failed" else {"state": "waiting"}
