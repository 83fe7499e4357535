"""Work on hostile bytes in a child process with limits, kept alive between jobs.

The child imports one function, `module:name`, that takes (question, payload) and returns something JSON can hold. It
knows no secret of ours, writes no file, and may use only so much memory and time; when it breaks a limit it is killed
and the next job gets a new one. Parent and child talk over pipes: two lengths, then JSON, then bytes. No pickle, so a
child that was taken over can only lie.
"""

import contextlib
import importlib
import json
import os
import resource
import signal
import struct
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import IO, Any

from agreements.errors import PermanentError

ROOT = Path(__file__).resolve().parent.parent
LENGTHS = struct.Struct(">II")  # of the JSON, of the payload
LARGEST_ANSWER = 128 << 20
JOBS = 500  # then a fresh child, whatever a library may have leaked
OPEN_FILES = 64


class Broken(PermanentError):
    """The work could not be done on these bytes: it failed, or broke a limit. The same bytes would do so again."""


class Child:
    """A limited child process for one function. Safe between threads, and after a fork: every process has its own.

    `memory`: bytes of address space. `cpu`: seconds of processor time for one job.
    """

    def __init__(self, work: str, *, memory: int = 1 << 30, cpu: int = 20, jobs: int = JOBS) -> None:
        self.work, self.memory, self.cpu, self.jobs = work, memory, cpu, jobs
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[Any, Any] | None = None
        self._owner = self._done = 0

    def call(self, question: Any, payload: bytes = b"", *, seconds: float = 30) -> Any:
        """What the function returns for (question, payload). Raises Broken, or the PermanentError that it raised.

        `seconds`: wall clock, also for starting the child.
        """
        with self._lock:
            return self._call(question, payload, seconds)

    def close(self) -> None:
        """End the child; the next call would start another."""
        if self._end and self._owner == os.getpid():
            self._end()
        elif self._end:  # forked: the child is our parent's
            self._end.detach()
        self._process = self._end = None

    def _call(self, question: Any, payload: bytes, seconds: float) -> Any:
        process = self._running()
        late = threading.Event()

        def kill() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, kill)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdin and process.stdout  # noqa: S101  (both are pipes)
            _send(process.stdin, question, payload)
            answer = _receive(process.stdout)
        except (EOFError, OSError, ValueError):
            self.close()
            raise Broken(self._why(process, late.is_set(), seconds)) from None
        except BaseException:  # a time limit of our own, say: what the child still answers is for nobody
            self.close()
            raise
        finally:
            timer.cancel()
        self._done += 1
        return self._open(answer)

    def _running(self) -> subprocess.Popen[bytes]:
        mine = self._owner == os.getpid()
        if self._process and mine and self._process.poll() is None and self._done < self.jobs:
            return self._process
        self.close()
        process = self._start()
        self._process, self._owner, self._done = process, os.getpid(), 0
        self._end = weakref.finalize(self, _end, process)
        return process

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-B", "-m", "agreements.sandbox", self.work, str(self.memory), str(self.cpu)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
            start_new_session=True,  # Ctrl-C is for the parent, whose end the child sees on its stdin
        )

    def _open(self, answer: dict[str, Any]) -> Any:
        if "answer" in answer:
            return answer["answer"]
        if "refused" in answer:
            raise PermanentError(answer["refused"])
        if answer["broken"].startswith("MemoryError"):
            self.close()
            raise Broken(f"It needs more than {self.memory >> 20} MiB of memory to read.")
        raise Broken(f"It could not be read: {answer['broken']}")

    def _why(self, process: subprocess.Popen[bytes], late: bool, seconds: float) -> str:
        if late:
            return f"It could not be read within {seconds:g} seconds."
        return (
            f"Reading it needs more than {self.cpu} seconds of work or {self.memory >> 20} MiB, or crashes the reader."
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe:
            with contextlib.suppress(OSError):  # what was not yet flushed goes nowhere
                pipe.close()
    process.wait()


def _send(pipe: IO[bytes], message: Any, payload: bytes = b"") -> None:
    head = json.dumps(message).encode()
    pipe.write(LENGTHS.pack(len(head), len(payload)) + head)
    pipe.write(payload)
    pipe.flush()


def _read(pipe: IO[bytes], length: int) -> bytes:
    data = pipe.read(length)
    if len(data) < length:
        raise EOFError
    return data


def _receive(pipe: IO[bytes]) -> dict[str, Any]:
    head, payload = LENGTHS.unpack(_read(pipe, LENGTHS.size))
    if head > LARGEST_ANSWER or payload:
        raise ValueError("not an answer")
    answer = json.loads(_read(pipe, head))
    if not isinstance(answer, dict) or not answer.keys() & {"answer", "refused", "broken"}:
        raise ValueError("not an answer")
    return answer


# --- In the child ----------------------------------------------------------------------------------------------------


def _limit(kind: int, value: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS knows no limit on address space
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))


def _work(function: Any, question: Any, payload: bytes) -> dict[str, Any]:
    try:
        return {"answer": function(question, payload)}
    except PermanentError as error:
        return {"refused": str(error)}
    except Exception as error:
        return {"broken": f"{type(error).__name__}: {error}"[:300]}


def serve(work: str, memory: int, cpu: int) -> None:
    """Answer jobs from stdin on stdout until stdin ends. `work` is `module:function`."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints stays out of the answers
    module, name = work.split(":")
    function = getattr(importlib.import_module(module), name)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    while lengths := requests.read(LENGTHS.size):
        head, payload = LENGTHS.unpack(lengths)
        question = json.loads(_read(requests, head))
        content = _read(requests, payload)
        # Not RLIMIT_CPU: it counts from the child's first job on, and by ticks, stolen ones of a busy host included.
        signal.setitimer(signal.ITIMER_PROF, cpu)
        answer = _work(function, question, content)
        signal.setitimer(signal.ITIMER_PROF, 0)
        _send(answers, answer)


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
