"""The ground under the tests: no way out of the machine, a database that can be emptied, a browser that starts."""

import socket
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection

from tests.conftest import TRUNCATE_TRIGGERS, NetworkBlocked


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "example.com"])
def test_connecting_to_another_machine_is_refused(host: str) -> None:
    with pytest.raises(NetworkBlocked, match="A test must not reach"):
        socket.create_connection((host, 80), timeout=1)


def test_looking_a_name_up_is_refused() -> None:
    with pytest.raises(NetworkBlocked, match=r"example\.com"):
        socket.getaddrinfo(b"example.com", 443)


def test_refusing_is_not_an_error_that_code_under_test_could_swallow() -> None:
    assert not issubclass(NetworkBlocked, Exception)


def test_this_machine_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()[:2]).close()


@pytest.mark.django_db
def test_the_test_database_has_no_trigger_against_truncate() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TRUNCATE_TRIGGERS)
        assert cursor.fetchall() == []
        cursor.execute("SELECT current_database()")
        assert cursor.fetchone()[0].startswith("test_entente_")


@pytest.mark.django_db(transaction=True)
def test_a_page_opens_in_the_browser(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/admin/login/")
    assert page.locator("input[name=username]").count() == 1


def test_the_cache_is_the_broker_of_the_session() -> None:
    cache.set("ground", 1, 5)
    assert cache.get("ground") == 1
