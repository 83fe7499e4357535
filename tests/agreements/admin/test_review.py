"""The review page: in a browser, and what it refuses."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from agreements.models import Candidate, Event
from tests.agreements import builders
from tests.agreements.review.candidates import make_candidate

QUEUE = "/admin/agreements/candidate/review/"


@pytest.fixture
def candidate(db: Any) -> Candidate:
    parties = (builders.make_party("USA"), builders.make_party("SLV"))
    builders.write(*parties, builders.make_relation("us-sv"), builders.make_agreement("memo"))
    return make_candidate(title="Ministers sign the memorandum", relations=["us-sv"])


@pytest.fixture
def reviewer(client: Client, candidate: Candidate) -> Client:
    user = User.objects.create_user("ana", password="a long word", is_staff=True)
    wanted = ["view_candidate", "change_candidate"]
    user.user_permissions.set(Permission.objects.filter(codename__in=wanted))
    client.force_login(user)
    return client


def address(candidate: Candidate) -> str:
    return reverse("admin:agreements_candidate_review", args=[candidate.public_id])


def form_of(response: Any) -> dict[str, Any]:
    """What the page's form would send, unchanged."""
    event, updates = response.context["event_form"], response.context["updates"]
    fields = [*event, *updates.management_form, *(field for form in updates.forms for field in form)]
    data = {field.html_name: "" if field.value() is None else field.value() for field in fields}
    return {**data, **{form["keep"].html_name: "on" for form in updates.forms}}


@pytest.mark.django_db(transaction=True)
def test_a_candidate_accepted_in_the_browser_is_found_on_the_public_page(live_server: Any, page: Any):
    parties = (builders.make_party("USA"), builders.make_party("SLV"))
    builders.write(*parties, builders.make_relation("us-sv"), builders.make_agreement("memo"))
    make_candidate(title="Ministers sign the memorandum", relations=["us-sv"])
    User.objects.create_superuser("admin", password="a long word")
    page.goto(f"{live_server.url}{QUEUE}")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("a long word")
    page.get_by_role("button", name="Log in").click()
    marked = page.locator(".review-document mark")
    assert marked.inner_text().startswith("signed the memorandum")
    page.get_by_label("Place").fill("San Salvador")
    page.get_by_role("button", name="Accept").click()
    page.get_by_text("was accepted as memo-signed").wait_for()
    page.goto(f"{live_server.url}/us-sv/")
    event = page.locator("#event-memo-signed")
    assert "Ministers sign the memorandum" in event.inner_text()
    assert "San Salvador" in event.inner_text()
    assert "signed" in event.inner_text()
    assert Event.objects.filter(slug="memo-signed").count() == 1


def test_the_queue_leads_to_what_waits_and_says_so_when_nothing_does(reviewer: Client, candidate: Candidate):
    assert reviewer.get(QUEUE).headers["Location"] == address(candidate)
    reviewer.post(
        address(candidate), {"action": "reject", "reason": "noise", **form_of(reviewer.get(address(candidate)))}
    )
    assert "Nothing waits" in reviewer.get(QUEUE).content.decode()


def test_accepting_as_proposed_sends_no_corrections(reviewer: Client, candidate: Candidate):
    response = reviewer.get(address(candidate))
    reviewer.post(address(candidate), {**form_of(response), "action": "accept"})
    candidate.refresh_from_db()
    assert candidate.state == "accepted"
    assert candidate.decision == {"do": "accept", "corrections": {}}


def test_leaving_an_update_out_accepts_the_event_without_it(reviewer: Client, candidate: Candidate):
    data = form_of(reviewer.get(address(candidate)))
    data.pop("updates-0-keep")
    reviewer.post(address(candidate), {**data, "action": "accept"})
    assert not Event.objects.get(slug="memo-signed").status_updates.exists()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [("event-date", "2025-02-30", "date"), ("updates-0-agreement", "nowhere", "agreement")],
)
def test_what_the_domain_refuses_is_named_and_nothing_is_written(reviewer, candidate, field, value, named):
    data = {**form_of(reviewer.get(address(candidate))), field: value, "action": "accept"}
    response = reviewer.post(address(candidate), data)
    assert response.status_code == 400
    assert re.search(named, " ".join(str(message) for message in response.context["messages"]))
    candidate.refresh_from_db()
    assert candidate.state == "waiting"
    assert not Event.objects.exists()


def test_rejecting_without_a_reason_says_what_is_missing(reviewer: Client, candidate: Candidate):
    data = {**form_of(reviewer.get(address(candidate))), "action": "reject"}
    response = reviewer.post(address(candidate), data)
    assert "reason" in str(next(iter(response.context["messages"])))


def test_what_was_accepted_can_be_undone_with_a_reason(reviewer: Client, candidate: Candidate):
    reviewer.post(address(candidate), {**form_of(reviewer.get(address(candidate))), "action": "accept"})
    reviewer.post(address(candidate), {"action": "undo", "reason": "wrong agreement"})
    candidate.refresh_from_db()
    assert candidate.state == "waiting"
    assert "Taken back by ana: wrong agreement" in reviewer.get(address(candidate)).content.decode()


def test_staff_without_the_role_may_not_review(client: Client, candidate: Candidate):
    client.force_login(User.objects.create_user("eva", is_staff=True))
    assert client.get(QUEUE).status_code == 403
    assert client.post(address(candidate), {"action": "reject", "reason": "x"}).status_code == 403


def test_a_document_that_holds_markup_is_shown_as_text(reviewer: Client):
    hostile = make_candidate("c-2", url="https://example.org/x", title="<script>alert(1)</script>")
    html = reviewer.get(address(hostile)).content.decode()
    assert "<script>alert(1)</script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_page_has_no_inline_script_or_style(reviewer: Client, candidate: Candidate):
    html = reviewer.get(address(candidate)).content.decode()
    assert not re.search(r"<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=", html)


def test_the_desk_leads_reviewers_to_what_waits(reviewer: Client, client: Client):
    assert QUEUE in reviewer.get("/admin/").content.decode()
    client.force_login(User.objects.create_user("eva", is_staff=True))
    assert QUEUE not in client.get("/admin/").content.decode()
