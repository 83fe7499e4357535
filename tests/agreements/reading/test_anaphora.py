"""What a word for an instrument means where it stands."""

from typing import Any

from agreements.reading.item import Item, Proposal, Tracked
from agreements.reading.propose import propose

from .tracked import ALL, agreement

LETTER = agreement("crop-letter-2024", "trade", ("letter on crops", "en"))


def told(text: str, *more: Tracked, title: str = "") -> list[tuple[str, str]]:
    found: Proposal = propose(Item("1", "", title, text, "en", None), (*ALL, *more))
    return [(claim.agreement, claim.value) for claim in found.claims]


def says(text: str, claim: tuple[str, str], **more: Any) -> bool:
    return claim in told(text, LETTER, **more)


def test_the_letter_is_the_one_agreement_of_the_item_that_is_a_letter() -> None:
    text = (
        "El Salvador and the United States have a letter on crops and a coffee agreement.\n"
        "They signed the coffee agreement in May 2024. The letter expired."
    )
    assert says(text, ("crop-letter-2024", "expired"))


def test_a_year_beside_the_word_tells_which_of_two_is_meant() -> None:
    text = (
        "The United States and El Salvador signed the asylum accord in May 2024.\n"
        "It follows another asylum accord. The agreement of 2018 was terminated."
    )
    assert says(text, ("asylum-accord-2018", "terminated"))


def test_what_the_sentence_named_before_the_word_is_meant() -> None:
    text = (
        "The United States and El Salvador signed the coffee agreement.\n"
        "As for the harvest workers memorandum with El Salvador, that text was never signed."
    )
    assert says(text, ("harvest-memorandum-2023", "signed"))


def test_after_a_turn_to_other_states_ours_is_meant_again_where_it_is_with_ours() -> None:
    text = (
        "The United States and El Salvador signed the coffee agreement. The agreement with Guatemala is in force. "
        "The agreement with El Salvador has not entered into force."
    )
    assert says(text, ("coffee-accord-2024", "in_force"))


def test_an_item_that_names_nothing_is_about_the_agreement_whose_gist_it_touches() -> None:
    prison = agreement("us-sv-detention-arrangement-2025", "outsourcing", non_binding=True)
    text = (
        "Hardly anybody asks about the men on the flights from the United States that left in spring.\n"
        "They are in a cell somewhere in El Salvador. The understanding was never published."
    )
    assert ("us-sv-detention-arrangement-2025", "undisclosed") in told(text, prison)


def test_one_touch_of_the_gist_is_not_enough() -> None:
    prison = agreement("us-sv-detention-arrangement-2025", "outsourcing", non_binding=True)
    assert told("The United States and El Salvador met. The understanding was never published.", prison) == []


def test_an_indefinite_word_of_some_form_means_no_agreement_of_that_form() -> None:
    text = (
        "The United States and El Salvador signed the coffee agreement and the harvest workers memorandum. "
        "The coffee agreement was published.\n"
        "A memorandum of the attorney general in Washington has never been made public."
    )
    assert not says(text, ("harvest-memorandum-2023", "undisclosed"))


def test_the_form_alone_does_not_mean_an_agreement_that_is_hardly_spoken_of() -> None:
    text = (
        "The United States and El Salvador signed the prison arrangement. The prison arrangement was published.\n"
        "The prison arrangement rests on notes. The prison arrangement runs for a year.\n"
        "It came before the prisoner exchange.\n"
        "The exchange of March was terminated by the United States and El Salvador."
    )
    assert says(text, ("prison-arrangement-2024", "discontinued"))
    assert not says(text, ("exchange-2024", "terminated"))


def test_in_a_talk_what_a_question_is_about_is_meant_by_the_answer() -> None:
    prison = agreement("us-sv-detention-arrangement-2025", "outsourcing", non_binding=True)
    text = (
        "QUESTION: What of coffee?\nANSWER: The United States and El Salvador signed the coffee agreement.\n"
        "QUESTION: Is anything new?\nANSWER: No.\n"
        "QUESTION: The men were flown to the megaprison in El Salvador. Is there a paper?\n"
        "ANSWER: The notes were never published."
    )
    assert ("us-sv-detention-arrangement-2025", "undisclosed") in told(text, prison)


def test_the_month_behind_a_word_tells_which_agreement_of_the_item_is_meant_and_what_follows_is_about_it() -> None:
    text = (
        "El Salvador y Estados Unidos tienen un acuerdo cafetalero y un memorando de trabajadores de cosecha.\n"
        "El texto de mayo es breve. No se firmó en público. Nunca ha entrado en vigor."
    )
    found = propose(Item("1", "", "", text, "es", None), ALL).claims
    assert ("harvest-memorandum-2023", "in_force", "denied") in [(c.agreement, c.value, c.modality) for c in found]
