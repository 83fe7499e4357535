"""Asking the interface. Nothing of Django is imported at the top: this file may be read before the settings can be."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .asking import Api


@pytest.fixture
def api(client: Any, db: None) -> "Api":
    """The interface, asked by nobody in particular."""
    from .asking import Api

    return Api(client)


@pytest.fixture
def as_role(client: Any, db: None) -> "Callable[[str], Api]":
    """role → the interface, asked by somebody of that role who has signed in."""
    from django.contrib.auth.models import Group, User

    from .asking import Api

    def signed_in(role: str) -> Api:
        user = User.objects.create_user(f"{role}-{User.objects.count()}")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
        return Api(client)

    return signed_in


@pytest.fixture
def analyst(as_role: Any) -> "Api":
    """The interface, asked by an analyst."""
    found: Api = as_role("analyst")
    return found


@pytest.fixture
def reviewer(as_role: Any) -> "Api":
    """The interface, asked by a reviewer."""
    found: Api = as_role("reviewer")
    return found
