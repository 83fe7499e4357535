"""Who may read what."""

from typing import Any

import pytest

from .asking import ADDRESSES, Api

pytestmark = pytest.mark.usefixtures("us_sv")


@pytest.fixture
def signed_in(api: Api, django_user_model: Any) -> Api:
    api.client.force_login(django_user_model.objects.create_user("ana"))
    return api


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_is_open(api: Api, address: str) -> None:
    assert api.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_reading_needs_signing_in_where_it_is_not_public(api: Api, address: str, settings: Any) -> None:
    settings.PUBLIC_READ = False
    response = api.get(address)
    assert response.status_code == 401
    assert response["WWW-Authenticate"]
    assert response["Content-Type"] == "application/problem+json"
    assert b"marco-rubio" not in response.content


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_signed_in_reads(signed_in: Api, address: str, settings: Any) -> None:
    settings.PUBLIC_READ = False
    assert signed_in.get(address).status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_token_that_is_none_is_refused_everywhere(api: Api, address: str) -> None:
    response = api.get(address, authorization="Token nonsense")
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("text", ["true", "false", "1"])
def test_what_awaits_review_is_for_those_who_sign_in(api: Api, text: str) -> None:
    response = api.get("timeline/", {"unreviewed": text})
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


def test_whoever_signed_in_may_ask_for_what_awaits_review(signed_in: Api) -> None:
    assert signed_in.get("timeline/", {"unreviewed": "true"}).status_code == 200
    assert list(signed_in.refused("timeline/", {"unreviewed": "1"})) == ["unreviewed"]
    assert list(signed_in.refused("events/", {"unreviewed": "true"})) == ["unreviewed"]
