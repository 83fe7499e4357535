"""manage.py load_sources."""

from pathlib import Path

import pytest

from agreements.models import Source

from .conftest import run

pytestmark = pytest.mark.django_db


def test_sources_are_declared_once_and_the_folder_filled_once(inbox: Path):
    assert Source.objects.filter(slug="press-folder", enabled=True).exists()
    assert len(list((inbox / "press-folder").iterdir())) > 5
    before = Source.objects.count()
    assert run("load_sources") == "0 new sources, 0 folders filled.\n"
    assert Source.objects.count() == before
