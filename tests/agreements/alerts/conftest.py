from collections.abc import Iterator
from typing import Any

import pytest

from tests.agreements.alerts.receiver import Receiver, reachable


@pytest.fixture(autouse=True)
def set_up(settings: Any) -> None:
    settings.SITE_URL, settings.EMAIL_URL = "https://entente.example", "smtp://mail.example"


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    with reachable(settings) as receiver:
        yield receiver
