"""Copies of a story: one candidate, several sources, one independent account."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from agreements.models import Candidate, Citation, Document, Event
from agreements.reading import store
from agreements.reading.pages import Page
from agreements.review import decisions
from agreements.timeline import clocks, queries

from ..builders import make_citation, make_event, make_retraction, write
from .pages import NOW, REPORT, SIGNED, SUSPENDED, URL, WIRE, must_read, read, snapshot, the_record
from .tracked import ALL

pytestmark = pytest.mark.django_db
STORY, CUT = " ".join(WIRE), " ".join(WIRE[:3])
GAZETTE, HERALD = "https://gazette.example/1", "https://herald.example/1"
MORE = STORY + " The text of the coffee agreement has not been released."


def gazette(text: str = CUT, hours: int = 1) -> Candidate | None:
    return read(text, GAZETTE, hours, title="Growers divided", publisher="Daily Gazette")


def herald(text: str = "By our own reporter. " + STORY, hours: int = 2) -> Candidate | None:
    return read(text, HERALD, hours, title="Growers wary", publisher="The Herald")


def again(candidate: Candidate) -> Candidate:
    return Candidate.objects.get(pk=candidate.pk)


def event_of(candidate: Candidate) -> Any:
    event = again(candidate).event
    assert event is not None
    return queries.detail("event", event.slug, clocks.now())


def test_copies_in_other_papers_are_sources_of_the_one_candidate() -> None:
    first = must_read(STORY)
    assert gazette() is None and herald() is None
    first = again(first)
    assert first.copies == [GAZETTE, HERALD]
    cited = first.proposed["citations"]
    assert [(each["id"], each["url"]) for each in cited] == [("s1", URL), ("s2", GAZETTE), ("s3", HERALD)]
    assert {each["cluster"] for each in cited} == {"example-news"}
    assert first.proposed["status_updates"][0]["citations"] == ["s1", "s2", "s3"]


def test_three_copies_accepted_are_a_single_report() -> None:
    the_record()
    first = must_read(STORY)
    gazette(), herald()
    decisions.accept(first.public_id, by="ana")
    event = event_of(first)
    assert len(event["citations"]) == 3
    assert event["status_updates"][0]["grade"] == {"code": "single_report", "n": None}
    standing = queries.standings(queries.bodies("agreement", clocks.now()), clocks.now())["coffee-accord-2024"]
    assert standing["legal"]["grade"] == {"code": "single_report", "n": None}


def test_reading_a_copy_again_adds_it_once() -> None:
    first = must_read(STORY)
    gazette(), gazette(hours=3)
    assert again(first).copies == [GAZETTE] and len(again(first).proposed["citations"]) == 2


def test_what_a_cut_copy_leaves_out_does_not_rest_on_it() -> None:
    first = must_read(MORE)
    gazette()
    updates = {each["value"]: each["citations"] for each in again(first).proposed["status_updates"]}
    assert updates == {"signed": ["s1", "s2"], "undisclosed": ["s1"]}


def test_a_copy_that_says_more_takes_the_place_of_the_cut_one_with_its_source() -> None:
    cut = must_read(CUT)
    whole = gazette(MORE)
    assert whole and again(cut).state == "superseded" and whole.copies == [URL]
    updates = {each["value"]: each["citations"] for each in whole.proposed["status_updates"]}
    assert updates == {"signed": ["s1", "s2"], "undisclosed": ["s1"]}
    assert {each["cluster"] for each in whole.proposed["citations"]} == {"example-news"}
    assert read(CUT, hours=4) is None and Candidate.objects.filter(state="waiting").count() == 1


def test_a_late_copy_proposes_only_its_source_to_the_recorded_event() -> None:
    the_record()
    first = must_read(STORY)
    decisions.accept(first.public_id, by="ana")
    late = gazette()
    assert late and late.relation == "copy" and late.about == again(first).event
    assert late.proposed["status_updates"] == []
    decisions.accept(late.public_id, by="ana")
    event = event_of(first)
    assert [(each["url"], each["cluster"]) for each in event["citations"]] == [
        (URL, "example-news"),
        (GAZETTE, "example-news"),
    ]
    assert Event.objects.count() == 1


def test_further_late_copies_are_decided_at_once() -> None:
    the_record()
    decisions.accept(must_read(STORY).public_id, by="ana")
    late = gazette()
    assert late and herald() is None
    assert [each["url"] for each in again(late).proposed["citations"]] == [GAZETTE, HERALD]


def test_a_late_copy_that_says_more_is_another_account_but_no_independent_one() -> None:
    the_record()
    first = must_read(CUT)
    decisions.accept(first.public_id, by="ana")
    late = gazette(MORE)
    assert late and late.relation == "account" and late.about == again(first).event
    decisions.accept(late.public_id, by="ana")
    assert {each["grade"]["code"] for each in event_of(first)["status_updates"]} == {"single_report"}


def test_a_copy_that_an_analyst_cited_by_hand_is_not_proposed() -> None:
    the_record()
    first = must_read(STORY)
    decisions.accept(
        first.public_id,
        by="ana",
        corrections={
            "citations": [
                *first.proposed["citations"],
                make_citation("s9", url=GAZETTE).model_dump(exclude_none=True, mode="json"),
            ]
        },
    )
    assert gazette() is None and again(first).copies == [GAZETTE]


def test_a_copy_of_what_was_rejected_is_noted_and_does_not_bring_it_back() -> None:
    first = must_read(STORY)
    decisions.reject(first.public_id, by="ana", reason="another agreement is meant")
    assert gazette() is None
    assert again(first).copies == [GAZETTE] and Candidate.objects.count() == 1


def test_a_copy_of_a_retracted_event_is_proposed_anew() -> None:
    the_record()
    first = must_read(STORY)
    decisions.accept(first.public_id, by="ana")
    event = again(first).event
    assert event is not None
    write(make_retraction("event", event.slug))
    late = gazette()
    assert late and late.relation == ""


def test_another_story_of_the_event_is_no_copy_and_waits_as_an_account_of_it() -> None:
    first = must_read(STORY)
    other = gazette(REPORT)
    assert other and (other.relation, other.head, other.about) == ("account", first, None)
    assert (
        again(first).copies == []
        and "it says what is known" in other.about_reason.lower()
        or "A signature" in (other.about_reason)
    )


def test_two_independent_stories_accepted_are_two_reports() -> None:
    the_record()
    first, other = must_read(STORY), gazette(REPORT)
    assert other
    decisions.accept(first.public_id, by="ana")
    decisions.accept(other.public_id, by="ana")
    standing = queries.standings(queries.bodies("agreement", clocks.now()), clocks.now())["coffee-accord-2024"]
    assert standing["legal"]["grade"] == {"code": "independent_reports", "n": 2}
    assert Event.objects.count() == 1


def test_a_page_that_was_a_copy_and_says_otherwise_now_is_a_story_of_its_own() -> None:
    first = must_read(STORY)
    gazette()
    other = gazette(SUSPENDED, hours=5)
    assert other and other.relation == ""
    first = again(first)
    assert first.copies == [] and [each["url"] for each in first.proposed["citations"]] == [URL]
    assert first.proposed["status_updates"][0]["citations"] == ["s1"]


def test_a_copy_that_comes_after_another_left_takes_nobodys_number() -> None:
    first = must_read(STORY)
    assert gazette() is None and herald() is None
    gazette(SUSPENDED, hours=3)
    third = "https://third.example/1"
    assert read("Updated. " + STORY, third, 4, title="Growers wait", publisher="Third Paper") is None
    proposed = again(first).proposed
    urls = {each["id"]: each["url"] for each in proposed["citations"]}
    assert list(urls.values()) == [URL, HERALD, third]
    assert [[urls[name] for name in each["citations"]] for each in proposed["status_updates"]] == [[URL, HERALD, third]]


def test_a_candidate_whose_page_says_otherwise_still_waits_for_its_copies() -> None:
    first = must_read(STORY)
    gazette()
    other = must_read(SUSPENDED, hours=6)
    first = again(first)
    assert (first.state, other.state) == ("waiting", "waiting")
    assert [each["note"] for each in first.looks] == ["It says otherwise now; its copies were not seen to change."]


def test_a_page_with_a_story_of_its_own_that_becomes_a_copy_gives_that_up() -> None:
    own = read(SUSPENDED, GAZETTE, 0, publisher="Daily Gazette")
    first = must_read(STORY)
    assert own and gazette() is None
    assert again(own).state == "superseded" and again(first).copies == [GAZETTE]


def test_the_source_of_a_copy_is_official_in_its_own_right() -> None:
    first = must_read(SIGNED)
    assert read(SIGNED, HERALD, publisher="Economy Ministry") is None
    assert [each["publisher"] for each in again(first).proposed["citations"]] == ["Example News", "Economy Ministry"]


def test_two_headlines_without_a_text_are_two_stories() -> None:
    headline = "United States and El Salvador {} coffee agreement"
    one = read("", URL, title=headline.format("sign"))
    two = read("", HERALD, title=headline.format("suspend"), publisher="The Herald")
    assert one and two and not again(one).copies


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_two_copies_at_once_make_one_candidate() -> None:
    pages = [
        snapshot(text, f"https://paper{number}.example/", title=f"Paper {number}", publisher=f"Paper {number}")
        for number, text in enumerate([STORY, CUT, STORY + " Follow us.", "Updated. " + STORY])
    ]
    together = Barrier(len(pages))

    def one(page: Any) -> bool:
        together.wait()
        try:
            return store.read(page, ALL, NOW) is not None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(pages)) as threads:
        made = list(threads.map(one, pages))
    assert sum(made) == 1
    (candidate,) = Candidate.objects.all()
    assert len(candidate.copies) == 3 and len(candidate.proposed["citations"]) == 4


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_comes_while_its_story_is_accepted_is_not_lost() -> None:
    the_record()
    first, page = must_read(STORY), snapshot(CUT, GAZETTE, 1, title="Growers divided", publisher="Daily Gazette")
    together = Barrier(2)

    def accept() -> None:
        together.wait()
        try:
            decisions.accept(first.public_id, by="ana")
        finally:
            connection.close()

    def look() -> None:
        together.wait()
        try:
            store.read(page, ALL, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(accept), threads.submit(look)]:
            done.result()
    late = Candidate.objects.filter(relation="copy").count()
    cited = Citation.objects.filter(event=again(first).event, url=GAZETTE).count()
    assert (late, cited) in ((1, 0), (0, 1))


@pytest.mark.django_db(transaction=True)
def test_whoever_reads_a_page_keeps_nobody_from_writing_its_row() -> None:
    """The one writer notes there that a page is cited: it must not wait for a reader who waits for a decision."""
    page = snapshot()

    def write_its_row() -> None:
        try:
            with transaction.atomic():
                Document.objects.select_for_update(nowait=True).get(pk=page.document_id)
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as threads:
        Page(page, ["coffee-accord-2024"])
        threads.submit(write_its_row).result()


def test_an_event_known_before_is_the_subject_of_the_first_story_too() -> None:
    the_record()
    write(make_event("coffee-signed", kind="signature", date="2024-07-08", agreements=["coffee-accord-2024"]))
    candidate = must_read(STORY)
    assert candidate.about and candidate.about.slug == "coffee-signed"
    decisions.accept(candidate.public_id, by="ana")
    assert Event.objects.count() == 1
