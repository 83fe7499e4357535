"""Users and tokens: nobody makes themselves a superuser, nobody deletes a user."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.models import ApiToken
from tests.agreements.admin.desk import page_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client) -> Client:
    return sign_in(client, "admin")


def test_an_admin_adds_a_user_and_gives_them_a_role(keeper: Client) -> None:
    password = {"password1": "a long word or two", "password2": "a long word or two", "usable_password": "true"}
    keeper.post("/admin/auth/user/add/", {"username": "eva", **password})
    eva = User.objects.get(username="eva")
    data = {"username": "eva", "is_active": "on", "is_staff": "on", "groups": [Group.objects.get(name="analyst").pk]}
    times = {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    response = keeper.post(page_of(eva), {**data, **times})
    assert response.status_code == 302
    eva.refresh_from_db()
    assert eva.is_staff and eva.has_perm("agreements.add_event")


def test_an_admin_makes_no_superuser_of_anybody(keeper: Client) -> None:
    me = User.objects.get(username="ana-admin")
    data = {"username": "ana-admin", "is_active": "on", "is_staff": "on", "is_superuser": "on"}
    keeper.post(page_of(me), {**data, "date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"})
    me.refresh_from_db()
    assert not me.is_superuser
    assert not me.user_permissions.exists()


def test_an_admin_does_not_take_a_superuser_s_place(keeper: Client) -> None:
    above = User.objects.create_superuser("root", password="a long word")
    assert keeper.post(page_of(above), {"username": "mine"}).status_code == 403
    new = {"password1": "another long word", "password2": "another long word"}
    assert keeper.post(f"/admin/auth/user/{above.pk}/password/", new).status_code == 403
    above.refresh_from_db()
    assert above.username == "root" and above.check_password("a long word")


@pytest.mark.parametrize("role", ["admin", "superuser"])
def test_nobody_deletes_a_user(client: Client, role: str) -> None:
    if role == "superuser":
        client.force_login(User.objects.create_superuser("root"))
    else:
        sign_in(client, role)
    eva = User.objects.create_user("eva")
    assert client.post(page_of(eva, "delete"), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [eva.pk], "post": "yes"}
    client.post("/admin/auth/user/", data)
    assert User.objects.filter(username="eva").exists()


def test_tokens_are_seen_and_revoked_not_made(keeper: Client) -> None:
    token, secret = ApiToken.objects.create(User.objects.get(username="ana-admin"), name="notebook")
    listed = keeper.get("/admin/agreements/apitoken/").content.decode()
    assert "notebook" in listed and secret not in listed
    assert keeper.get("/admin/agreements/apitoken/add/").status_code == 403
    assert keeper.post(page_of(token), {"name": "other"}).status_code == 403
    keeper.post(page_of(token, "delete"), {"post": "yes"})
    assert not ApiToken.objects.exists()
    assert sign_in(Client(), "reviewer").get("/admin/agreements/apitoken/").status_code == 403
