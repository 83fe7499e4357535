"""The bundled record as it stood on the day it was compiled."""

from datetime import date

import pytest

from agreements.models import Revision
from agreements.timeline.clocks import AsOf

TODAY = date(2026, 11, 24)


@pytest.fixture
def asof(us_sv: Revision) -> AsOf:
    return AsOf(us_sv.number, TODAY)


def public_on(revision: Revision, day: str) -> AsOf:
    """What the public could read on that day."""
    return AsOf(revision.number, TODAY, date.fromisoformat(day))
