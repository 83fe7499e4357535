"""Many who write at once: nobody overwrites another, and one act is written once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client

from agreements.history.verify import verify
from agreements.models import ApiToken, Event, Head

from ... import inputs
from ...builders import ground, make_event, write
from ..asking import Api

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


@pytest.fixture
def token(transactional_db: None) -> str:
    write(*ground(), make_event())
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get(name="analyst"))
    return str(ApiToken.objects.create(user, name="notebook")[1])


def all_at_once(token: str, method: str, address: str, bodies: list[Any], **headers: str) -> list[Any]:
    def send(body: Any) -> Any:
        try:
            return Api(Client()).send(method, address, body, authorization=f"Token {token}", **headers)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(bodies)) as pool:
        return list(pool.map(send, bodies))


def test_of_many_that_want_one_slug_one_gets_it(token: str) -> None:
    bodies = [inputs.event("talks", title=f"Talks {number}") for number in range(AT_ONCE)]
    codes = [each.status_code for each in all_at_once(token, "POST", "events/", bodies)]
    assert sorted(codes) == [201] + [409] * (AT_ONCE - 1)
    assert verify() == []


def test_without_a_slug_each_gets_its_own(token: str) -> None:
    answers = all_at_once(token, "POST", "events/", [{**inputs.event(title="Talks"), "slug": None}] * AT_ONCE)
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["slug"] for each in answers}) == AT_ONCE
    assert len({each["Entente-Revision"] for each in answers}) == AT_ONCE


def test_taking_back_at_once_is_one_revision_and_one_answer(token: str) -> None:
    before = Head.objects.get().number
    answers = all_at_once(token, "POST", "events/meeting-2025/retract/", [{"reason": "Logged twice"}] * AT_ONCE)
    assert {each.status_code for each in answers} == {200}
    assert len({each.content for each in answers}) == 1
    assert Head.objects.get().number == before + 1


def test_of_many_changes_of_one_version_one_is_made(token: str) -> None:
    seen = Api(Client()).get("events/meeting-2025/")["ETag"]
    bodies = [{"title": f"Title {number}", "reason": "x"} for number in range(AT_ONCE)]
    answers = all_at_once(token, "PATCH", "events/meeting-2025/", bodies, if_match=seen)
    assert sorted(each.status_code for each in answers) == [200] + [412] * (AT_ONCE - 1)


def test_changes_of_different_fields_at_once_are_all_kept(token: str) -> None:
    changes = [{"title": "Another title"}, {"place": "San Salvador"}, {"note": "Seen."}, {"label": "talks"}]
    answers = all_at_once(token, "PATCH", "events/meeting-2025/", [{**each, "reason": "x"} for each in changes])
    assert {each.status_code for each in answers} == {200}
    event = Event.objects.get(slug="meeting-2025")
    assert (event.title, event.place, event.note, event.label) == ("Another title", "San Salvador", "Seen.", "talks")
