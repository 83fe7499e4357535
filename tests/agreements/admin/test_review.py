"""The page of one candidate: what it shows, what is corrected, decided, refused and taken back."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from agreements.models import Agreement, Candidate, Document, Event, Source, StatusUpdate
from agreements.review import decisions
from tests.agreements import builders, inputs
from tests.agreements.review.candidates import make_candidate

from .reviewing import QUEUE, address, errors, form_of, said, sign_in

U = "status_updates__0__"


@pytest.fixture
def candidate(db: Any) -> Candidate:
    parties = (builders.make_party("USA"), builders.make_party("SLV"))
    builders.write(*parties, builders.make_relation("us-sv"), builders.make_agreement("memo"))
    return make_candidate(title="Ministers sign the memorandum", relations=["us-sv"])


@pytest.fixture
def reviewer(client: Client, candidate: Candidate) -> Client:
    return sign_in(client)


def recorded(slug: str = "talks-2025") -> Event:
    builders.write(builders.make_event(slug, status_updates=[inputs.update(value="under_negotiation")]))
    return Event.objects.get(slug=slug)


def related(relation: str, about: Event | None = None, public_id: str = "c-2", **more: Any) -> Candidate:
    """A candidate from a page of its own that is about an event."""
    found = make_candidate(public_id, url=f"https://example.org/{public_id}", title="Told again")
    fields = {"relation": relation, "about": about, "about_reason": "The same day, the same agreement.", **more}
    Candidate.objects.filter(pk=found.pk).update(**fields)
    found.refresh_from_db()
    return found


def send(reviewer: Client, candidate: Candidate, action: str = "accept", /, **changes: Any) -> Any:
    data = form_of(reviewer.get(address(candidate)), **changes)
    return reviewer.post(address(candidate), {**data, "action": action})


def after(reviewer: Client, response: Any) -> Any:
    """The page that it leads to, the queue's first page if it leads to that."""
    return reviewer.get(response.headers["Location"], follow=True)


def corrections(candidate: Candidate) -> Any:
    candidate.refresh_from_db()
    assert candidate.decision is not None
    return candidate.decision["corrections"]


def state(candidate: Candidate) -> str:
    candidate.refresh_from_db()
    return candidate.state


# --- the queue -------------------------------------------------------------------------------------------------------


def test_the_queue_leads_to_what_waits_and_says_so_when_nothing_does(reviewer: Client, candidate: Candidate):
    assert reviewer.get(QUEUE).headers["Location"] == address(candidate)
    send(reviewer, candidate, "reject", reason="noise")
    assert "Nothing waits" in reviewer.get(QUEUE).content.decode()


def test_the_queue_begins_with_what_weighs_most_and_folds_other_accounts_under_their_head(
    reviewer: Client, candidate: Candidate
):
    account = related("account", head=candidate, importance=90)
    weighty = make_candidate("c-3", url="https://example.org/3", title="In force")
    Candidate.objects.filter(pk=weighty.pk).update(importance=50)
    entries = reviewer.get(address(candidate)).context["entries"]
    assert [(each["candidate"].public_id, each["folded"]) for each in entries] == [
        (candidate.public_id, False),
        (account.public_id, True),
        ("c-3", False),
    ]
    page = reviewer.get(address(account)).content.decode()
    assert "The same day, the same agreement." in page
    assert f'<a href="{address(candidate)}">Ministers sign the memorandum</a>' in page


def test_a_decision_leads_to_the_next_and_from_the_last_to_the_one_before(reviewer: Client, candidate: Candidate):
    second, third = (make_candidate(name, url=f"https://example.org/{name}") for name in ("c-2", "c-3"))
    assert send(reviewer, second, "reject", reason="x").headers["Location"] == address(third)
    assert send(reviewer, third, "reject", reason="x").headers["Location"] == address(candidate)
    assert send(reviewer, candidate, "reject", reason="x").headers["Location"] == QUEUE


