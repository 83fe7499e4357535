"""The ground of logging, and somebody who may log."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture
def desk(db: Any, client: Client) -> Client:
    """An analyst at a record with the agreement `memo` under negotiation."""
    from . import filling  # Django is set up only after this file is read

    filling.ground()
    return filling.analyst(client)
