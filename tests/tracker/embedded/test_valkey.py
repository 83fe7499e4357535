"""The embedded broker: a password, a file that survives, never a silent eviction."""

from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from tracker.embedded.folder import credentials
from tracker.embedded.server import HOST, Place
from tracker.embedded.session import Use
from tracker.embedded.valkey import Valkey


def client(use: Use, password: str | None = None) -> redis.Redis:
    """A client that tries once: by default a refused one tries for seconds."""
    once = Retry(NoBackoff(), 0)
    password = credentials(use.folder)["broker"] if password is None else password
    return redis.Redis(host=HOST, port=use.address.port, password=password, retry=once)


def test_without_the_password_nothing_is_answered(valkey: Use) -> None:
    with client(valkey, "") as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_a_wrong_password_is_refused(valkey: Use) -> None:
    with client(valkey, "guess") as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_it_keeps_an_append_only_file_and_evicts_nothing(valkey: Use) -> None:
    with client(valkey) as ours:
        settings = ours.config_get("append*", "maxmemory-policy", "bind")
    assert (settings["appendonly"], settings["maxmemory-policy"], settings["bind"]) == ("yes", "noeviction", HOST)


def test_outside_of_tests_the_file_is_synced_every_second(valkey: Use) -> None:
    assert "appendfsync everysec\n" in Valkey(Place(valkey.folder, None))._settings(1)


def test_its_password_stands_on_no_command_line(valkey: Use) -> None:
    process = client(valkey).info("server")["process_id"]
    assert credentials(valkey.folder)["broker"] not in Path(f"/proc/{process}/cmdline").read_text()
