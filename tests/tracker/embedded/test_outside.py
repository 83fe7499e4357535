"""Servers of one's own: too old, or out of reach, is said in one line."""

import os

import pytest

from tracker.embedded import outside
from tracker.embedded.errors import CannotStart


def test_a_postgres_that_is_too_old_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside, "postgres_version", lambda url: 140012)
    with pytest.raises(CannotStart) as refusal:
        outside.check_postgres("postgresql://somewhere/entente")
    assert str(refusal.value).startswith("DATABASE_URL names a PostgreSQL 14; Entente needs 15 or newer.")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("version", [150000, 180004])
def test_postgres_15_and_newer_will_do(monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    monkeypatch.setattr(outside, "postgres_version", lambda url: version)
    outside.check_postgres("postgresql://somewhere/entente")


@pytest.mark.parametrize(("version", "good"), [("6.0.16", False), ("6.2.0", True), ("7.2.4", True), ("10.0.0", True)])
def test_redis_is_good_from_6_2(monkeypatch: pytest.MonkeyPatch, version: str, good: bool) -> None:
    monkeypatch.setattr(outside, "redis_version", lambda url: version)
    if good:
        outside.check_redis("redis://somewhere")
    else:
        with pytest.raises(CannotStart, match=f"REDIS_URL names a Redis {version}; Entente needs Redis 6.2 or newer"):
            outside.check_redis("redis://somewhere")


def test_the_versions_are_asked_of_the_servers_themselves() -> None:
    assert outside.postgres_version(os.environ["DATABASE_URL"]) >= 150000
    assert int(outside.redis_version(os.environ["REDIS_URL"]).split(".")[0]) >= 6


def test_a_server_out_of_reach_is_said_in_one_line() -> None:
    with pytest.raises(CannotStart, match="The server of DATABASE_URL cannot be reached") as database:
        outside.check_postgres("postgresql://nobody@127.0.0.1:1/entente")
    with pytest.raises(CannotStart, match="The server of REDIS_URL cannot be reached") as broker:
        outside.check_redis("redis://127.0.0.1:1/0")
    assert "\n" not in str(database.value) + str(broker.value)


def test_an_address_that_is_none_is_said_in_one_line() -> None:
    with pytest.raises(CannotStart, match="The server of REDIS_URL cannot be reached"):
        outside.check_redis("http://127.0.0.1:6379")
