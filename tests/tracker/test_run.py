"""`make run` from start to stop, and what is left when it is killed: nothing."""

import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.tracker.conftest import CHECKOUT, clean_environment, exists, new_folder, python, wait_until
from tracker import run as run_module
from tracker.embedded.environment import Servers
from tracker.embedded.errors import CannotStart
from tracker.embedded.folder import read_address
from tracker.embedded.keeper import free_port
from tracker.embedded.session import Use
from tracker.services import ALL, WEB


class Running:
    """A supervisor, its output, and all processes that work in its data folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.environment = clean_environment(DATA_DIR=str(folder), PORT=str(self.port), **environment)
        self.process = python("-m", "tracker.run", environment=self.environment)
        self.lines: list[str] = []

    def wait_for(self, word: str) -> str:
        """Read the output up to the line with that word."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if word in line:
                return line
        raise AssertionError(f"{word!r} was never printed:\n" + "\n".join(self.lines))

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as answer:
            return answer.status, answer.read().decode()

    def end(self) -> int:
        """Read the rest of the output; the exit status."""
        assert self.process.stdout is not None
        with self.process.stdout as output:
            self.lines += [line.rstrip() for line in output]
        return self.process.wait(60)

    def family(self) -> set[int]:
        """The supervisor, its services and the keepers with their servers."""
        found = set()
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                variables = (entry / "environ").read_bytes()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"DATA_DIR={self.folder}".encode() in variables or str(self.folder).encode() in command:
                found.add(int(entry.name))
        return {pid for pid in found if exists(pid)}

    def service(self, name: str) -> int:
        """The process of a service: the supervisor's child with its command line."""
        (command,) = [service.command for service in ALL if service.name == name]
        for pid in self.family():
            arguments = Path(f"/proc/{pid}/cmdline").read_text().rstrip("\0").split("\0")
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            if tuple(arguments[2:]) == command and parent == self.process.pid:
                return pid
        raise AssertionError(f"no process runs {command}")


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A data folder for the tests that start everything: the first makes it, the others find it made."""
    folder = new_folder()
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def running() -> Iterator[list[Running]]:
    """Supervisors to be ended after the test, whatever happened in it."""
    started: list[Running] = []
    yield started
    for each in started:
        each.process.kill()
        each.process.wait()
        if each.process.stdout:
            each.process.stdout.close()
        assert wait_until(partial(_is_alone, each), 60), each.family()


def _is_alone(each: Running) -> bool:
    return not each.family()


def start(running: list[Running], folder: Path, **environment: str) -> Running:
    each = Running(folder, **environment)
    running.append(each)
    each.wait_for("Ctrl-C")
    return each


def test_it_starts_and_serves_and_stops_in_good_order(home: Path, running: list[Running]) -> None:
    run = start(running, home)
    assert run.get("/livez")[0] == 200
    status, page = run.get("/")
    assert (status, "<html" in page) == (200, True)
    style = re.search(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', run.get("/admin/login/")[1])
    assert style, "static files have hashed names"
    assert run.get(style[1])[0] == 200
    assert f"http://localhost:{run.port}/" in "\n".join(run.lines)
    assert (home / "admin-password").read_text().strip() in "\n".join(run.lines)
    assert stat.S_IMODE((home / "web.log").stat().st_mode) == 0o600

    run.process.send_signal(signal.SIGINT)
    assert run.end() == 0
    stops = [line.removeprefix("Stopping ") for line in run.lines if line.startswith("Stopping ")]
    assert stops == ["beat", "worker", "web", "the servers"]
    assert not run.family()


def test_it_starts_again_on_the_same_data_and_leaves_nothing_when_killed(home: Path, running: list[Running]) -> None:
    if not (home / "admin-password").exists():
        start(running, home).process.send_signal(signal.SIGINT)
        running[0].end()
    run = start(running, home)
    assert not any(word in line for line in run.lines for word in ("Loading", "Made the user", "Collecting"))
    assert len(run.family()) >= 6
    run.process.kill()
    run.process.wait()
    assert wait_until(lambda: not run.family(), 30), run.family()


def test_a_command_shares_the_database_and_a_service_that_dies_ends_the_run(home: Path, running: list[Running]) -> None:
    run = start(running, home)
    for service in ALL:
        variables = Path(f"/proc/{run.service(service.name)}/environ").read_text().split("\0")
        names = {variable.partition("=")[0] for variable in variables}
        assert "DATABASE_URL" in names
        assert not names & {"DATABASE_OWNER_URL", "ENTENTE_ROLE"}, "a service could become the owner of the database"

    script = "from django.conf import settings; print(settings.DATABASES['default']['PORT'])"
    shell = python("manage.py", "shell", "-v", "0", "-c", script, environment=clean_environment(DATA_DIR=str(home)))
    address = read_address(home, "postgres")
    assert address is not None
    assert shell.communicate(timeout=60)[0].strip() == str(address.port)
    assert run.process.poll() is None

    os.kill(run.service("worker"), signal.SIGKILL)
    assert run.end() == 128 + signal.SIGKILL
    assert any(line.startswith("worker ended by signal SIGKILL. The end of ") for line in run.lines)
    assert not run.family()


@pytest.mark.parametrize(("status", "exit_status"), [(3, 3), (0, 1), (-15, 143)])
def test_the_exit_status_is_that_of_the_service_and_never_success(
    folder: Path, status: int, exit_status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "web.log").write_text("\n".join(f"line {n}" for n in range(20)))
    assert run_module._report(WEB, status, folder) == exit_status
    printed = capsys.readouterr().err
    assert "line 19" in printed
    assert "line 11" not in printed


def test_a_server_that_was_given_up_ends_the_run(folder: Path) -> None:
    nobody_keeps_it = Use.__new__(Use)
    nobody_keeps_it.kind, nobody_keeps_it.folder = "postgres", folder
    with pytest.raises(CannotStart, match="embedded postgres could not be kept running"):
        run_module._watch({}, Servers(folder, [nobody_keeps_it]))


def test_a_port_that_is_taken_is_one_line_and_nothing_is_started(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = clean_environment(DATA_DIR=str(folder), PORT=str(port))
        run = python("-m", "tracker.run", environment=environment)
        output = run.communicate(timeout=30)[0]
    assert run.returncode == 1
    assert output.startswith(f"Port {port} on 127.0.0.1 cannot be used (Address already in use). Choose another: PORT=")
    assert output.count("\n") == 1
    assert not (folder / "postgres").exists()


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_no_port_is_one_line(folder: Path, port: str) -> None:
    run = python("-m", "tracker.run", environment=clean_environment(DATA_DIR=str(folder), PORT=port))
    output = run.communicate(timeout=30)[0]
    assert run.returncode == 1
    assert output == f"PORT={port} is not a port number. Choose one from 1 to 65535.\n"


def test_the_end_of_make_is_the_end_of_the_run(folder: Path) -> None:
    script = "import subprocess, sys; subprocess.run([sys.executable, '-m', 'tracker.run', '--with-parent'])"
    environment = clean_environment(DATA_DIR=str(folder), PORT=str(free_port()))
    make = python("-c", script, environment=environment)
    assert make.stdout is not None
    with make.stdout as output:
        assert "Starting the servers" in output.readline()
        (run,) = [int(pid) for pid in Path(f"/proc/{make.pid}/task/{make.pid}/children").read_text().split()]
        make.kill()
        make.wait()
        assert wait_until(lambda: not exists(run), 30)
    watched = Running.family.__get__(type("Folder", (), {"folder": folder})())
    assert wait_until(lambda: not watched(), 30)


@pytest.mark.skipif(os.geteuid() != 0, reason="this session is not root: the other tests show a normal user's run")
def test_a_normal_user_has_its_own_servers(folder: Path) -> None:
    interpreter = _interpreter_for_everybody()
    os.chown(folder, 65534, 65534)
    os.chown(folder / "run", 65534, 65534)
    script = (
        "import os; from pathlib import Path; from tracker.embedded.environment import servers\n"
        "with servers(database=True, broker=True, durable=False) as used:\n"
        "    pid = Path(used.folder, 'postgres', 'postmaster.pid').read_text().split()[0]\n"
        "    print(os.geteuid(), Path(f'/proc/{pid}').stat().st_uid, [use.kind for use in used.uses])\n"
    )
    packages = os.pathsep.join([str(CHECKOUT), *(path for path in sys.path if path.endswith("site-packages"))])
    asked = subprocess.run(
        [interpreter, "-c", script],
        env=clean_environment(DATA_DIR=str(folder), PYTHONPATH=packages, PYTHONDONTWRITEBYTECODE="1"),
        cwd="/",
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert asked.stdout.strip() == "65534 65534 ['postgres', 'valkey']", asked.stderr


def _interpreter_for_everybody() -> str:
    """A Python of our version that user `nobody` can run and that sees our packages."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/python{version}", f"/usr/local/bin/python{version}"):
        try:
            command = [
                candidate,
                "-c",
                f"import sys; sys.path.insert(0, {str(CHECKOUT)!r}); import tracker.embedded.folder",
            ]
            subprocess.run(command, check=True, capture_output=True, cwd="/", user=65534, group=65534, extra_groups=[])
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    pytest.skip("neither this Python nor the checkout can be reached by user nobody")


def test_time_is_left_for_services_to_stop_in_good_order() -> None:
    from tracker import settings, webserver

    seconds = {service.name: service.stop_seconds for service in ALL}
    assert seconds["web"] > webserver.graceful_timeout
    assert seconds["worker"] > settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT
