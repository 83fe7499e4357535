"""What an installation sets about fetching. Every value has a default that is safe on the open Internet."""

import os
from pathlib import Path

from django.conf import settings

from agreements.fetching.errors import KeyMissing

PRODUCT = "Entente"


def data_dir() -> Path:
    return Path(settings.DATA_DIR)


def user_agent() -> str:
    """Who we are, and where to read about us: `Entente/0.1.0 (+https://entente.example)`."""
    site = getattr(settings, "SITE_URL", "")
    about = f"+{site}" if site else "a tracker of agreements between states"
    return f"{PRODUCT}/{getattr(settings, 'VERSION', '0.1.0')} ({about})"


def allowed() -> frozenset[tuple[str, int]]:
    """FETCH_ALLOW: `host:port` pairs, as written in addresses, that may be dialled wherever they lead. Usually none."""
    return frozenset(_pair(each) for each in getattr(settings, "FETCH_ALLOW", ()))


def pause() -> float:
    """FETCH_PAUSE: seconds between two requests to one host. 0: no pauses, and as many at a time as workers want."""
    return float(getattr(settings, "FETCH_PAUSE", 1))


def source_key(name: str) -> str:
    """The key for an API that stands in the environment variable `name`, SOURCE_KEY_…. Raises KeyMissing."""
    key = os.environ.get(name, "").strip()
    if not key:
        raise KeyMissing(f"This source needs a key: give it to the workers in the environment variable {name}.")
    if not (key.isascii() and key.isprintable()):  # whoever refused it later would repeat it
        raise KeyMissing(
            f"What stands in the environment variable {name} is no key: it holds a line break or the like."
        )
    return key


def _pair(text: str) -> tuple[str, int]:
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdigit():
        raise ValueError(f"FETCH_ALLOW: {text!r} is not host:port, such as 127.0.0.1:8000")
    return host.strip("[]").lower(), int(port)
