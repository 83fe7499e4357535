"""Tables that wait for somebody's yes: DATA_DIR/imports/<who>/, one for each person, gone after a day."""

import json
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KEPT_SECONDS = 86_400
TABLE, MAP, ABOUT = "table", "map.toml", "about.json"


@dataclass(frozen=True, slots=True)
class Waiting:
    """`file`, `map_name`: as they were called where they came from."""

    file: str
    data: bytes
    map_name: str
    map_text: bytes


def put(owner: int, waiting: Waiting) -> None:
    """Keep this for a person, in place of what waited before."""
    sweep()
    drop(owner)
    folder = _folder(owner)
    _root().mkdir(parents=True, mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700)
    (folder / TABLE).write_bytes(waiting.data)
    (folder / MAP).write_bytes(waiting.map_text)
    # Last: without it nothing waits, so that what a crash left half is never read.
    (folder / ABOUT).write_text(json.dumps({"file": waiting.file, "map": waiting.map_name}))


def get(owner: int) -> Waiting | None:
    """What waits for this person's yes."""
    sweep()
    folder = _folder(owner)
    try:
        about = json.loads((folder / ABOUT).read_text())
    except FileNotFoundError:
        return None
    return Waiting(about["file"], (folder / TABLE).read_bytes(), about["map"], (folder / MAP).read_bytes())


def drop(owner: int) -> None:
    shutil.rmtree(_folder(owner), ignore_errors=True)


def sweep() -> None:
    """Remove what nobody said yes to within a day."""
    for folder in _root().glob("*"):
        if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return Path(settings.DATA_DIR) / "imports"


def _folder(owner: int) -> Path:
    return _root() / str(owner)