def test_the_chosen_part_of_the_queue_stays_chosen(reviewer: Client, candidate: Candidate):
    event = recorded()
    one, two = related("account", event), related("account", event, "c-3")
    assert reviewer.get(f"{QUEUE}?relation=account").headers["Location"] == f"{address(one)}?relation=account"
    page = f"{address(one)}?relation=account"
    response = reviewer.post(page, {"action": "reject", "reason": "x"})
    assert response.headers["Location"] == f"{address(two)}?relation=account"
    context = reviewer.get(response.headers["Location"]).context
    assert (context["waiting"], context["before"], context["after"]) == (1, None, None)
    assert "under these filters" in reviewer.get(f"{QUEUE}?relation=copy").content.decode()
    assert reviewer.get(f"{QUEUE}?source=nowhere").status_code == 200


def test_the_page_asks_the_database_as_often_however_much_waits(
    reviewer: Client, candidate: Candidate, django_assert_max_num_queries: Any
):
    with django_assert_max_num_queries(40) as alone:
        reviewer.get(address(candidate))
    for number in range(2, 60):
        make_candidate(f"c-{number}", url=f"https://example.org/{number}")
    with django_assert_max_num_queries(len(alone)):
        reviewer.get(address(candidate))


def test_of_a_long_queue_the_part_around_the_candidate_is_shown(reviewer: Client, candidate: Candidate):
    for number in range(100, 180):
        make_candidate(f"c-{number}", url=f"https://example.org/{number}")
    context = reviewer.get(address(Candidate.objects.get(public_id="c-150"))).context
    assert (context["waiting"], context["place"], context["earlier"], context["later"]) == (81, 52, 31, 0)
    assert "c-150" in {each["candidate"].public_id for each in context["entries"]}


# --- what is shown ---------------------------------------------------------------------------------------------------


def test_the_passage_carries_the_number_of_the_update_that_rests_on_it(reviewer: Client, candidate: Candidate):
    html = reviewer.get(address(candidate)).content.decode()
    assert '<mark data-numbers="1">signed the memorandum<sup>1</sup></mark>' in html
    assert 'data-passages="1"' in html
    assert "legal.signed.en" in html


def test_the_document_is_in_its_own_language(reviewer: Client, candidate: Candidate):
    Document.objects.update(language="es")
    assert '<div class="review-text" lang="es">' in reviewer.get(address(candidate)).content.decode()


def test_what_became_of_the_sources_other_proposals_is_told(reviewer: Client, candidate: Candidate):
    source = Source.objects.create(slug="wire", name="The wire", url="https://example.org/", format="rss")
    candidate.snapshot.document.source = source
    candidate.snapshot.document.save()
    other = Candidate.objects.create(
        public_id="c-2", snapshot=candidate.snapshot, proposed=candidate.proposed, fingerprint="f" * 64,
        created_at=candidate.created_at,
    )  # fmt: skip
    decisions.reject(other.public_id, by="ana", reason="noise")
    html = reviewer.get(address(candidate)).content.decode()
    assert "Of The wire so far: 0 accepted as proposed, 0 corrected, 1 rejected." in html


def test_a_document_that_holds_markup_is_shown_as_text(reviewer: Client):
    hostile = make_candidate("c-2", url="https://example.org/x", title="<script>alert(1)</script>")
    html = reviewer.get(address(hostile)).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_page_has_no_inline_script_or_style(reviewer: Client, candidate: Candidate):
    html = reviewer.get(address(candidate)).content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)


# --- accepting and correcting ----------------------------------------------------------------------------------------


def test_accepting_as_proposed_sends_no_corrections(reviewer: Client, candidate: Candidate):
    response = after(reviewer, send(reviewer, candidate))
    assert state(candidate) == "accepted"
    assert candidate.decision == {"do": "accept", "corrections": {}}
    assert 'href="/events/memo-signed/"' in said(response)


