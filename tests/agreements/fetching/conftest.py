from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from agreements.fetching.client import Client
from agreements.fetching.finding import Extract
from agreements.fetching.polite import Web
from agreements.models import FetchRun, Source
from tests.agreements.fetching.feeds import extract
from tests.agreements.fetching.site import Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_data_dir(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.FETCH_PAUSE = 0


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with Site() as site:
        settings.FETCH_ALLOW = [site.pair]
        yield site


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    with Client() as client:
        yield client


@pytest.fixture
def web(client: Client) -> Web:
    return Web(client)


class Looker:
    """Sources, and looks at them an hour apart."""

    def __init__(self, web: Web) -> None:
        self.web, self.now = web, NOW
        self.extract: Extract = extract

    def source(self, url: str, format: str = "rss", **fields: Any) -> Source:
        slug = fields.pop("slug", f"source-{Source.objects.count() + 1}")
        return Source.objects.create(
            slug=slug, name=fields.pop("name", "Example News"), url=url, format=format, **fields
        )

    def look(self, source: Source) -> FetchRun:
        from agreements.fetching.capture import look

        self.now += timedelta(hours=1)
        run = look(Source.objects.get(pk=source.pk), client=self.web, extract=self.extract, now=self.now)
        source.refresh_from_db()
        return FetchRun.objects.get(pk=run.pk)


@pytest.fixture
def looker(db: None, web: Web) -> Looker:
    return Looker(web)
