"""Scoring of what was read."""

import json
from pathlib import Path

import pytest

from benchmarks import reading
from benchmarks.skipping import Skipped

SLUG = "us-sv-art-2026"
LABEL = {
    "id": "1",
    "url": "https://news.example/1",
    "lang": "en",
    "published": "2026-01-30",
    "title": "",
    "text": "The United States and El Salvador signed the Agreement on Reciprocal Trade on Thursday.",
    "kinds": ["signature"],
    "distractor": False,
    "claims": [],
    "optional_claims": [],
}


def claim(value: str, modality: str = "happened", axis: str = "legal") -> dict[str, str]:
    return {"agreement": SLUG, "axis": axis, "value": value, "modality": modality}


def test_a_match_is_right_if_required_neutral_if_optional_and_wrong_otherwise() -> None:
    label = {**LABEL, "claims": [claim("signed"), claim("in_force", "planned")], "optional_claims": [claim("proposed")]}
    read = [reading.Read(label, [claim("signed"), claim("proposed"), claim("void")])]
    found = reading._scores(read, "status")
    assert (found["right"], found["wrong"], found["missed"]) == (1, 1, 1)
    assert found["f1"] == 0.5


def test_a_plan_told_as_done_is_costly() -> None:
    read = [reading.Read({**LABEL, "claims": [claim("in_force", "planned")]}, [claim("in_force", "happened")])]
    assert reading._costly(read) == {"asserted": 1, "of": 1, "share": 1.0}
    assert reading._confusions(read) == {"planned → happened": 1}


def test_a_set_is_measured_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({**LABEL, "claims": [claim("signed")]}) + "\n")
    monkeypatch.setenv("ENTENTE_READING_SET", str(path))
    figures = reading.measure()
    assert figures["languages"]["en"]["modality"]["f1"] == 1.0
    assert "en, modality" in reading.table(figures)


def test_without_a_set_nothing_is_measured_and_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ENTENTE_READING_SET", str(tmp_path / "none.jsonl"))
    with pytest.raises(Skipped, match="name one with ENTENTE_READING_SET"):
        reading.labelled()
