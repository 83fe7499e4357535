"""The sentence that says how one agreement stands."""

import pytest

from .. import inputs
from ..builders import ground, make_determination, make_event, write

pytestmark = pytest.mark.django_db


def sentence(look, **query):
    return look("/agreements/memo/", **query).one("p", class_="sentence").text


def said(value, day, **changes):
    return make_event(
        f"{value.replace('_', '-')}-{day[:4]}", date=day, status_updates=[inputs.update(value=value, **changes)]
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2025-02-03", "Signed on 3 February 2025, by a single report."),
        ("2025-02", "Signed in February 2025, by a single report."),
        ("2025", "Signed in 2025, by a single report."),
        ("2025~", "Signed about 2025, by a single report."),
        ("[2025-03-13,2025-03-14]", "Signed on 13 or 14 March 2025, by a single report."),
    ],
)
def test_a_step_has_its_day_as_well_as_it_is_known(db, look, day, words):
    write(*ground(), make_event("a", date=day, status_updates=[inputs.update()]))
    assert sentence(look) == words


def test_what_lasts_is_said_since_when(db, look):
    write(*ground(), said("in_force", "2006-03-01"))
    assert sentence(look).startswith("In force since 1 March 2006")


def test_before_a_conclusion_only_the_last_word_counts(db, look):
    write(*ground(), said("proposed", "2024-01-01"), said("under_negotiation", "2024-05-01"))
    assert sentence(look) == "Under negotiation since 1 May 2024, by a single report."


def test_after_a_conclusion_nothing_before_it_is_said(db, look):
    write(*ground(), said("under_negotiation", "2024-05-01"), said("signed", "2025-02-03"))
    assert sentence(look) == "Signed on 3 February 2025, by a single report."


def test_on_an_earlier_day_later_steps_are_not_said(db, look):
    write(*ground(), said("signed", "2025-02-03"), said("in_force", "2025-06-01"))
    assert "in force" in sentence(look)
    assert sentence(look, valid_on="2025-03-01") == "Signed on 3 February 2025, by a single report."


@pytest.fixture
def disputed(db):
    one = inputs.update(value="in_force", speaker={"name": "A Ministry"})
    other = inputs.update(value="in_force", modality="denied", speaker={"name": "Another Ministry"})
    write(
        *ground(),
        said("signed", "2024-02-03"),
        make_event("yes", status_updates=[one]),
        make_event("no", status_updates=[other]),
    )


def test_a_contradiction_is_a_doubt_and_no_step(disputed, look):
    assert sentence(look) == (
        "Signed on 3 February 2024, by a single report. Whether it was ever in force is disputed."
    )


def test_it_is_said_in_spanish(disputed, look):
    assert sentence(look, lang="es") == (
        "Firmado el 3 de febrero de 2024, según un solo informe. Se discute si estuvo alguna vez en vigor."
    )


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2006-03-01", "En vigor desde el 1 de marzo de 2006, "),
        ("2006-03", "En vigor desde marzo de 2006, "),
        ("2006", "En vigor desde 2006, "),
        ("[2006-03-01,2006-03-02]", "En vigor desde 1 o 2 de marzo de 2006, "),
    ],
)
def test_spanish_names_a_day_with_its_article(db, look, day, words):
    write(*ground(), make_event("a", date=day, status_updates=[inputs.update(value="in_force")]))
    assert sentence(look, lang="es").startswith(words)


def test_what_a_determination_prefers_is_a_step_again(disputed, look):
    write(make_determination(["yes-u1"], ["no-u1"], id="choice"))
    assert sentence(look) == "Signed on 3 February 2024 and in force since 3 February 2025, by a single report."
    page = look("/agreements/memo/")
    assert "Determined. the text says so an analyst" in page.one("p", class_="ruling").text
    assert page.one("section", class_="settled")


def test_what_a_determination_set_aside_is_none(disputed, look):
    write(make_determination(["no-u1"], ["yes-u1"], id="choice"))
    assert sentence(look) == "Signed on 3 February 2024, by a single report."
