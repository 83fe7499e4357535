"""What the children of `test_sandbox.py` do."""

import os
import signal
import time
from typing import Any

from agreements.errors import PermanentError


def echo(question: Any, payload: bytes) -> Any:
    return {"question": question, "size": len(payload)} if isinstance(question, dict) else {"question": question}


def who(question: Any, payload: bytes) -> int:
    return os.getpid()


def refuse(question: Any, payload: bytes) -> None:
    raise PermanentError("Not a feed.")


def fail(question: Any, payload: bytes) -> float:
    return 1 / 0


def die(how: str, payload: bytes) -> str:
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "exit":
        os._exit(0)
    if how == "segment":
        os.kill(os.getpid(), signal.SIGSEGV)
    if how == "lie":
        for descriptor in range(3, 64):
            try:
                os.write(descriptor, b"\xff" * 64)
            except OSError:
                continue
    return "alive"


def sleep(seconds: float, payload: bytes) -> None:
    time.sleep(seconds)


def slow_echo(question: Any, payload: bytes) -> Any:
    time.sleep(0.3)
    return question


def spin(question: Any, payload: bytes) -> None:
    while True:
        pass


def burn(seconds: float, payload: bytes) -> int:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass
    return os.getpid()


def fill(size: int, payload: bytes) -> int:
    return len(b"x" * size)


def write(path: str, payload: bytes) -> None:
    with open(path, "w") as file:
        file.write("x")


def environment(question: Any, payload: bytes) -> str:
    return str(dict(os.environ))


def chatter(question: Any, payload: bytes) -> str:
    print("x" * 100_000)
    os.write(1, b"y" * 100)
    return "done"
