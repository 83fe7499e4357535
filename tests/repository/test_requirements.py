"""What is installed is pinned to the byte, and each direct dependency says what it is for."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.repository.conftest import ROOT

LISTS = ["requirements", "requirements-dev"]
OURS = {"agreements", "benchmarks", "manage", "tests", "tracker"}
# Parts of a direct dependency that are published by themselves.
PART_OF = {
    "kombu": "celery",
    "playwright": "pytest-playwright",
    "pydantic-core": "pydantic",
    "typing-extensions": "pydantic",
}
PIN = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==[^\s;]+", re.MULTILINE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def direct(name: str) -> dict[str, str]:
    """Package → the rest of its line, of one .in file."""
    lines = (ROOT / f"{name}.in").read_text().splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "-r "))]
    return {normal(re.split(r"[\[<>=!~; ]", line)[0]): line for line in wanted}


@pytest.mark.parametrize("name", LISTS)
def test_every_line_is_a_pin_a_hash_or_a_remark(name: str) -> None:
    lines = (ROOT / f"{name}.txt").read_text().splitlines()
    odd = [
        line
        for line in lines
        if line and not PIN.match(line) and not re.match(r" +(--hash=sha256:[0-9a-f]{64}( \\)?|#.*)$|#", line)
    ]
    assert odd == []


@pytest.mark.parametrize("name", LISTS)
def test_every_pin_has_a_hash(name: str) -> None:
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / f"{name}.txt").read_text())[1:]
    assert len(blocks) > 40
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize("name", LISTS)
def test_every_direct_dependency_is_pinned(name: str) -> None:
    pinned = {normal(found) for found in PIN.findall((ROOT / f"{name}.txt").read_text())}
    assert set(direct(name)) - pinned == set()


def test_tests_run_on_the_very_versions_that_are_deployed() -> None:
    deployed, tested = (set(_pins(name)) for name in LISTS)
    assert deployed - tested == set()


def _pins(name: str) -> list[str]:
    return [found[0] for found in re.finditer(PIN, (ROOT / f"{name}.txt").read_text())]


def test_every_runtime_dependency_says_what_it_is_for() -> None:
    assert [line for line in direct("requirements").values() if " # " not in line] == []


def test_the_lists_name_no_place_where_packages_come_from() -> None:
    for path in ROOT.glob("requirements*"):
        assert "://" not in path.read_text()


def test_the_python_that_is_asked_for_is_the_one_that_is_compiled_and_checked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    oldest = project["project"]["requires-python"].removeprefix(">=")
    assert project["tool"]["mypy"]["python_version"] == oldest
    assert project["tool"]["ruff"]["target-version"] == "py" + oldest.replace(".", "")
    makefile = (ROOT / "Makefile").read_text()
    assert f"--python-version {oldest} " in makefile
    assert f"sys.version_info < ({oldest.replace('.', ', ')})" in makefile


def imported(*folders: str) -> dict[str, str]:
    """Distribution → a file that imports it, for all that is neither Python's own nor ours."""
    owners = packages_distributions()
    found = {}
    for path in (path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - OURS:
                assert name in owners, f"{path} imports {name}, which is not installed"
                found[normal(owners[name][0])] = path.relative_to(ROOT).as_posix()
    return found


@pytest.mark.parametrize(
    ("folders", "lists"),
    [(["agreements", "tracker"], ["requirements"]), (["tests", "benchmarks"], ["requirements", "requirements-dev"])],
)
def test_what_is_imported_is_a_direct_dependency(folders: list[str], lists: list[str]) -> None:
    listed = {name for each in lists for name in direct(each)}
    unlisted = {name: path for name, path in imported(*folders).items() if PART_OF.get(name, name) not in listed}
    assert unlisted == {}
