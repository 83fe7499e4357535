"""What analysts hand in: the address of a page, or a file. It goes the way of everything that is gathered."""

from datetime import UTC, datetime

from agreements.errors import PermanentError
from agreements.fetching import capture
from agreements.fetching.formats import manual
from agreements.fetching.formats.manual import HandedIn
from agreements.models import CaptureRequest, FetchRun, Source
from agreements.operations import capturing, gather
from agreements.reading import text

SLUG = "handed-in"


def page(url: str, *, by: str) -> None:
    """Have a page fetched, kept and read, in the background. Raises Refused for what is no address."""
    capturing.ask(url, by, propose=True)


def file(given: HandedIn) -> FetchRun:
    """Keep and read a file now; the closed run. Raises PermanentError, with the reason, if nothing can be kept of it.

    The same file again is no news, and proposes nothing.
    """
    run = capture.look(_desk(), client=given, extract=text.extract, now=datetime.now(UTC))
    if run.error:
        raise PermanentError(run.error)
    return gather.read(run.pk)


def asked() -> list[CaptureRequest]:
    """The pages that were handed in, the latest first."""
    return list(CaptureRequest.objects.filter(propose=True).order_by("-asked_at")[:20])


def _desk() -> Source:
    """The source to which files belong that are handed in. Nobody looks there by the clock."""
    fields = {"name": "Handed in at the desk", "url": manual.ADDRESS, "format": "manual", "enabled": False}
    return Source.objects.get_or_create(slug=SLUG, defaults=fields)[0]
