"""Sources at the desk: whoever may only look changes nothing about them."""

import pytest
from django.test import Client

from agreements.models import Source
from tests.agreements.admin.desk import sign_in
from tests.agreements.models.rows import NOON, saved

pytestmark = pytest.mark.django_db
LIST = "/admin/agreements/source/"
ACTIONS = ("look_soon", "pause", "resume")


@pytest.fixture
def source() -> Source:
    return saved(Source, enabled=True, next_check_at=NOON)


def chosen(source: Source, action: str) -> dict[str, object]:
    return {"action": action, "_selected_action": [source.pk]}


@pytest.mark.parametrize("role", ["reader", "analyst", "reviewer"])
@pytest.mark.parametrize("action", ACTIONS)
def test_whoever_may_not_change_sources_is_offered_no_action_and_cannot_send_one(
    client: Client, source: Source, role: str, action: str
) -> None:
    desk = sign_in(client, role)
    assert f'value="{action}"' not in desk.get(LIST).content.decode()
    before = Source.objects.filter(pk=source.pk).values().get()
    desk.post(LIST, chosen(source, action))
    assert Source.objects.filter(pk=source.pk).values().get() == before


def test_an_admin_pauses_and_resumes_a_source_and_has_it_looked_at_soon(client: Client, source: Source) -> None:
    desk = sign_in(client, "admin")
    desk.post(LIST, chosen(source, "pause"))
    assert not Source.objects.get(pk=source.pk).enabled
    told = desk.post(LIST, chosen(source, "look_soon"), follow=True).context["messages"]
    assert [str(each) for each in told] == ["1 paused.", "0 will be looked at within a minute."]
    desk.post(LIST, chosen(source, "resume"))
    desk.post(LIST, chosen(source, "look_soon"))
    after = Source.objects.get(pk=source.pk)
    assert after.enabled
    assert after.next_check_at is not None and after.next_check_at > NOON
