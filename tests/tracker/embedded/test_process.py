"""Children end with their parent, and stop when told."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tracker.conftest import exists, python, wait_until
from tracker.embedded.process import spawn, stop

PARENT = """
import signal, sys, time
from tracker.embedded.process import spawn
child = spawn(["sleep", "60"], death_signal=signal.SIGTERM, guarded=sys.argv[1] == "guarded")
print(child.pid, flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize("way", ["direct", "guarded"])
def test_a_child_dies_with_its_killed_parent(way: str) -> None:
    parent = python("-c", PARENT, way)
    assert parent.stdout is not None
    with parent.stdout as output:
        child = int(output.readline())
    assert wait_until(lambda: b"sleep" in Path(f"/proc/{child}/cmdline").read_bytes())
    family = {child, *_children(child)}
    parent.kill()
    parent.wait()
    assert wait_until(lambda: not any(exists(pid) for pid in family), 5)


def _children(pid: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.parametrize("guarded", [False, True])
def test_stop_sends_the_signal_and_gives_the_status_back(guarded: bool) -> None:
    script = "import signal, sys, time; signal.signal(signal.SIGINT, lambda *_: sys.exit(7)); print(1); time.sleep(60)"
    child = spawn([sys.executable, "-u", "-c", script], death_signal=signal.SIGTERM, output=-1, guarded=guarded)
    assert child.stdout is not None
    with child.stdout as output:
        output.readline()
    assert stop(child, signal.SIGINT, 10) == 7


def test_a_child_that_does_not_stop_is_killed_with_its_group() -> None:
    script = "trap '' TERM; sleep 60 & echo $!; wait; wait"
    child = spawn(["/bin/sh", "-c", script], death_signal=signal.SIGKILL, output=-1)
    assert child.stdout is not None
    with child.stdout as output:
        grandchild = int(output.readline())
    assert stop(child, signal.SIGTERM, 0.2) == -signal.SIGKILL
    assert wait_until(lambda: not exists(grandchild), 5)


def test_a_child_heeds_signals_that_a_shell_told_us_to_ignore() -> None:
    # A shell without job control starts background jobs with SIGINT and SIGQUIT ignored.
    before = signal.signal(signal.SIGQUIT, signal.SIG_IGN)
    try:
        child = spawn(["sleep", "60"], death_signal=signal.SIGKILL)
    finally:
        signal.signal(signal.SIGQUIT, before)
    assert stop(child, signal.SIGQUIT, 5) == -signal.SIGQUIT


def test_a_guarded_child_that_ends_by_itself_gives_its_status() -> None:
    child = spawn(["/bin/sh", "-c", "exit 3"], death_signal=signal.SIGTERM, guarded=True)
    assert child.wait(5) == 3


def test_the_child_inherits_nothing_but_what_it_is_given() -> None:
    reading, writing = os.pipe()
    os.set_inheritable(writing, True)
    script = "import os; print(sorted(int(fd) for fd in os.listdir('/proc/self/fd')))"
    child = spawn([sys.executable, "-c", script], death_signal=signal.SIGKILL, output=subprocess.PIPE)
    output, _ = child.communicate(timeout=10)
    os.close(reading)
    os.close(writing)
    assert str(writing) not in output.decode().strip("[]\n").split(", ")
