"""What `manage.py check` says about the database roles."""

from typing import Any

import pytest
from django.core.checks import Tags, run_checks

APP = "postgres://app@127.0.0.1/entente"
OWNER = "postgres://owner@127.0.0.1/entente"


@pytest.fixture
def roles(settings: Any) -> Any:
    settings.DATABASE_URL = APP
    settings.DATABASE_OWNER_URL = OWNER
    return settings


def said(databases: list[str] | None = None) -> list[str]:
    found = run_checks(tags=[Tags.database], databases=databases)
    return [each.id for each in found if each.id and each.id.startswith("agreements.")]


def test_two_roles_are_as_it_should_be(roles: Any) -> None:
    assert said(["default"]) == []


def test_one_role_for_both_is_warned_of(roles: Any) -> None:
    roles.DATABASE_OWNER_URL = APP
    assert said(["default"]) == ["agreements.W001"]


def test_databases_are_not_looked_at_unless_asked(roles: Any) -> None:
    roles.DATABASE_OWNER_URL = APP
    assert said() == []
