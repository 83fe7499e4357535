"""A site whose pages may be cited and fetched in tests of what lies above fetching."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from agreements.operations import gather
from tests.agreements.fetching.site import Site


@contextmanager
def cited_site(settings: Any, folder: Path) -> Iterator[Site]:
    """It may be fetched, without pauses; what is stored goes to `folder`."""
    settings.DATA_DIR, settings.FETCH_PAUSE = folder, 0
    with Site() as site:
        settings.FETCH_ALLOW = [site.pair]
        gather.web.cache_clear()
        yield site
        gather.web().close()
    gather.web.cache_clear()