@pytest.mark.parametrize(
    ("field", "value", "corrected"),
    [
        ("title", "Two ministers sign", {"title": "Two ministers sign"}),
        ("date", "2025-02-04~", {"date": "2025-02-04~"}),
        ("kind", "signature", {"kind": "signature"}),
        ("modality", "planned", {"modality": "planned"}),
        ("place", "San Salvador", {"place": "San Salvador"}),
        ("summary", "At the ministry.\r\nBriefly.", {"summary": "At the ministry.\nBriefly."}),
        ("slug", "signed-in-february", {"slug": "signed-in-february"}),
    ],
)
def test_a_field_of_the_event_that_was_changed_is_the_only_correction(reviewer, candidate, field, value, corrected):
    send(reviewer, candidate, **{field: value})
    assert state(candidate) == "accepted"
    assert corrections(candidate) == corrected


def test_a_status_update_is_corrected_field_by_field_and_keeps_the_rest(reviewer: Client, candidate: Candidate):
    send(
        reviewer,
        candidate,
        **{f"{U}says": "legal.agreed_in_principle", f"{U}date": "2025-02", f"{U}speaker": "Ana López"},
    )
    (update,) = candidate.proposed["status_updates"]
    corrected = {**update, "value": "agreed_in_principle", "date": "2025-02", "speaker": {"name": "Ana López"}}
    assert state(candidate) == "accepted"
    assert corrections(candidate) == {"status_updates": [{"modality": "happened", **corrected}]}
    assert StatusUpdate.objects.get(event__slug="memo-signed").value == "agreed_in_principle"


def test_an_agreement_is_chosen_from_the_record(reviewer: Client, candidate: Candidate):
    builders.write(builders.make_agreement("other"))
    send(reviewer, candidate, **{f"{U}agreement": Agreement.objects.get(slug="other").pk})
    assert StatusUpdate.objects.get().agreement.slug == "other"


def test_leaving_an_update_out_accepts_the_event_without_it(reviewer: Client, candidate: Candidate):
    send(reviewer, candidate, **{f"{U}DELETE": "on"})
    assert not Event.objects.get(slug="memo-signed").status_updates.exists()
    assert state(candidate) == "accepted"
    assert corrections(candidate) == {"status_updates": []}


def test_a_source_is_corrected_and_keeps_what_was_not_asked(reviewer: Client, candidate: Candidate):
    candidate.proposed["citations"][0] |= {"cluster": "a-story", "locator": {"start": 4, "end": 9}}
    candidate.save()
    send(reviewer, candidate, citations__0__publisher="The Paper", citations__0__published="2025-02-04")
    (citation,) = Event.objects.get(slug="memo-signed").citations.all()
    assert (citation.publisher, citation.published, citation.cluster) == ("The Paper", "2025-02-04", "a-story")
    assert (citation.start, citation.end) == (4, 9)


def test_a_status_update_that_reading_missed_is_added_also_without_script(reviewer: Client, candidate: Candidate):
    grown = send(reviewer, candidate, more="status_updates")
    assert grown.status_code == 200
    memo = Agreement.objects.get(slug="memo").pk
    added = {"status_updates-1-agreement": memo, "status_updates-1-says": "disclosure.undisclosed"}
    reviewer.post(address(candidate), {**form_of(grown), **added, "action": "accept"})
    values = StatusUpdate.objects.filter(event__slug="memo-signed").order_by("axis").values_list("value", "citations")
    assert list(values) == [("undisclosed", ["memo-signed-s1"]), ("signed", ["memo-signed-s1"])]


def test_somebody_who_took_part_is_added(reviewer: Client, candidate: Candidate):
    row = {"participants__0__who": "Ana López", "participants__0__role": "signatory"}
    send(reviewer, candidate, participants__TOTAL_FORMS=1, **row)
    assert Event.objects.get().participants.get().name == "Ana López"


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("date", "2025-02-30", "date"),
        ("title", "", "title"),
        (f"{U}agreement", "", "status_updates-0-agreement"),
        (f"{U}says", "legal.nonsense", "status_updates-0-says"),
        (f"{U}cites", "9", "status_updates-0-cites"),
        ("citations__0__publisher", "", "citations-0-publisher"),
    ],
)
def test_what_the_record_refuses_is_named_at_its_field_and_nothing_is_written(reviewer, candidate, field, value, named):
    response = send(reviewer, candidate, **{field: value})
    assert response.status_code == 400
    assert named in errors(response)
    assert state(candidate) == "waiting"
    assert not Event.objects.exists()


