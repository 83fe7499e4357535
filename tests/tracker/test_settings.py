"""Settings come from the environment; what is missing is said in one line; what goes out is locked down."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.tracker.conftest import clean_environment, python

GIVEN = {
    "SECRET_KEY": "x" * 60,
    "DATABASE_URL": "postgresql://app:pw@db.example:5433/entente",
    "DATABASE_OWNER_URL": "postgresql://owner:pw@db.example:5433/entente",
    "REDIS_URL": "redis://broker.example/0",
}


def settings_of(*names: str, **environment: str) -> dict[str, Any]:
    """Some settings as a fresh process with that environment sees them."""
    script = (
        "import json, sys, tracker.settings as s;"
        "print(json.dumps({n: getattr(s, n) for n in sys.argv[1:]}, default=str))"
    )
    asked = python("-c", script, *names, environment=clean_environment(**{**GIVEN, **environment}))
    output = asked.communicate(timeout=30)[0]
    assert asked.returncode == 0, output
    found: dict[str, Any] = json.loads(output)
    return found


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "REDIS_URL"])
def test_without_a_needed_variable_the_start_ends_with_one_line_that_names_it(name: str) -> None:
    asked = python("-c", "import tracker.settings", environment=clean_environment(**{**GIVEN, name: ""}))
    output = asked.communicate(timeout=30)[0]
    assert asked.returncode == 1
    assert output.startswith(f"Entente cannot start: {name} is not set.")
    assert output.count("\n") == 1


def test_the_app_connects_as_its_own_role_and_ddl_as_the_owner() -> None:
    app = settings_of("DATABASES", "DATABASE_APP_ROLE")
    owner = settings_of("DATABASES", "DATABASE_APP_ROLE", ENTENTE_ROLE="owner")
    assert [app["DATABASES"]["default"]["USER"], app["DATABASE_APP_ROLE"]] == ["app", "app"]
    assert [owner["DATABASES"]["default"]["USER"], owner["DATABASE_APP_ROLE"]] == ["owner", "app"]


def test_without_an_owner_of_its_own_the_one_role_does_all() -> None:
    owner = settings_of("DATABASES", ENTENTE_ROLE="owner", DATABASE_OWNER_URL="")
    assert owner["DATABASES"]["default"]["USER"] == "app"


def test_nothing_is_open_by_default_but_reading() -> None:
    found = settings_of("DEBUG", "ALLOWED_HOSTS", "PUBLIC_READ", "NUM_PROXIES", "SECURE_PROXY_SSL_HEADER")
    assert found == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "PUBLIC_READ": True,
        "NUM_PROXIES": 0,
        "SECURE_PROXY_SSL_HEADER": None,
    }


@pytest.mark.parametrize("https", [True, False])
def test_https_only_is_one_switch(https: bool) -> None:
    names = ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_HSTS_SECONDS")
    found = settings_of(*names, HTTPS_ONLY=str(https))
    assert {bool(value) for value in found.values()} == {https}


def test_a_proxy_is_believed_only_when_there_is_one() -> None:
    found = settings_of("SECURE_PROXY_SSL_HEADER", "REST_FRAMEWORK", NUM_PROXIES="1")
    assert found["SECURE_PROXY_SSL_HEADER"] == ["HTTP_X_FORWARDED_PROTO", "https"]
    assert found["REST_FRAMEWORK"]["NUM_PROXIES"] == 1


@pytest.mark.django_db
def test_every_answer_carries_the_strict_policy(client: Client) -> None:
    headers = client.get("/admin/login/").headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["Content-Security-Policy"].split(";")}
    assert policy == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/admin/login/", headers={"host": "elsewhere.example"}).status_code == 400
