"""Taking back and choosing: what goes is the effect, never the statement."""

import pytest

from agreements.errors import Refused
from agreements.history.batch import AppendToAgreement
from agreements.history.record import record
from agreements.models import Determination, Retraction

from .. import inputs
from ..builders import (
    ground,
    make_agreement,
    make_determination,
    make_event,
    make_retraction,
    make_term,
    write,
)
from .contents import contents, written
from .reading import agreement, conflicts, event, part, standing, value

pytestmark = pytest.mark.django_db

HOMELAND = {"name": "Department of Homeland Security", "party": "USA"}
STATE = {"name": "Department of State", "party": "USA"}


def rivals() -> None:
    """Two institutions of one government at odds over one day."""
    write(
        *ground(),
        make_event(
            status_updates=[
                inputs.update(id="a-yes", value="in_force", speaker=HOMELAND),
                inputs.update(id="b-no", value="in_force", modality="denied", speaker=STATE),
            ],
            claims=[
                inputs.claim(id="here", speaker=HOMELAND),
                inputs.claim(id="there", value="Washington", speaker=STATE),
            ],
        ),
        AppendToAgreement(
            "memo",
            terms=(
                make_term(id="six", speaker=HOMELAND),
                make_term(id="five", low="4760000", high="4760000", speaker=STATE),
            ),
        ),
    )


def choose(name: str = "choice", preferred: str = "meeting-2025-a-yes", set_aside: str = "meeting-2025-b-no") -> None:
    write(make_determination([preferred], [set_aside], id=name))


# --- retractions -----------------------------------------------------------------------------------------------------


def test_a_retracted_update_stays_with_who_when_and_why_and_moves_nothing() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    revision = write(make_retraction("status_update", "meeting-2025-u1", "a misreading"), by="the editor")
    gone = part(event(), "status_updates", "meeting-2025-u1")["retracted"]
    assert (gone["by"], gone["reason"]) == ("the editor", "a misreading")
    assert gone["at"].startswith(revision.at.strftime("%Y-%m-%dT%H:%M"))
    assert value() is None


def test_a_retracted_event_takes_its_updates_and_contradictions_along() -> None:
    rivals()
    write(make_retraction("event", "meeting-2025"))
    assert event()["retracted"]["reason"] == "entered by mistake"
    assert value() is None
    assert [each["term"] for each in conflicts()] == ["amount"]


@pytest.mark.parametrize(
    ("kind", "public_id", "axis"),
    [
        ("status_update", "meeting-2025-b-no", "axis"),
        ("claim", "meeting-2025-there", "field"),
        ("term", "memo-five", "term"),
    ],
)
def test_a_contradiction_ends_when_one_side_is_taken_back(kind: str, public_id: str, axis: str) -> None:
    rivals()
    assert any(each[axis] for each in conflicts())
    write(make_retraction(kind, public_id))
    assert not any(each[axis] for each in conflicts())


def test_a_link_can_be_retracted() -> None:
    write(*ground(), make_agreement("other", links=[inputs.link(agreement="memo")]))
    write(make_retraction("link", "other-l1"))
    assert agreement("other")["links"][0]["retracted"]["reason"] == "entered by mistake"


def test_taking_back_twice_with_one_reason_changes_nothing() -> None:
    write(*ground(), make_event(status_updates=[inputs.update()]))
    write(make_retraction("status_update", "meeting-2025-u1"), make_retraction("status_update", "meeting-2025-u1"))
    before = contents()
    assert record([make_retraction("status_update", "meeting-2025-u1")], by="another", reason="again") is None
    assert contents() == before
    assert Retraction.objects.count() == 1


def test_what_comes_in_a_batch_can_be_taken_back_in_it() -> None:
    """As a bundle brings statements together with their retractions."""
    write(*ground(), make_event(status_updates=[inputs.update()]), make_retraction("status_update", "meeting-2025-u1"))
    assert event()["status_updates"][0]["retracted"] is not None
    assert value() is None


# --- determinations --------------------------------------------------------------------------------------------------


