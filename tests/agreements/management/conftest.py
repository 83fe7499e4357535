"""What the commands around gathering share: the bundled folder."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings


def run(name: str, **options: Any) -> str:
    """What a command says."""
    from django.core.management import call_command

    out = io.StringIO()
    call_command(name, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def inbox(us_sv: Any) -> Iterator[Path]:
    """The declared sources, and an inbox of this test's own."""
    folder = Path(settings.DATA_DIR) / "inbox"
    shutil.rmtree(folder, ignore_errors=True)
    run("load_sources")
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
