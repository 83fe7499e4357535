"""Lists for tests: saved answers of the forms that real services give, and how to parse one."""

import json
from pathlib import Path
from typing import Any

from agreements.fetching import formats
from agreements.fetching.client import Response
from agreements.fetching.formats.base import Parsed, Place

DATA = Path(__file__).parent / "data"
URL = "https://news.example/api/items"
JSON = "application/json; charset=utf-8"


def saved(name: str) -> bytes:
    return (DATA / name).read_bytes()


def parse(format: str, content: Any, settings: dict[str, Any] | None = None, url: str = URL, **headers: str) -> Parsed:
    """`content`: bytes as they come, or a value that is sent as JSON."""
    content = content if isinstance(content, bytes) else json.dumps(content).encode()
    named = {"content-type": JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    place = Place("news", url, format, settings=settings or {})
    return formats.of(format).parse(Response(url, url, content, 200, named), place)
