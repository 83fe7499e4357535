"""How fast sources are gathered: 500 feeds of 20 entries from a local origin, through real worker processes.

Everything counts, from handing out the work to candidates in PostgreSQL: guards, snapshots, reading. The first pass
brings everything, the next ones nothing (304). Run on servers of its own, under var/bench-gathering. The processes are
warm: each has looked at a few feeds before, so that neither imports nor the making of patterns count.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.request import urlopen

Json = dict[str, Any]
ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "bench-gathering"
FEEDS = int(os.environ.get("BENCH_FEEDS", "500"))
PASSES = int(os.environ.get("BENCH_PASSES", "10"))  # of nothing new
WARM = 100  # feeds looked at before
PROCESSES = 2
PATIENCE = 600.0
ORIGINS = {"quick": (0.0, 0.0), "50 ms, 2 % errors": (0.05, 0.02)}


def measure() -> Json:
    """{origin: {"first": feeds/s, "unchanged": [feeds/s], "items", "accounted", "failed", "candidates",
    "memory": [MiB]}}; `items`: that the origin sent; `memory`: of all worker processes, after each pass."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    from tracker.embedded.environment import servers
    from tracker.embedded.folder import data_dir

    os.environ.update(DJANGO_SETTINGS_MODULE="tracker.settings", FETCH_PAUSE="0", DEBUG="off")
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"):
        os.environ.pop(name, None)
    with servers(database=True, broker=True, folder=data_dir(FOLDER.name)):
        os.environ["ENTENTE_ROLE"] = "owner"
        _prepare()
        return {name: _origin(name, *how) for name, how in ORIGINS.items()}


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_record", str(ROOT / "agreements" / "record" / "us-sv.json"), verbosity=0)


def _origin(name: str, latency: float, errors: float) -> Json:
    from agreements.models import Candidate, FetchRun, Snapshot

    with _serving(latency, errors) as port, _working(port) as worker:
        slug = f"wire-{'slow' if latency else 'quick'}"
        start = (FEEDS + WARM) * list(ORIGINS).index(name)  # no origin tells what another told
        _add(f"{slug}-warm", port, range(start + FEEDS, start + FEEDS + WARM))
        _pass(WARM)
        before = _served(port)
        _add(slug, port, range(start, start + FEEDS))
        first, unchanged, memory = FEEDS / _pass(FEEDS), [], [_memory(worker)]
        for _ in range(PASSES):
            unchanged.append(FEEDS / _pass(FEEDS))
            memory.append(_memory(worker))
        runs = FetchRun.objects.filter(source__enabled=True)
        items, skipped = _served(port) - before, sum(runs.values_list("items_skipped", flat=True))
        return {
            "first": first,
            "unchanged": unchanged,
            "items": items,
            # Each entry that was sent is a version that is kept, or stands in the log of its run.
            "accounted": Snapshot.objects.filter(run__in=runs).count() + skipped == items,
            "failed": runs.filter(outcome="failed").count(),
            "candidates": Candidate.objects.filter(snapshot__run__in=runs).count(),
            "memory": memory,
        }


def _add(slug: str, port: int, numbers: range) -> None:
    """Feeds of the origin as the only sources that are looked at."""
    from agreements.models import Source

    Source.objects.update(enabled=False)
    Source.objects.bulk_create(
        Source(slug=f"{slug}-{n}", name=f"Wire {n}", url=f"http://127.0.0.1:{port}/feed/{n}", format="rss")
        for n in numbers
    )


def _pass(feeds: int) -> float:
    """Seconds from making all sources due until every look is over and read."""
    from datetime import UTC, datetime

    from agreements import tasks
    from agreements.models import FetchRun, Source

    last = FetchRun.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    Source.objects.filter(enabled=True).update(next_check_at=datetime.now(UTC), claimed_until=None)
    began = time.monotonic()
    handed_out = 0.0
    while time.monotonic() - began < PATIENCE:
        if time.monotonic() - handed_out > 5:  # beat's minute, shortened: what it hands out at once is ours to find out
            tasks.tick.delay()
            handed_out = time.monotonic()
        runs = FetchRun.objects.filter(pk__gt=last).exclude(outcome="running").exclude(outcome="new", read_at=None)
        if runs.values("source").distinct().count() >= feeds:
            return time.monotonic() - began
        time.sleep(0.05)
    raise TimeoutError(f"not all of {feeds} sources were looked at in {PATIENCE:.0f} seconds")


def _served(port: int) -> int:
    with urlopen(f"http://127.0.0.1:{port}/served") as answer:  # noqa: S310  (our own origin)
        return int(answer.read())


@contextmanager
def _serving(latency: float, errors: float) -> Iterator[int]:
    command = [sys.executable, "-m", "benchmarks._origin", str(latency), str(errors)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline()) if process.stdout else 0
    finally:
        process.kill()
        process.wait()


@contextmanager
def _working(port: int) -> Iterator[int]:
    """Worker processes that may reach the origin; the process id of their parent."""
    os.environ["FETCH_ALLOW"] = f"127.0.0.1:{port}"
    environment = {**os.environ, "ENTENTE_ROLE": "app"}
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "tracker", "worker", "--loglevel", "ERROR"]
    options = ["--concurrency", str(PROCESSES), "--without-mingle", "--without-gossip", "--without-heartbeat"]
    log = (FOLDER / "worker.log").open("ab")
    process = subprocess.Popen(
        [*command, *options], cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
    )
    time.sleep(4)  # until it takes work
    try:
        yield process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=60)


def _memory(parent: int) -> int:
    """MiB that the worker's processes hold together, children of children included."""
    pages = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _group(entry) == parent:
            pages += int((entry / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") >> 20


def _group(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:
        return 0


def table(figures: Json) -> str:
    lines = [f"{'origin':20}{'first pass':>12}{'nothing new (worst)':>28}{'items':>8}{'accounted':>11}  memory, MiB"]
    for name, found in figures.items():
        again = f"{median(found['unchanged']):.0f} ({min(found['unchanged']):.0f})"
        lines.append(
            f"{name:20}{found['first']:>7.0f} fd/s{again:>23} fd/s{found['items']:>8}"
            f"{'yes' if found['accounted'] else 'NO':>11}  {' '.join(map(str, found['memory']))}"
        )
    return "\n".join(lines)
