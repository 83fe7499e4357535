"""Every command is tested, nothing private is handed over."""

import re

import pytest

from tests.repository.conftest import ROOT, tracked

# Declarations and shapes; `guard` and `keeper` are tried through `process` and `session`.
WITHOUT_TEST = {"__init__", "errors", "server", "guard", "keeper", "services", "urls", "webserver", "wsgi"}
COMMANDS = ROOT / "agreements" / "management" / "commands"


def test_every_management_command_has_a_test_file() -> None:
    commands = {path.stem for path in COMMANDS.glob("[a-z]*.py")}
    tested = {
        path.stem.removeprefix("test_") for path in (ROOT / "tests" / "agreements" / "management").rglob("test_*.py")
    }
    assert commands
    assert commands - tested == set()


def test_nothing_that_running_makes_is_handed_over() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("this is a copy without its history")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert "manage.py" in names
    made = re.compile(r"^(var|\.venv)/|(^|/)__pycache__/|\.pyc$|^\.env$|\.log$")
    assert [name for name in names if made.search(name)] == []


def test_every_module_of_the_wiring_has_a_test_file() -> None:
    wiring = [path for path in (ROOT / "tracker").rglob("*.py") if path.stem not in WITHOUT_TEST]
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests" / "tracker").rglob("test_*.py")}
    assert [path.relative_to(ROOT).as_posix() for path in wiring if path.stem not in tests] == []
