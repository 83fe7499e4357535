"""manage.py create_token."""

import io

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from agreements.models import ApiToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def ana() -> User:
    return User.objects.create_superuser("ana", password="a long word")


def create(*args: str, **options: str) -> list[str]:
    out = io.StringIO()
    call_command("create_token", *args, stdout=out, **options)
    return out.getvalue().splitlines()


def test_the_token_stands_alone_on_the_last_line_and_opens_the_interface(ana: User, client: Client):
    secret = create("ana", name="notebook")[-1]
    assert " " not in secret
    answer = client.get("/api/v1/candidates/", headers={"Authorization": f"Token {secret}"})
    assert answer.status_code == 200


def test_only_its_digest_is_kept(ana: User):
    secret = create("ana", name="notebook")[-1]
    token = ApiToken.objects.get()
    assert secret not in (token.digest, token.token_key)
    assert (token.name, token.user) == ("notebook", ana)


def test_it_ends_with_the_day_that_was_said(ana: User):
    create("ana", name="notebook", expires="2999-01-31")
    assert ApiToken.objects.get().expiry.isoformat() == "2999-01-31T23:59:59.999999+00:00"


def test_one_that_is_over_opens_nothing(ana: User, client: Client):
    secret = create("ana", name="notebook")[-1]
    ApiToken.objects.update(expiry="2020-01-01T00:00:00Z")
    assert client.get("/api/v1/candidates/", headers={"Authorization": f"Token {secret}"}).status_code == 401


@pytest.mark.parametrize(
    ("args", "options", "reason"),
    [
        (["nobody"], {"name": "x"}, "no active user 'nobody'"),
        (["ana"], {"name": "x", "expires": "soon"}, "is not a day"),
        (["ana"], {"name": "x", "expires": "2020-01-01"}, "over already"),
    ],
)
def test_what_cannot_be_is_refused_and_no_token_made(ana: User, args: list[str], options: dict[str, str], reason: str):
    with pytest.raises(CommandError, match=reason):
        create(*args, **options)
    assert not ApiToken.objects.exists()


def test_two_tokens_of_one_owner_have_two_names(ana: User):
    create("ana", name="notebook")
    with pytest.raises(CommandError, match="choose another name"):
        create("ana", name="notebook")
