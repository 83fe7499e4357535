"""What is remembered of documents, as it is read from the database."""

from datetime import timedelta
from typing import Any

import pytest

from agreements.models import Document, Source
from agreements.timeline.remembered import LONGEST, changed, changed_since_cited, pair, remembered
from tests.agreements.versions import FIRST, NOON, SECOND, digest, live, make_document, make_run, make_source
from tests.agreements.versions import make_version as version

pytestmark = pytest.mark.django_db
ENTRY = "application/vnd.entente.entry+json"
DAY = timedelta(days=1)


def kinds(document: Document) -> list[str]:
    return [each.kind for each in remembered(document).observations]


def cite(document: Document, index: int) -> None:
    cited = document.snapshots.order_by("taken_at")[index]
    Document.objects.filter(pk=document.pk).update(cited=cited, recheck_at=NOON)


def item(declared: float, format: str = "rss", **fields: Any) -> Document:
    """A document that a source brought at NOON, dated so many days from then."""
    source = make_source(format=format)
    page = make_document(source=source, published=NOON + declared * DAY, **fields)
    run = make_run(source, 0, "new", items_seen=1)
    version(page, 0, "text", run=run, media_type=ENTRY, published=NOON + declared * DAY)
    return page


def source_of(page: Document) -> Source:
    assert page.source is not None
    return page.source


# --- Back-dating -----------------------------------------------------------------------------------------------------


def test_an_item_is_back_dated_if_a_look_after_its_day_did_not_list_it() -> None:
    page = item(-30)
    assert kinds(page) == ["first_seen"], "nobody looked then"
    make_run(source_of(page), -30, items_seen=5)
    assert kinds(page) == ["first_seen"], "on its very day it may have come later"
    make_run(source_of(page), -29, items_seen=5)
    assert kinds(page) == ["first_seen", "back_dated"]


@pytest.mark.parametrize("outcome", ["failed", "skipped", "unchanged"])
def test_a_look_that_listed_nothing_proves_nothing(outcome: str) -> None:
    page = item(-30)
    make_run(source_of(page), -20, outcome, error="why", items_seen=0)
    assert kinds(page) == ["first_seen"]


def test_a_look_that_passed_over_an_item_proves_nothing() -> None:
    page = item(-30)
    for days in (-20, 5):
        make_run(source_of(page), days, items_seen=5, items_skipped=1)
    assert kinds(page) == ["first_seen"]
    make_run(source_of(page), 6, items_seen=5)
    assert kinds(page) == ["first_seen", "not_listed"]


def test_an_item_that_came_within_a_week_is_only_late() -> None:
    page = item(-6)
    make_run(source_of(page), -4, items_seen=5)
    assert kinds(page) == ["first_seen"]


@pytest.mark.parametrize("format", ["folder", "page"])
def test_what_lists_nothing_back_dates_nothing_and_drops_nothing(format: str) -> None:
    page = item(-30, format)
    for days in (-20, 5):
        make_run(source_of(page), days, items_seen=5)
    assert kinds(page) == ["first_seen"]


def test_a_page_that_was_cited_before_its_feed_listed_it_is_not_back_dated() -> None:
    page = make_document(source=make_source(), published=NOON - 30 * DAY)
    version(page, 0, "text", published=NOON - 30 * DAY)
    make_run(source_of(page), -20, items_seen=5)
    assert kinds(page) == ["first_seen"]


# --- Many documents --------------------------------------------------------------------------------------------------


def test_documents_whose_text_changed_are_told_from_those_whose_markup_did() -> None:
    page = live()
    same = make_document("https://ministry.example/same")
    for hours, content in enumerate(("<p>", "<b>")):
        version(same, hours, "text", content=content)
    assert list(changed()) == [page]


def test_the_entry_of_a_feed_and_its_page_are_not_a_change() -> None:
    page = item(0)
    version(page, 1, "another text")
    assert not changed().exists()


def test_what_changed_before_it_was_cited_did_not_change_since() -> None:
    page = live()
    cite(page, 3)
    assert not changed_since_cited().exists()
    cite(page, 2)
    assert list(changed_since_cited()) == [page]


def test_what_nobody_cites_is_not_among_the_cited_pages_that_went() -> None:
    make_document(gone_since=NOON)
    assert not changed_since_cited().exists()


# --- Pairs and amounts -----------------------------------------------------------------------------------------------


def test_of_versions_that_are_alike_those_next_to_each_other_are_compared() -> None:
    page = live()
    first, _, third, fourth = page.snapshots.order_by("taken_at")
    assert pair(page, digest(FIRST), digest(SECOND)) == (first, third)
    assert pair(page, digest(SECOND), digest(FIRST)) == (third, fourth)
    assert pair(page, "0" * 64, digest(FIRST)) == (None, fourth)


def test_words_are_counted_only_where_it_is_asked_for_and_not_in_what_is_too_long() -> None:
    page = make_document()
    keys = [version(page, day, text).pk for day, text in enumerate(("one", "one two", "x" * (LONGEST + 1)))]
    assert [dict(each.values).keys() >= {"added"} for each in remembered(page).observations] == [False] * 3
    found = remembered(page, keys)
    assert [each.values.get("added") for each in found.observations] == [None, 1, None]


def test_everything_is_read_in_five_queries(django_assert_max_num_queries: Any) -> None:
    page = item(-30)
    keys = [version(page, day, f"text {day}").pk for day in range(1, 30)]
    document = Document.objects.select_related("source").get()
    with django_assert_max_num_queries(5):
        remembered(document, keys)
