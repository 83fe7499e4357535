"""Work in a limited child. What the children run stands in `sandbox_work.py`."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

from agreements.errors import PermanentError
from agreements.sandbox import ROOT, Broken, Child

Start = Callable[..., Child]


@pytest.fixture
def start() -> Iterator[Start]:
    children: list[Child] = []

    def begin(work: str, **limits: Any) -> Child:
        children.append(Child(f"tests.agreements.sandbox_work:{work}", **limits))
        return children[-1]

    yield begin
    for child in children:
        child.close()


def test_question_and_bytes_go_in_and_an_answer_comes_out(start: Start) -> None:
    child = start("echo")
    big = os.urandom(5 << 20)
    answer = child.call({"ñ": [1, None, "\ud800"]}, big)
    assert answer == {"question": {"ñ": [1, None, "\ud800"]}, "size": len(big)}


def test_one_child_does_many_jobs_and_then_a_fresh_one(start: Start) -> None:
    child = start("who", jobs=3)
    pids = [child.call(None) for _ in range(7)]
    assert len(set(pids[:3])) == len(set(pids[3:6])) == 1
    assert len(set(pids)) == 3


def test_a_refusal_is_raised_as_it_was_given(start: Start) -> None:
    with pytest.raises(PermanentError, match="^Not a feed.$"):
        start("refuse").call(None)


def test_a_failure_of_the_work_says_which_and_the_child_goes_on(start: Start) -> None:
    child = start("fail")
    for _ in range(2):
        with pytest.raises(Broken, match="ZeroDivisionError"):
            child.call(None)


@pytest.mark.parametrize("death", ["kill", "exit", "segment", "lie"])
def test_a_child_that_dies_or_lies_is_replaced(death: str, start: Start) -> None:
    child = start("die")
    for _ in range(2):
        with pytest.raises(Broken, match="crashes the reader"):
            child.call(death)
    assert child.call("not") == "alive"


def test_work_that_takes_too_long_is_cut_off(start: Start) -> None:
    child = start("sleep")
    began = time.monotonic()
    with pytest.raises(Broken, match="within 0.5 seconds"):
        child.call(20, seconds=0.5)
    assert time.monotonic() - began < 2
    assert child.call(0) is None


def test_an_answer_that_nobody_waited_for_is_not_taken_for_the_next(start: Start) -> None:
    """A worker's soft time limit is an exception that comes in the middle of anything."""

    class Limit(Exception):
        pass

    def strike(*args: Any) -> None:
        raise Limit

    child = start("slow_echo")
    child.call("warm")
    before = signal.signal(signal.SIGALRM, strike)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        with pytest.raises(Limit):
            child.call("first")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert child.call("second") == "second"


def test_work_that_uses_too_much_processor_time_is_cut_off(start: Start) -> None:
    with pytest.raises(Broken, match="1 seconds of work"):
        start("spin", cpu=1).call(None, seconds=20)


def test_the_processor_time_of_earlier_jobs_does_not_count(start: Start) -> None:
    child = start("burn", cpu=2)
    assert len({child.call(0.75) for _ in range(3)}) == 1


def test_work_that_needs_too_much_memory_fails(start: Start) -> None:
    child = start("fill", memory=256 << 20)
    with pytest.raises(Broken, match="256 MiB"):
        child.call(1 << 30)
    assert child.call(1 << 20) == 1 << 20


def test_a_child_cannot_write_files(start: Start, tmp_path: Path) -> None:
    with pytest.raises(Broken, match="OSError|Error"):
        start("write").call(str(tmp_path / "x"))
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_a_child_knows_none_of_our_secrets(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "secret")
    assert "secret" not in start("environment").call(None)


def test_what_the_work_prints_does_not_disturb_the_answer(start: Start) -> None:
    assert start("chatter").call(None) == "done"


def test_threads_take_turns(start: Start) -> None:
    child, answers = start("echo"), []

    def work(number: int) -> None:
        answers.append(child.call(number)["question"])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(8))


def test_a_forked_process_has_a_child_of_its_own(start: Start) -> None:
    child = start("who")
    ours = child.call(None)
    receive, send = get_context("fork").Pipe(duplex=False)
    forked = get_context("fork").Process(target=lambda: send.send(child.call(None)))
    forked.start()
    theirs = receive.recv()
    forked.join()
    assert theirs != ours
    assert child.call(None) == ours


def test_a_child_that_is_closed_is_gone(start: Start) -> None:
    child = start("who")
    pid = child.call(None)
    child.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


PARENT = """
import time
from agreements.sandbox import Child
child = Child("tests.agreements.sandbox_work:who")
print(child.call(None), flush=True)
time.sleep(60)
"""


def test_a_child_does_not_outlive_a_parent_that_is_killed() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout
    with parent.stdout as said:
        pid = int(said.readline())
    parent.kill()
    parent.wait()
    gone = threading.Event()
    for _ in range(100):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        gone.wait(0.05)
    else:
        pytest.fail(f"The child {pid} is still there.")