def test_open_rivals_make_the_value_disputed() -> None:
    rivals()
    found = standing()
    assert found and found["disputed"]
    assert [each["speaker"]["name"] for each in found["rivals"]] == [HOMELAND["name"], STATE["name"]]
    assert [each["open"] for each in conflicts()] == [True, True, True]


def test_a_choice_closes_the_contradiction_and_keeps_the_loser_in_it() -> None:
    rivals()
    choose()
    found = standing()
    assert found and (found["disputed"], found["determination"]) == (False, "choice")
    (closed,) = conflicts(open_ones=False)
    assert closed["determination"] == "choice"
    assert [each["status_updates"] for each in closed["accounts"]] == [["meeting-2025-a-yes"], ["meeting-2025-b-no"]]
    assert len(event()["status_updates"]) == 2


@pytest.mark.parametrize(("kind", "public_id"), [("status_update", "meeting-2025-a-yes"), ("event", "meeting-2025")])
def test_what_was_taken_back_is_neither_preferred_nor_set_aside(kind: str, public_id: str) -> None:
    rivals()
    write(make_retraction(kind, public_id))
    for sides in (("meeting-2025-a-yes", "meeting-2025-b-no"), ("meeting-2025-b-no", "meeting-2025-a-yes")):
        with pytest.raises(Refused, match="meeting-2025-a-yes.* was retracted; choose between accounts that stand"):
            write(make_determination(*([each] for each in sides)))
    assert not Determination.objects.exists()


def test_a_choice_made_before_its_account_was_taken_back_still_passes_when_it_comes_again() -> None:
    rivals()
    choice = make_determination(["meeting-2025-a-yes"], ["meeting-2025-b-no"], id="choice")
    write(choice)
    write(make_retraction("status_update", "meeting-2025-a-yes"))
    assert record([choice], by="ana", reason="again") is None


def test_choosing_the_denial_takes_the_asserted_value_out_of_the_standing() -> None:
    rivals()
    choose(preferred="meeting-2025-b-no", set_aside="meeting-2025-a-yes")
    assert value() is None


@pytest.mark.parametrize(
    ("preferred", "set_aside", "about"),
    [("memo-six", "memo-five", "term"), ("meeting-2025-here", "meeting-2025-there", "field")],
)
def test_choices_close_contradictions_of_terms_and_of_claims(preferred: str, set_aside: str, about: str) -> None:
    rivals()
    choose(preferred=preferred, set_aside=set_aside)
    (closed,) = conflicts(open_ones=False)
    assert closed[about] is not None


def test_taking_a_choice_back_opens_the_contradiction_again() -> None:
    rivals()
    before = [{**each} for each in conflicts()], standing()
    choose()
    write(make_retraction("determination", "choice"))
    assert (conflicts(), standing()) == before
    choose("another")
    assert [each["determination"] for each in conflicts(open_ones=False)] == ["another"]


def test_one_choice_against_all_others_closes_a_contradiction_of_three() -> None:
    values = {"a": "in_force", "b": "abandoned", "c": "void"}
    updates = [
        inputs.update(id=each, value=value, speaker={"name": each}, note="as said") for each, value in values.items()
    ]
    write(*ground(), make_event(status_updates=updates))
    write(make_determination(["meeting-2025-a"], ["meeting-2025-b", "meeting-2025-c"]))
    assert conflicts(open_ones=True) == []
    assert value() == "in_force"


def test_a_choice_gets_an_id_of_its_revision_and_passes_when_it_comes_again() -> None:
    rivals()
    same = [make_determination(["meeting-2025-a-yes"], ["meeting-2025-b-no"], id="choice")] * 2
    revision = write(*same)
    assert record(same, by="another", reason="again") is None
    nameless = write(make_determination(["memo-six"], ["memo-five"]))
    assert list(Determination.objects.values_list("public_id", "revision")) == [
        ("choice", revision.number),
        (f"determination-{nameless.number}-1", nameless.number),
    ]


def test_a_choice_renews_no_record_but_what_is_folded() -> None:
    rivals()
    revision = write(make_determination(["meeting-2025-a-yes"], ["meeting-2025-b-no"]))
    assert written(revision.number).keys() == {"standinginterval", "conflict"}