def test_an_irregular_step_explains_itself_and_is_kept_with_a_note(reviewer: Client, candidate: Candidate):
    recorded()
    candidate.proposed["status_updates"][0]["value"] = "terminated"
    candidate.save()
    page = reviewer.get(address(candidate))
    assert "Irregular step." in page.content.decode()
    refused = send(reviewer, candidate)
    assert refused.status_code == 400
    assert "status_updates-0-note" in errors(refused)
    send(reviewer, candidate, **{f"{U}note": "So says the decree."})
    assert state(candidate) == "accepted"
    assert StatusUpdate.objects.get(value="terminated").note == "So says the decree."


def test_looking_tells_how_the_form_reads_now_and_writes_nothing(reviewer: Client, candidate: Candidate):
    recorded()
    data = form_of(reviewer.get(address(candidate)), **{f"{U}says": "legal.terminated"})
    told = reviewer.post(f"{address(candidate)}look/", data).json()["updates"]["0"]
    assert told["irregular"]
    assert "terminated" in told["html"]
    page = reviewer.post(address(candidate), {**data, "action": "look"})
    assert page.status_code == 200
    assert "Irregular step." in page.content.decode()
    assert state(candidate) == "waiting"


# --- other accounts, copies, second looks ----------------------------------------------------------------------------


def test_another_account_of_a_recorded_event_is_added_to_it(reviewer: Client, candidate: Candidate):
    event = recorded()
    account = related("account", event)
    page = reviewer.get(address(account)).content.decode()
    assert "Add to the event" in page
    assert f'href="/events/{event.slug}/"' in page
    send(reviewer, account)
    assert state(account) == "accepted"
    assert account.event == event
    assert Event.objects.count() == 1
    assert event.status_updates.filter(value="signed").exists()


def test_another_account_can_be_an_event_of_its_own_with_corrections(reviewer: Client, candidate: Candidate):
    account = related("account", recorded())
    refused = send(reviewer, account, title="Another signature")
    assert refused.status_code == 400
    assert "as_new" in errors(refused)["title"]
    send(reviewer, account, "accept_new", title="Another signature")
    assert state(account) == "accepted"
    assert account.event is not None
    assert account.event.title == "Another signature"


def test_a_second_look_says_what_changed_and_takes_back_what_is_no_longer_said(reviewer: Client, candidate: Candidate):
    send(reviewer, candidate)
    event = Event.objects.get()
    update = event.status_updates.get()
    was = {"agreement": "memo", "axis": "legal", "value": "signed", "modality": "happened", "party": None, "date": None}
    now = {**was, "axis": "disclosure", "value": "undisclosed"}
    changes = [{"was": None, "now": now, "update": None}, {"was": was, "now": None, "update": update.public_id}]
    look = related("revision", event, changes=changes)
    Candidate.objects.filter(pk=look.pk).update(
        proposed={**look.proposed, "status_updates": [inputs.update("memo", "disclosure", "undisclosed")]}
    )
    page = reviewer.get(address(look)).content.decode()
    assert "no longer says so" in page
    assert "disclosure: undisclosed" in page
    assert "Accept as an event of its own" not in page
    send(reviewer, look, retract=update.public_id)
    assert state(look) == "accepted"
    assert Event.objects.count() == 1
    assert event.status_updates.filter(value="undisclosed").exists()
    assert look.decision == {"do": "accept", "corrections": {}, "retract": [update.public_id]}


def test_what_is_about_a_retracted_event_says_so(reviewer: Client, candidate: Candidate):
    event = recorded()
    account = related("account", event)
    builders.write(builders.make_retraction("event", event.slug))
    assert "was retracted since" in reviewer.get(address(account)).content.decode()
    assert "as_new" in said(send(reviewer, account))


