"""A round through the sources that are due: many looks at once in one process, their rows written together.

A look waits for its site most of the time. So the looks of a round run in threads, which touch no row; this thread
alone claims, writes and reads. What a slow site holds up is its own look and the end of the round, no other look.
"""

import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache, partial
from urllib.parse import urlsplit

from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection

from agreements.fetching import capture, config, due, store, writing
from agreements.fetching.capture import LOOK, Look
from agreements.fetching.errors import TooSlow
from agreements.fetching.finding import Keeping
from agreements.fetching.writing import Known
from agreements.models import Source
from agreements.operations import gather
from agreements.reading import text

AT_ONCE = 64  # looks under way in one process
BEGIN = 3.0  # seconds in which looks are begun: with the longest look after it, the round fits into a task
GATHER = 0.02  # seconds for which ended looks wait for others, to be written together
LAST = BEGIN + LOOK.seconds  # seconds after which no look is waited for

logger = logging.getLogger(__name__)


def go() -> int:
    """Look at what is due until nothing is, or for a few seconds; how many looks. More may be due afterwards."""
    with _Rows() as rows, _Round(rows) as round:
        return round.go()


@cache
def _threads() -> ThreadPoolExecutor:
    """The process's threads, made on first use: after a worker has forked."""
    return ThreadPoolExecutor(AT_ONCE, "look")


class _Rows:
    """One connection to the database for all threads of a round: they ask seldom, and take turns."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "rows")

    def __enter__(self) -> "_Rows":
        return self

    def __exit__(self, *error: object) -> None:
        self._thread.submit(_disconnect)
        self._thread.shutdown(wait=False)

    def known(self, source: Source | None, urls: Iterable[str]) -> Mapping[str, Known]:
        return self._thread.submit(writing.known, source, urls).result()


class _Round:
    def __init__(self, rows: _Rows) -> None:
        self._keeping = Keeping(known=rows.known, put=store.put_many)
        self._under_way: dict[Future[Look], Look] = {}
        self._later: list[Source] = []  # claimed; their hosts are talked to
        self._began = time.monotonic()

    def __enter__(self) -> "_Round":
        return self

    def __exit__(self, *error: object) -> None:
        due.release([source.pk for source in self._later])

    def go(self) -> int:
        looks = 0
        while True:
            looks += self._begin()
            if not self._under_way:
                return looks
            self._end(self._ended())

    def _begin(self) -> int:
        """Begin as many looks as there are threads free; how many."""
        if self._elapsed > BEGIN:
            return 0
        now = datetime.now(UTC)
        sources, self._later = self._apart(self._later, [])
        while (free := AT_ONCE - len(self._under_way) - len(sources)) > 0 and (ids := due.claim(now, free)):
            more, later = self._apart(Source.objects.filter(pk__in=ids), sources)
            sources, self._later = [*sources, *more], [*self._later, *later]
        for look in capture.begin(sources, now):
            see = partial(capture.see, look, client=gather.web(), extract=text.extract, keeping=self._keeping)
            self._under_way[_threads().submit(see)] = look
        return len(sources)

    def _apart(self, sources: Iterable[Source], chosen: Sequence[Source]) -> tuple[list[Source], list[Source]]:
        """Sources that can be looked at now, and those whose host is talked to: where hosts get pauses, a second look
        would only wait for its turn, and keep others from theirs. `chosen`: those that are looked at already."""
        if not config.pause():
            return list(sources), []
        busy = {_host(each) for each in (*chosen, *(look.source for look in self._under_way.values()))}
        now: list[Source] = []
        later: list[Source] = []
        for source in sources:
            (later if (host := _host(source)) and host in busy else now).append(source)
            busy.add(host)
        return now, later

    @property
    def _elapsed(self) -> float:
        return time.monotonic() - self._began

    def _ended(self) -> list[Look]:
        """Looks that are over; at the end of the round's time, those too that are not."""
        done, _ = wait(self._under_way, max(0.0, LAST - self._elapsed), FIRST_COMPLETED)
        if len(done) < len(self._under_way):
            done, _ = wait(self._under_way, GATHER)
        if not done and self._elapsed >= LAST:
            late = [replace(look, error=TooSlow(_late())) for look in self._under_way.values()]
            self._under_way.clear()
            return late
        return [self._under_way.pop(each) for each in done]

    def _end(self, looks: Sequence[Look]) -> None:
        capture.keep(looks)
        self._read(looks)

    def _read(self, looks: Sequence[Look]) -> None:
        """Read what looks brought. What breaks the reader holds up no other; it is tried again later, by itself."""
        try:
            gather.read_new(looks)
        except (OperationalError, SoftTimeLimitExceeded):
            raise
        except Exception:
            if len(looks) > 1:
                for one in looks:
                    self._read([one])
            else:
                logger.exception("What %s brought could not be read.", looks[0].source.slug)


def _disconnect() -> None:
    connection.close()  # which one that is, is known in the thread


def _host(source: Source) -> str:
    return urlsplit(source.url).hostname or ""


def _late() -> str:
    return f"It was not over after {LOOK.seconds:g} seconds."
