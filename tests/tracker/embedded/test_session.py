"""Servers are shared by their users, come back after a crash, and never stay behind."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.tracker.conftest import clean_environment, exists, python, wait_until
from tests.tracker.embedded.test_postgres import connect_as
from tests.tracker.embedded.test_valkey import client
from tracker.embedded.errors import CannotStart
from tracker.embedded.postgres import APP, OWNER
from tracker.embedded.session import Use

USE_AND_WAIT = """
import sys, time
from pathlib import Path
from tracker.embedded.session import Use
use = Use(sys.argv[1], Path(sys.argv[2]), durable=False)
print(use.address.port, flush=True)
time.sleep(float(sys.argv[3]))
use.close()
"""


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def use(stack: ExitStack, kind: str, folder: Path) -> Use:
    """Use a server until the end of the test."""
    used = Use(kind, folder, durable=False)
    stack.callback(used.close)
    return used


def postmaster(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split()[0])


def test_a_second_user_shares_the_server_and_the_last_one_stops_it(folder: Path) -> None:
    first = Use("postgres", folder, durable=False)
    pid = postmaster(folder)
    second = Use("postgres", folder, durable=False)
    assert second.address == first.address
    first.close()
    with connect_as(second, APP) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    second.close()
    assert not exists(pid)
    assert not second.alive()


def test_four_first_starts_at_once_share_one_server(folder: Path) -> None:
    users = [python("-c", USE_AND_WAIT, "valkey", str(folder), "1") for _ in range(4)]
    answers = [user.communicate(timeout=30)[0].strip() for user in users]
    assert answers[0].isdigit()
    assert len(set(answers)) == 1, answers
    assert [user.returncode for user in users] == [0] * 4


def test_a_killed_user_counts_as_gone(folder: Path) -> None:
    user = python("-c", USE_AND_WAIT, "postgres", str(folder), "60")
    assert user.stdout is not None
    with user.stdout as output:
        assert output.readline().strip().isdigit()
    pid = postmaster(folder)
    user.kill()
    user.wait()
    assert wait_until(lambda: not exists(pid), 5)


def test_a_server_dies_with_its_killed_keeper_and_the_next_user_gets_the_data(folder: Path, stack: ExitStack) -> None:
    first = use(stack, "postgres", folder)
    with connect_as(first, OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    pid = postmaster(folder)
    os.kill(first.address.keeper, signal.SIGKILL)
    assert wait_until(lambda: not exists(pid), 5)
    second = use(stack, "postgres", folder)
    with connect_as(second, OWNER) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_postgres_is_back_on_its_port_with_what_was_committed(folder: Path, stack: ExitStack) -> None:
    used = use(stack, "postgres", folder)
    with connect_as(used, OWNER) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    pid = postmaster(folder)
    os.kill(pid, signal.SIGKILL)
    assert wait_until(lambda: not exists(pid))
    again = use(stack, "postgres", folder)  # waits until it answers
    assert again.address == used.address
    assert postmaster(folder) != pid
    with connect_as(used, OWNER) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_a_killed_broker_is_back_on_its_port_with_its_queue(folder: Path, stack: ExitStack) -> None:
    used = use(stack, "valkey", folder)
    with client(used) as broker:
        broker.rpush("queue", "a", "b")
        pid = broker.info("server")["process_id"]
        os.kill(pid, signal.SIGKILL)
        assert wait_until(lambda: not exists(pid))
        assert use(stack, "valkey", folder).address == used.address
        assert broker.lrange("queue", 0, -1) == [b"a", b"b"]


def test_two_folders_have_two_servers(folder: Path, valkey: Use, stack: ExitStack) -> None:
    other = use(stack, "valkey", folder)
    with client(valkey) as here, client(other) as there:
        here.set("place", "here")
        there.set("place", "there")
        assert (here.get("place"), there.get("place")) == (b"here", b"there")


def test_a_server_that_cannot_start_says_why_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PG_BINDIR", str(folder))
    with pytest.raises(CannotStart, match=r"^PG_BINDIR=.* holds no program named postgres\. Correct it or unset it\.$"):
        Use("postgres", folder)


def test_a_user_of_the_folder_of_somebody_else_is_told_so(folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a folder of somebody else")
    script = "import os; from tracker.embedded.folder import data_dir; os.setuid(65534); data_dir()"
    refused = python("-c", script, environment=clean_environment(DATA_DIR=str(folder)))
    assert "cannot be written by this user. Set DATA_DIR" in refused.communicate(timeout=20)[0]
