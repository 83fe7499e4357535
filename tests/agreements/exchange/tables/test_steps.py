"""The order of a row's steps."""

import pytest

from agreements.exchange.tables.steps import Step, explained


def steps(**days: str) -> list[Step]:
    """Steps on the legal axis, each in an event of its own."""
    return [Step(value, "legal", value, day) for value, day in days.items()]


def said(found: list[Step]) -> list[tuple[str, str]]:
    return [(step.id, step.day) for step in found]


def test_regular_steps_need_no_note() -> None:
    given = steps(terminated="1980", signed="1950-01-01", termination_notified="1979", in_force="1950-01-01")
    found, warnings = explained(given, "The register")
    assert [step.value for step in found] == ["signed", "in_force", "termination_notified", "terminated"]
    assert {step.note for step in found} == {""}
    assert warnings == []


def test_entry_into_force_before_signature_is_kept_noted_and_holds_on() -> None:
    found, warnings = explained(steps(signed="1950-02-01", in_force="1950-01-01"), "The register")
    assert said(found) == [
        ("in-force", "1950-01-01"),
        ("signed", "1950-02-01"),
        ("in-force-after-signed", "1950-02-01"),
    ]
    assert warnings == ["signed (1950-02-01) after in force (1950-01-01)"]
    force, signed, reading = found
    assert force.note == ""
    assert signed.note == "As the register has it: signed (1950-02-01) after in force (1950-01-01)."
    assert reading.note.startswith("Our reading: The register dates in force (1950-01-01) before signed (1950-02-01)")
    assert (reading.event, reading.own) == ("in_force", True)


def test_after_what_holds_on_the_next_step_is_regular_again() -> None:
    found, warnings = explained(steps(in_force="1950", signed="1951", terminated="1960"), "The register")
    assert [step.value for step in found] == ["in_force", "signed", "in_force", "terminated"]
    assert len(warnings) == 1


def test_an_end_before_its_notice_stays_the_end() -> None:
    found, _ = explained(steps(in_force="1900", terminated="1920", termination_notified="1923"), "R")
    assert [step.id for step in found][-2:] == ["termination-notified", "terminated-after-termination-notified"]


@pytest.mark.parametrize(
    ("days", "warning"),
    [
        ({"signed": "1950", "terminated": "1960"}, "terminated (1960) after signed (1950)"),
        ({"terminated": "1950", "in_force": "1960"}, "in force (1960) after terminated (1950)"),
    ],
)
def test_other_irregular_steps_are_noted_and_nothing_is_read_into_them(days: dict[str, str], warning: str) -> None:
    found, warnings = explained(steps(**days), "R")
    assert warnings == [warning]
    assert len(found) == 2
    assert found[1].note == f"As the register has it: {warning}."


def test_a_note_of_the_map_stays() -> None:
    given = [*steps(in_force="1960"), Step("e", "legal", "signed", "1961", note="By hand.")]
    found, _ = explained(given, "R")
    assert found[1].note.startswith("By hand. As the register has it:")


def test_plans_are_never_irregular() -> None:
    given = [*steps(signed="2030"), Step("e", "legal", "terminated", "2031", modality="planned")]
    assert explained(given, "R")[1] == []


def test_axes_have_each_their_own_order() -> None:
    given = [*steps(terminated="1950"), Step("e", "operation", "operating", "1960")]
    assert explained(given, "R")[1] == []
    ladder = [Step("e", "disclosure", "registered_with_un", "1950"), Step("f", "disclosure", "reported", "1960")]
    assert explained(ladder, "R")[1] == []
