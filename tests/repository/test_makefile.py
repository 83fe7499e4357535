"""What the guides tell people to type exists."""

import re
import subprocess

from tests.repository.conftest import GUIDES, ROOT

MAKEFILE = (ROOT / "Makefile").read_text()
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", MAKEFILE, re.MULTILINE))
PROMISED = {"run", "test", "lint", "bench", "help"}


def test_every_promised_target_is_there() -> None:
    assert TARGETS >= PROMISED


def test_every_target_that_a_guide_names_exists() -> None:
    named = {
        (guide.name, target)
        for guide in GUIDES
        for target in re.findall(r"(?:^ {4}|`)make ([a-z-]+)", guide.read_text(), re.MULTILINE)
    }
    assert ("README.md", "run") in named
    assert {(guide, target) for guide, target in named if target not in TARGETS} == set()


def test_help_lists_every_target_of_its_own_accord() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"make ([a-z-]+)", listed)) == TARGETS


def test_every_target_without_a_file_is_declared_so() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert declared
    assert set(declared[1].split()) == TARGETS


def test_no_check_can_pass_by_being_ignored() -> None:
    recipes = [line for line in MAKEFILE.splitlines() if line.startswith("\t")]
    assert [line for line in recipes if "|| true" in line or re.match(r"\t@?-[^-]", line)] == []
    script = (ROOT / ".ci" / "run").read_text()
    assert "set -euo pipefail" in script
    assert "|| true" not in script
