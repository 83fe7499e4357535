"""Children that cannot outlive their parent, even when it is killed with SIGKILL."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO

from tracker.embedded.account import Account, popen_options

PR_SET_PDEATHSIG = 1
LINUX = sys.platform == "linux"
GUARD = Path(__file__).with_name("guard.py")


def spawn(
    command: Sequence[str],
    *,
    death_signal: signal.Signals,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    output: int | IO[bytes] | None = None,
    pass_fds: Sequence[int] = (),
    guarded: bool = not LINUX,
) -> "subprocess.Popen[bytes]":
    """Start a child in a process group of its own that gets `death_signal` when this process dies.

    On Linux the kernel sends it (call from the main thread: the kernel watches the thread). Elsewhere, or with
    `guarded`, a small process between the two notices that its pipe to us has closed.
    """
    before_exec = _heed_signals
    if guarded:
        watched, _kept_open = os.pipe()  # our end is never closed: the kernel does it when we end
        command = [sys.executable, str(GUARD), str(watched), str(int(death_signal)), *command]
        pass_fds = [*pass_fds, watched]
    else:
        before_exec = _die_with(os.getpid(), death_signal)
    child = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        env=env,
        cwd=cwd,
        pass_fds=pass_fds,
        process_group=0,
        preexec_fn=before_exec,
        **popen_options(account),
    )
    if guarded:
        os.close(watched)
    return child


def _heed_signals() -> None:
    """A shell starts background jobs with some signals ignored, and that is inherited: the child shall obey ours."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def die_with_parent(death_signal: signal.Signals) -> None:
    """Ask the kernel for `death_signal` when our own parent dies (Linux only: elsewhere nothing happens)."""
    if LINUX:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)


def _die_with(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    def before_exec() -> None:
        _heed_signals()
        die_with_parent(death_signal)
        if os.getppid() != parent:  # it died before the kernel was told
            os._exit(1)

    return before_exec


def stop(child: "subprocess.Popen[bytes]", stop_signal: signal.Signals, seconds: float) -> int:
    """Ask the child to end; after `seconds` kill its whole group. Returns its exit status (negative: a signal)."""
    if child.poll() is None:
        child.send_signal(stop_signal)
    try:
        return child.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        return child.wait()
