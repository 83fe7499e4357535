"""Stands between a parent and its child where the kernel has no parent-death signal (macOS).

Usage: guard.py FD SIGNAL COMMAND… FD is the reading end of a pipe whose other end only the parent holds.
"""

import os
import select
import signal
import subprocess
import sys

GRACE_SECONDS = 10.0
FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP)


def main(watched: int, death_signal: int, command: list[str]) -> int:
    """Run the command until it ends or the pipe closes; returns its exit status."""
    child = subprocess.Popen(command)
    for number in FORWARDED:
        signal.signal(number, lambda received, _frame: child.send_signal(received))
    while child.poll() is None:
        if select.select([watched], [], [], 0.1)[0]:  # readable without data: the parent is gone
            child.send_signal(death_signal)
            _wait_or_kill(child)
    return child.returncode if child.returncode >= 0 else 128 - child.returncode


def _wait_or_kill(child: "subprocess.Popen[bytes]") -> None:
    try:
        child.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


if __name__ == "__main__":
    os.set_inheritable(int(sys.argv[1]), False)
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
