"""What several commands do alike: read a file, say why it was refused, show how far they have come."""

import sys
from pathlib import Path

from django.core.management.base import CommandError

from agreements.errors import Refused

BAR = 20


def read_file(path: str) -> bytes:
    """A file's content, of "-" that of standard input. Raises CommandError."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}") from None


def refusal(name: str, refused: Refused) -> CommandError:
    """The end of a command whose input was refused, with every problem on a line."""
    lines = "\n".join(f"  {problem}" for problem in refused.problems)
    return CommandError(f"{name} was refused; nothing was changed:\n{lines}")


def progress(number: int, total: int) -> str:
    """What stands before the `number`th of `total` while it is worked on: "[##########..........] 2/2"."""
    done = round(BAR * (number - 1) / total)
    return f"[{'#' * done}{'.' * (BAR - done)}] {number}/{total}"
