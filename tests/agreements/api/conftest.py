"""Asking the interface. Nothing of Django is imported at the top: this file may be read before the settings can be."""

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .asking import Api


@pytest.fixture
def api(client: Any, db: None) -> "Api":
    """The interface, asked by nobody in particular."""
    from .asking import Api

    return Api(client)
