from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def site(settings: Any, tmp_path: Path) -> Iterator[Any]:
    from tests.agreements.cited_pages import cited_site

    with cited_site(settings, tmp_path) as site:
        yield site
