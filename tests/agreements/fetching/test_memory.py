"""What is noticed of a document's versions."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.memory import KINDS, LATE, SENTENCES, Around, Version, in_words, noticed, with_amounts

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def version(hours: float, content: str = "a", text: str | None = None, **fields: Any) -> Version:
    return Version(NOON + timedelta(hours=hours), content, content if text is None else text, **fields)


def kinds(*versions: Version, **around: Any) -> list[tuple[str, int]]:
    return [(each.kind, each.version) for each in noticed(versions, Around(**around))]


def said(*versions: Version, **around: Any) -> list[str]:
    found = noticed(versions, Around(**around))
    return [in_words(each, each.sentence, lambda day: f"{day:%Y-%m-%d}") for each in found]


def test_of_a_document_without_a_version_nothing_is_noticed() -> None:
    assert noticed([], Around(absences=[(NOON, None)])) == []


def test_the_first_version_is_first_seen() -> None:
    assert kinds(version(0)) == [("first_seen", 0)]


def test_a_change_of_the_text_is_told_from_one_of_the_markup_alone() -> None:
    assert kinds(version(0), version(1, "b"), version(2, "c", "b")) == [
        ("first_seen", 0),
        ("text_changed", 1),
        ("markup_changed", 2),
    ]


def test_counted_words_are_said() -> None:
    found = with_amounts(noticed([version(0), version(1, "b")]), {1: (3, 12)})
    assert in_words(found[1], found[1].sentence, str) == "The text changed: words added, 3; removed, 12."


def test_a_text_of_which_only_spaces_changed_is_one_whose_markup_changed() -> None:
    found = with_amounts(noticed([version(0), version(1, "b")]), {1: (0, 0)})
    assert [each.kind for each in found] == ["first_seen", "markup_changed"]


def test_a_text_too_long_to_be_counted_is_said_to_have_changed_all_the_same() -> None:
    found = with_amounts(noticed([version(0), version(1, "b")]), {1: None})
    assert found[1].sentence == "The text changed."


def test_a_return_to_an_earlier_state_says_to_which() -> None:
    found = noticed([version(0), version(24, "b"), version(48)])
    assert (found[2].kind, found[2].values["to"], found[2].values["day"]) == ("reverted", "a", NOON)


def test_a_return_of_the_text_in_another_markup_is_a_return() -> None:
    assert kinds(version(0, "1", "a"), version(1, "2", "b"), version(2, "3", "a"))[-1] == ("reverted", 2)


def test_another_title_another_date_and_another_place_are_noticed() -> None:
    old = version(0, title="Deal", published=NOON, final_url="http://www.a.example/x")
    new = version(1, "b", title="Accord", published=NOON + DAY, final_url="https://b.example/y")
    assert said(old, new)[1:] == [
        "The text changed.",
        "The title changed from “Deal” to “Accord”.",
        "The declared date changed from 2026-03-01 to 2026-03-02.",
        "The address leads elsewhere now: https://b.example/y",
    ]


def test_a_move_to_https_leads_nowhere_else() -> None:
    old = version(0, final_url="http://www.a.example/x")
    assert kinds(old, version(1, "b", final_url="https://a.example/x/")) == [("first_seen", 0), ("text_changed", 1)]


def test_a_date_that_comes_or_goes_is_noticed() -> None:
    dated = version(1, "b", published=NOON)
    assert [kind for kind, _ in kinds(version(0), dated, version(2, "c"))] == [
        "first_seen",
        "text_changed",
        "date_declared",
        "text_changed",
        "date_withdrawn",
    ]


def test_a_declared_date_that_moves_back_is_noticed_as_such() -> None:
    old, new = version(0, published=NOON), version(1, "b", published=NOON - DAY)
    assert said(old, new)[-1] == "Back-dated: the declared date moved back from 2026-03-01 to 2026-02-28."


def test_another_hour_of_the_declared_day_is_no_other_date() -> None:
    """A page may say the day alone where its feed says the hour too."""
    old, new = version(0, published=NOON), version(1, "b", published=NOON - timedelta(hours=12))
    assert kinds(old, new) == [("first_seen", 0), ("text_changed", 1)]


def test_an_item_dated_before_a_look_that_did_not_list_it_is_back_dated() -> None:
    item = version(0, published=NOON - 30 * DAY)
    late = said(item, source="Ministry", missed_at=NOON - 29 * DAY)
    assert late[1] == (
        "Back-dated: it declares 2026-01-30, but Ministry was looked at on 2026-01-31 and did not list it yet."
    )
    assert len(said(item, source="Ministry", missed_at=NOON - LATE)) == 1, "it may only be slow"
    assert len(said(item, source="Ministry")) == 1, "nobody looked then"


def test_a_page_that_goes_and_comes_back_is_noticed_at_the_version_of_that_time() -> None:
    gone = [(NOON + DAY, NOON + 2 * DAY), (NOON + 5 * DAY, None)]
    assert kinds(version(0), version(80, "b"), absences=gone) == [
        ("first_seen", 0),
        ("disappeared", 0),
        ("came_back", 0),
        ("text_changed", 1),
        ("disappeared", 1),
    ]


def test_an_item_that_left_its_feed_has_not_disappeared() -> None:
    assert said(version(0, line="Ministry"), source="Ministry", unlisted_at=NOON + DAY)[1:] == [
        "Ministry does not list it any more. That says nothing about the page itself."
    ]


def test_an_entry_of_a_feed_is_not_compared_with_the_page_itself() -> None:
    entry, page, other = version(0, "a", line="Feed"), version(1, "b"), version(2, "c", line="Other")
    assert [kind for kind, _ in kinds(entry, page, other, version(3, "d", line="Feed"))] == [
        "first_seen",
        "first_page",
        "first_entry",
        "text_changed",
    ]


# --- Laws ------------------------------------------------------------------------------------------------------------

DAYS = st.none() | st.integers(0, 5).map(lambda days: NOON + days * DAY)


@st.composite
def histories(draw: st.DrawFn) -> list[Version]:
    """Versions of one document; a text belongs to its bytes, and other bytes may hold the same text."""
    contents = draw(st.lists(st.tuples(st.integers(0, 5), DAYS, st.sampled_from(("", "Feed"))), max_size=12))
    return [
        version(hour, f"c{number}", f"t{number // 2}", title=f"T{number}", published=day, line=line)
        for hour, (number, day, line) in enumerate(contents)
    ]


@given(histories(), st.lists(st.integers(-5, 20), max_size=4, unique=True))
def test_whatever_happens_every_version_is_noticed_and_said_in_words(history: list[Version], gone: list[int]) -> None:
    absences = [(NOON + timedelta(hours=hours), NOON + timedelta(hours=hours + 0.5)) for hours in gone]
    found = noticed(history, Around("Feed", absences, NOON - 9 * DAY, NOON + 9 * DAY))
    assert {each.version for each in found} == set(range(len(history)))
    assert {each.kind for each in found} <= set(KINDS)
    assert [each.at for each in found] == sorted(each.at for each in found)
    for each in found:
        assert "%" not in in_words(each, each.sentence, lambda day: f"{day:%Y-%m-%d}")


@given(histories())
def test_a_return_names_an_equal_earlier_version(history: list[Version]) -> None:
    for each in noticed(history):
        new = history[each.version]
        before = [old for old in history[: each.version] if old.line == new.line]
        if each.kind == "reverted":
            (named,) = [old for old in before if (old.sha256, old.taken_at) == (each.values["to"], each.values["day"])]
            assert (named.sha256 == new.sha256 or named.text_sha256 == new.text_sha256) and named is not before[-1]
        elif each.kind == "text_changed":
            assert new.text_sha256 not in {old.text_sha256 for old in before}
        elif each.kind == "markup_changed":
            assert new.text_sha256 == before[-1].text_sha256 and new.sha256 not in {old.sha256 for old in before}


@given(histories(), st.integers(0, 12))
def test_what_was_noticed_of_earlier_versions_does_not_change_with_later_ones(
    history: list[Version], length: int
) -> None:
    whole = noticed(history)
    assert noticed(history[:length]) == [each for each in whole if each.version < length]


@pytest.mark.parametrize("kind", SENTENCES)
def test_no_sentence_judges(kind: str) -> None:
    assert not {"fake", "suspicious", "manipulated", "lie"} & set(SENTENCES[kind].lower().split())
