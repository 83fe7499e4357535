"""manage.py propose"""

import io
import json
from typing import Any

import pytest
from django.core.management import call_command

from agreements.management.commands.propose import answer, answers
from agreements.models import Candidate

from ..builders import ground, make_agreement, write
from ..reading.tracked import ALL

LINE = {
    "id": "a1",
    "url": "https://news.example/1",
    "title": "",
    "text": "El Salvador y Estados Unidos suscribieron el lunes el acuerdo cafetalero, dijo Ana Torres.",
    "lang": None,
    "published": "2024-07-12",
}


def lines(*items: Any) -> list[bytes]:
    return [each if isinstance(each, bytes) else json.dumps(each).encode() for each in items]


def test_a_line_is_answered_as_it_is_promised() -> None:
    assert answer(json.dumps(LINE).encode(), ALL) == {
        "id": "a1",
        "kinds": ["signature"],
        "claims": [
            {
                "agreement": "coffee-accord-2024",
                "axis": "legal",
                "value": "signed",
                "party": None,
                "modality": "happened",
                "effective_date": "2024-07-08",
                "speaker": "Ana Torres",
                "evidence": [{"field": "text", "start": 29, "end": 41, "rule": "firma"}],
            }
        ],
    }


def test_every_line_has_its_answer_in_order_also_when_nothing_is_found() -> None:
    found = list(answers(lines(LINE, {**LINE, "id": 2, "text": "Nada.", "published": None}, LINE), ALL))
    assert [each["id"] for each in found] == ["a1", 2, "a1"]
    assert found[1]["claims"] == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{broken", "not JSON"),
        (b"[1]", "a line is an object"),
        ({**LINE, "published": "soon"}, "published: 'soon' is not a day; write it like 2025-02-03, or null"),
        ({**LINE, "published": 5}, "published: 5 is not a day"),
        ({**LINE, "text": ["a"]}, "text: must be text"),
        ({**LINE, "lang": 3}, "lang: must be a language code"),
    ],
)
def test_a_broken_line_gets_its_reason_and_the_rest_goes_on(line: Any, reason: str) -> None:
    first, second = answers(lines(line, LINE), ALL)
    assert first["id"] is None and reason in first["error"]
    assert second["id"] == "a1"


def test_missing_fields_are_empty() -> None:
    assert answer(b'{"id": "x"}', ALL) == {"id": "x", "kinds": [], "claims": []}


def test_empty_lines_have_no_answer() -> None:
    assert len(list(answers(lines(b"\n", LINE, b"  \n"), ALL))) == 1


@pytest.mark.django_db
def test_the_command_reads_the_record_and_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    write(
        *ground(),
        make_agreement(
            "coffee-2024", title="Coffee accord", aliases=[{"text": "acuerdo cafetalero", "language": "es"}]
        ),
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\n".join(lines(LINE, LINE)))))
    out = io.StringIO()
    call_command("propose", stdout=out)
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [each["claims"][0]["agreement"] for each in found] == ["coffee-2024", "coffee-2024"]
    assert not Candidate.objects.exists()