# --- rejecting, merging, taking back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "kept"),
    [({"reason": "noise"}, "noise"), ({"reason": "noise", "words": " a rumour "}, "a rumour")],
)
def test_a_candidate_is_rejected_for_a_chosen_reason_or_in_own_words(reviewer, candidate, sent, kept):
    reviewer.post(address(candidate), {"action": "reject", **sent})
    assert state(candidate) == "rejected"
    assert candidate.decided_reason == kept


def test_rejecting_without_a_reason_says_what_is_missing(reviewer: Client, candidate: Candidate):
    response = reviewer.post(address(candidate), {"action": "reject"})
    assert response.status_code == 400
    assert "reason" in said(response)
    assert state(candidate) == "waiting"


def test_a_candidate_is_merged_into_a_chosen_event_with_its_updates_if_wanted(reviewer: Client, candidate: Candidate):
    event = recorded()
    assert "choose the event" in said(send(reviewer, candidate, "merge"))
    send(reviewer, candidate, "merge", into=event.pk, with_updates="on")
    assert state(candidate) == "merged"
    assert event.status_updates.filter(value="signed").exists()
    assert event.citations.filter(url=candidate.snapshot.document.url).exists()


def test_merging_proposes_the_event_that_it_is_about(reviewer: Client, candidate: Candidate):
    event = recorded()
    page = reviewer.get(address(related("account", event)))
    assert page.context["merging"]["into"].value() == event.pk


@pytest.mark.parametrize("key", ["x", "9" * 30, "-1", "999999"])
def test_an_event_that_is_none_is_not_merged_into(reviewer: Client, candidate: Candidate, key: str):
    assert "choose the event" in said(send(reviewer, candidate, "merge", into=key))
    assert state(candidate) == "waiting"


def test_what_was_accepted_can_be_undone_with_a_reason(reviewer: Client, candidate: Candidate):
    send(reviewer, candidate)
    reviewer.post(address(candidate), {"action": "undo", "words": "wrong agreement"})
    assert state(candidate) == "waiting"
    assert "Taken back by ana: wrong agreement" in reviewer.get(address(candidate)).content.decode()


def test_the_last_decision_is_offered_to_be_taken_back_to_whoever_made_it(reviewer: Client, candidate: Candidate):
    other = make_candidate("c-2", url="https://example.org/2", title="Another")
    reviewer.post(address(candidate), {"action": "reject", "reason": "noise"})
    assert reviewer.get(address(other)).context["last"] == candidate
    response = reviewer.post(address(candidate), {"action": "undo"}, follow=True)
    assert response.redirect_chain[-1][0] == address(candidate)
    assert "waits again" in said(response)
    assert state(candidate) == "waiting"
    decisions.reject("c-2", by="somebody else", reason="noise")
    assert reviewer.get(address(candidate)).context["last"] is None


def test_what_somebody_else_decided_meanwhile_is_told(reviewer: Client, candidate: Candidate):
    decisions.reject(candidate.public_id, by="eva", reason="noise")
    response = after(reviewer, send(reviewer, candidate))
    assert "by eva" in said(response)
    assert state(candidate) == "rejected"


# --- who may ---------------------------------------------------------------------------------------------------------


def test_staff_without_the_role_may_not_review(client: Client, candidate: Candidate):
    client.force_login(User.objects.create_user("eva", is_staff=True))
    assert client.get(QUEUE).status_code == 403
    assert client.post(address(candidate), {"action": "reject", "reason": "x"}).status_code == 403
    assert client.post(f"{address(candidate)}look/").status_code == 403


def test_a_candidate_that_is_none_is_not_found(reviewer: Client, candidate: Candidate):
    assert reviewer.get(f"{QUEUE}nothing/").status_code == 404


def test_the_desk_leads_reviewers_to_what_waits(reviewer: Client, client: Client):
    assert QUEUE in reviewer.get("/admin/").content.decode()
    client.force_login(User.objects.create_user("eva", is_staff=True))
    assert QUEUE not in client.get("/admin/").content.decode()
