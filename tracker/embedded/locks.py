"""File locks of the kernel: they end with the process that holds them, however it ends."""

import fcntl
import os
from pathlib import Path


class FileLock:
    """One open lock file. Closing it, or dying, lets go."""

    def __init__(self, path: Path) -> None:
        self.fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold together with others; waits while somebody holds it alone."""
        fcntl.flock(self.fd, fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Hold alone, or return False at once."""
        try:
            fcntl.flock(self.fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let go, also for children that inherited the open file."""
        fcntl.flock(self.fd, fcntl.LOCK_UN)
        os.close(self.fd)


def is_held(path: Path) -> bool:
    """Whether some process holds the lock alone."""
    lock = FileLock(path)
    try:
        fcntl.flock(lock.fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        lock.close()
    return False
