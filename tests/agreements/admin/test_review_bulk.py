"""Deciding about many candidates: on their list and in the queue."""

from typing import Any

import pytest
from django.test import Client

from agreements.models import Candidate, Event
from agreements.review import decisions
from tests.agreements import builders
from tests.agreements.review.candidates import make_candidate

from .reviewing import BULK, QUEUE, address, said, sign_in

LIST = "/admin/agreements/candidate/"


@pytest.fixture
def reviewer(db: Any, client: Client) -> Client:
    builders.write(*builders.ground())
    return sign_in(client)


def make(number: int, **proposed: Any) -> Candidate:
    more = {"slug": f"signed-{number}", "title": f"Signed {number}", **proposed}
    return make_candidate(f"c-{number}", url=f"https://example.org/{number}", **more)


def states() -> dict[str, str]:
    return dict(Candidate.objects.values_list("public_id", "state"))


def test_all_selected_are_rejected_for_one_reason_each_by_its_own_decision(reviewer: Client):
    for number in range(3):
        make(number)
    response = reviewer.post(BULK, {"selected": ["c-0", "c-2"], "do": "reject", "reason": "noise"}, follow=True)
    assert said(response) == "Rejected: 2."
    assert states() == {"c-0": "rejected", "c-1": "waiting", "c-2": "rejected"}
    decided = Candidate.objects.filter(state="rejected").values_list("decided_by", "decided_reason")
    assert set(decided) == {("ana", "noise")}


def test_those_that_fail_are_told_one_by_one_and_the_others_go_on(reviewer: Client):
    make(0)
    make(1, date="not a day")
    make(2)
    decisions.reject(make(3).public_id, by="eva", reason="noise")
    ids = ["c-0", "c-1", "c-2", "c-3", "nothing"]
    response = reviewer.post(BULK, {"selected": ids, "do": "accept"}, follow=True)
    done, *failed = (str(each) for each in response.context["messages"])
    assert done == "Accepted: 2."
    assert [each.split(">")[1].split("<")[0] for each in failed] == ["c-1", "c-3", "nothing"]
    assert "date: " in failed[0]
    assert address(Candidate.objects.get(public_id="c-1")) in failed[0]
    assert "by eva" in failed[1]
    assert states() == {"c-0": "accepted", "c-1": "waiting", "c-2": "accepted", "c-3": "rejected"}


def test_what_proposes_an_event_is_accepted_before_another_account_of_it(reviewer: Client):
    account, head = make(0), make(1)
    Candidate.objects.filter(pk=account.pk).update(relation="account", head=head, about_reason="The same day.")
    reviewer.post(BULK, {"selected": ["c-0", "c-1"], "do": "accept"})
    assert states() == {"c-0": "accepted", "c-1": "accepted"}
    assert Event.objects.get().slug == "signed-1"


def test_rejecting_without_a_reason_asks_for_it_and_decides_nothing(reviewer: Client):
    make(0)
    response = reviewer.post(BULK, {"selected": ["c-0"], "do": "reject"})
    assert response.status_code == 400
    assert "Say why, once for all of them." in response.content.decode()
    assert states() == {"c-0": "waiting"}


@pytest.mark.parametrize("sent", [{"do": "accept"}, {"selected": ["c-0"], "do": "burn"}, {"selected": ["c-0"]}])
def test_selecting_nothing_or_asking_for_nothing_decides_nothing(reviewer: Client, sent: dict[str, Any]):
    make(0)
    response = reviewer.post(BULK, sent, follow=True)
    assert "Nothing was decided" in said(response)
    assert states() == {"c-0": "waiting"}


@pytest.mark.parametrize(("action", "do"), [("accept_selected", "accept"), ("reject_selected", "reject")])
def test_the_list_asks_once_before_it_decides(reviewer: Client, action: str, do: str):
    chosen = [make(0), make(1)]
    decisions.reject(make(2).public_id, by="eva", reason="noise")
    keys = [each.pk for each in Candidate.objects.all()]
    page = reviewer.post(LIST, {"action": action, "_selected_action": keys})
    assert list(page.context["chosen"]) == chosen
    assert (page.context["do"], page.context["passed"]) == (do, 1)
    assert set(states().values()) == {"waiting", "rejected"}


def test_the_queue_goes_on_with_the_part_that_was_chosen(reviewer: Client):
    make(0)
    response = reviewer.post(f"{BULK}?relation=account", {"selected": ["c-0"], "do": "accept"})
    assert response.headers["Location"] == f"{QUEUE}?relation=account"


def test_an_analyst_sees_the_list_and_decides_nothing(client: Client, reviewer: Client):
    make(0)
    analyst = sign_in(client, "analyst", "eva")
    page = analyst.get(LIST)
    assert page.status_code == 200
    assert "reject_selected" not in page.content.decode()
    assert analyst.post(BULK, {"selected": ["c-0"], "do": "reject", "reason": "noise"}).status_code == 403
    assert states() == {"c-0": "waiting"}
