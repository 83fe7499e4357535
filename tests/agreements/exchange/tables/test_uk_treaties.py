"""The map of the UK register, over invented rows in its form: input and expected output lie in data/."""

import os
from pathlib import Path
from typing import Any

import pytest

from agreements import edtf
from agreements.exchange.tables import report
from agreements.history.verify import verify
from agreements.timeline import clocks, queries
from agreements.vocabulary import rank

from .registers import UK, load, sums

pytestmark = pytest.mark.django_db
DATA = Path(__file__).with_name("data")
# The real table, wherever it lies: its rows are not ours to ship.
REGISTER = os.environ.get("ENTENTE_REGISTER", "")


def expected(name: str) -> list[str]:
    return (DATA / name).read_text().splitlines()


def told(agreement: dict[str, Any]) -> str:
    """slug kind form parties | day value …; "!" is a warning, "?" our reading."""
    events = queries.bodies("event", clocks.now(), agreements__contains=[agreement["slug"]])
    steps = [
        ((update["date"] or event["date"])["edtf"], update) for event in events for update in event["status_updates"]
    ]
    steps.sort(key=lambda step: (edtf.parse(step[0]).date_from, rank("legal", step[1]["value"])))
    parts = [f"{day} {each['value']}{' !' * bool(each['warnings'])}{' ?' * each['inference']}" for day, each in steps]
    parties = ",".join(each["party"] for each in agreement["parties"])
    return " | ".join([f"{agreement['slug']} {agreement['kind']} {agreement['form']} {parties}", *parts])


def test_each_row_becomes_what_it_says() -> None:
    load((DATA / "register.csv").read_bytes(), UK)
    assert [told(each) for each in queries.bodies("agreement", clocks.now())] == expected("register.txt")
    first = queries.detail("agreement", "uk-treaties-1", clocks.now())
    assert (first["title"], first["short_title"]) == ("Convention on Bridges & Ferries", "Extradition 1881")
    assert [each["url"] for each in first["documents"]] == ["https://register.example/pdf/1882.pdf"]
    assert verify() == []


def test_each_kind_of_broken_row_is_refused_with_its_reason() -> None:
    done = load((DATA / "broken.csv").read_bytes(), UK)
    assert [report.refused(row) for row in done.plan.refused] == expected("broken.txt")
    assert sums(done) == {"new": 2, "changed": 0, "unchanged": 0, "refused": len(expected("broken.txt"))}


@pytest.mark.skipif(not REGISTER, reason="ENTENTE_REGISTER names no register")
def test_the_real_register_passes_and_a_second_run_changes_nothing() -> None:
    data = Path(REGISTER).read_bytes()
    done = load(data, UK)
    found = sums(done)
    assert sum(found.values()) == done.plan.rows
    assert found["new"] >= 0.95 * done.plan.rows
    assert all(row.problems for row in done.plan.refused)
    assert load(data, UK).revision is None
    assert verify() == []
