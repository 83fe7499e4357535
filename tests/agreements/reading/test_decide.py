"""What of the things heard an item says."""

from .test_propose import read


def modalities(text: str, title: str = "") -> dict[str, str]:
    return {claim.value: claim.modality for claim in read(text, title).claims}


def test_a_headline_does_not_assert_what_its_lead_only_reports() -> None:
    text = (
        "The United States suspended the coffee agreement with El Salvador, two people familiar with the matter said."
    )
    assert modalities(text, "United States suspends coffee agreement with El Salvador")["suspended"] == "reported"


def test_a_headline_that_the_text_bears_out_stands() -> None:
    text = "The United States suspended the coffee agreement with El Salvador on Monday."
    assert modalities(text, "United States suspends coffee agreement with El Salvador")["suspended"] == "happened"


def test_what_bears_a_day_to_come_is_planned_though_its_verb_is_in_the_present() -> None:
    text = "The coffee agreement between El Salvador and the United States takes effect on August 1."
    assert modalities(text) == {"in_force": "planned"}


def test_what_was_not_announced_is_no_announcement() -> None:
    assert modalities("No coffee agreement between El Salvador and the United States was announced.") == {}


def test_what_is_one_more_of_a_row_of_plans_is_planned() -> None:
    text = "El Salvador and the United States will finish the text and sign the coffee agreement."
    assert modalities(text)["signed"] == "planned"
