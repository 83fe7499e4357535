"""Choosing between rival accounts, with a reason; the losers are kept."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.admin import determining
from agreements.admin.determining import field_name
from agreements.history.batch import AppendToAgreement
from agreements.models import Determination, Revision
from agreements.timeline import clocks, queries
from tests.agreements.admin.desk import sign_in
from tests.agreements.builders import ground, make_claim, make_event, make_term, make_update, write

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/determination/contradictions/"


def said(local: str, speaker: str, **changes: Any) -> dict[str, Any]:
    return make_update(id=local, speaker={"name": speaker}, citations=["s1"], **changes).model_dump()


@pytest.fixture
def desk(client: Client) -> Client:
    """A reviewer before one contradiction: two say in force, one denies it."""
    write(*ground())
    updates = [
        said("u1", "The Secretary", value="in_force", note="so the announcement"),
        said("u2", "The Ministry", value="in_force", modality="denied"),
        said("u3", "The Envoy", value="in_force"),
    ]
    write(make_event("announcement", status_updates=updates))
    return sign_in(client, "reviewer")


def conflict(**filters: Any) -> dict[str, Any]:
    (found,) = queries.conflicts(clocks.now(), **filters)
    return found


def address(found: dict[str, Any]) -> str:
    return reverse("admin:agreements_determine", args=[found["id"]])


def sides(**chosen: str) -> dict[str, str]:
    """`u1="preferred"`: the side of the account that rests on this statement."""
    names = {each["status_updates"][0].rsplit("-", 1)[1]: field_name(each) for each in conflict()["accounts"]}
    return {names[name]: side for name, side in chosen.items()}


def test_open_contradictions_are_listed_with_their_accounts(desk: Client) -> None:
    html = desk.get(LIST).content.decode()
    assert address(conflict()) in html
    for words in ("The Secretary", "The Ministry", "denied", "in force", "memo"):
        assert words in html
    (found,) = desk.get(LIST).context["contradictions"]
    assert found["point"] == "legal"


def test_of_many_contradictions_the_first_are_listed_at_the_same_cost(
    desk: Client, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    claims = [make_claim(value=town, speaker={"name": town}).model_dump() for town in ("X", "Y")]
    write(*(make_event(f"meeting-{number}", claims=claims) for number in range(20)))
    monkeypatch.setattr(determining, "SHOWN", 15)
    with django_assert_max_num_queries(20):
        html = desk.get(LIST).content.decode()
    assert "These are the first 15 of 21" in html


def test_each_account_is_shown_with_its_statements(desk: Client) -> None:
    html = desk.get(address(conflict())).content.decode()
    assert "so the announcement" in html
    assert "announcement-u1" in html


def test_a_choice_is_recorded_with_its_reason_and_settles_it(desk: Client) -> None:
    found = conflict()
    data = {**sides(u1="preferred", u3="preferred", u2="set_aside"), "reason": "the text says so"}
    response = desk.post(address(found), data)
    assert response.headers["Location"] == LIST
    made = Determination.objects.get()
    assert (made.preferred, made.set_aside) == (["announcement-u1", "announcement-u3"], ["announcement-u2"])
    assert (made.by, made.reason) == ("ana-reviewer", "the text says so")
    act = Revision.objects.order_by("-number")[0]
    assert (act.by, act.reason) == ("ana-reviewer", "the text says so")
    assert not queries.conflicts(clocks.now(), open=True)
    assert "Nothing contradicts itself undetermined" in desk.get(LIST).content.decode()
    assert made.public_id in desk.get(address(found)).content.decode()


def test_an_account_that_is_left_is_on_no_side(desk: Client) -> None:
    desk.post(address(conflict()), {**sides(u1="preferred", u2="set_aside", u3=""), "reason": "r"})
    made = Determination.objects.get()
    assert (made.preferred, made.set_aside) == (["announcement-u1"], ["announcement-u2"])


def test_a_choice_stays_with_its_accounts_though_a_rival_comes_between(desk: Client) -> None:
    data = {**sides(u1="preferred", u2="set_aside"), "reason": "r"}
    later = [said("u9", "The Court", value="in_force", date="2024-01-01")]
    write(make_event("judgment", status_updates=later))
    assert conflict()["accounts"][0]["speaker"]["name"] == "The Court"
    desk.post(address(conflict()), data)
    made = Determination.objects.get()
    assert (made.preferred, made.set_aside) == (["announcement-u1"], ["announcement-u2"])


def test_a_choice_about_an_account_that_says_more_by_now_is_asked_again(desk: Client) -> None:
    data = {**sides(u1="preferred", u2="set_aside"), "reason": "r"}
    write(make_event("repeated", status_updates=[said("u1", "The Ministry", value="in_force", modality="denied")]))
    response = desk.post(address(conflict()), data)
    assert response.status_code == 400
    assert "Choose at least one account to set aside" in str(response.context["form"].errors)
    assert not Determination.objects.exists()


@pytest.mark.parametrize(
    ("chosen", "reason", "why"),
    [
        ({"u2": "set_aside"}, "r", "Choose at least one account to prefer"),
        ({"u1": "preferred"}, "r", "Choose at least one account to set aside"),
        ({}, "r", "Choose at least one"),
        ({"u1": "preferred", "u2": "set_aside"}, "", "required"),
        ({"u1": "best", "u2": "set_aside"}, "r", "best"),
    ],
)
def test_half_a_choice_is_refused_and_nothing_is_written(
    desk: Client, chosen: dict[str, str], reason: str, why: str
) -> None:
    response = desk.post(address(conflict()), {**sides(**chosen), "reason": reason})
    assert response.status_code == 400
    assert why in str(response.context["form"].errors)
    assert not Determination.objects.exists()


def test_rival_terms_and_rival_claims_are_determined_alike(desk: Client) -> None:
    terms = [make_term(id="t1", speaker={"name": "A"}), make_term(id="t2", low="4", high="4", speaker={"name": "B"})]
    write(AppendToAgreement("memo", terms=tuple(terms)))
    claims = [make_claim(id=f"c{n}", value=town, speaker={"name": town}) for n, town in ((1, "X"), (2, "Y"))]
    write(make_event("meeting", claims=[each.model_dump() for each in claims]))
    for found in [each for each in queries.conflicts(clocks.now()) if not each["axis"]]:
        one, other = map(field_name, found["accounts"])
        response = desk.post(address(found), {one: "preferred", other: "set_aside", "reason": "r"})
        assert response.status_code == 302
    chosen = sorted((*each.preferred, *each.set_aside) for each in Determination.objects.all())
    assert chosen == [("meeting-c1", "meeting-c2"), ("memo-t1", "memo-t2")]


def test_an_analyst_looks_and_does_not_choose(desk: Client) -> None:
    found = conflict()
    data = {**sides(u1="preferred", u2="set_aside"), "reason": "r"}
    analyst = sign_in(Client(), "analyst")
    page = analyst.get(address(found)).content.decode()
    assert "The Ministry" in page and 'type="radio"' not in page
    assert analyst.post(address(found), data).status_code == 403
    assert sign_in(Client(), None).get(LIST).status_code == 403
    assert sign_in(Client(), None).get(address(found)).status_code == 403
    assert not Determination.objects.exists()


def test_adding_a_determination_begins_from_the_contradictions(desk: Client) -> None:
    assert desk.get("/admin/agreements/determination/add/").headers["Location"] == LIST
    assert desk.get(reverse("admin:agreements_determine", args=["nothing"])).status_code == 404
