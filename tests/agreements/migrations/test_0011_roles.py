"""The roles: exactly what each may do, as the documentation says it."""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from tracker import prepare

pytestmark = pytest.mark.django_db

migration = import_module("agreements.migrations.0011_roles")
GUIDE = Path(__file__).parents[3] / "docs" / "operations.md"


def _held(name: str) -> set[tuple[str, str, str]]:
    found = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
    return {(app, *codename.split("_", 1)) for app, codename in found}


def _verbs(name: str, verb: str) -> set[str]:
    return {model for _, each, model in _held(name) if each == verb}


def _beyond(role: str, below: str) -> set[str]:
    return {f"{app}.{verb}_{model}" for app, verb, model in _held(role) - _held(below)}


def test_a_reader_views_the_record_and_where_it_comes_from_and_changes_nothing() -> None:
    assert _verbs("reader", "view") == {
        *("agreement", "agreementdocument", "agreementlink", "agreementparty", "citation", "cue", "determination"),
        *("document", "event", "eventclaim", "fetchrun", "identifier", "office", "participant", "party", "person"),
        *("pressstatement", "quantity", "relation", "retraction", "revision", "snapshot", "source", "statusupdate"),
        *("tenure", "term", "visit"),
    }
    assert {verb for _, verb, _ in _held("reader")} == {"view"}


def test_an_analyst_also_logs_edits_and_takes_back() -> None:
    records = ("agreement", "event", "office", "party", "person", "relation")
    statements = ("agreementlink", "citation", "eventclaim", "retraction", "statusupdate", "term")
    assert _beyond("analyst", "reader") == {
        *(f"agreements.add_{each}" for each in (*records, *statements)),
        *(f"agreements.change_{each}" for each in records),
        *(f"agreements.{verb}_cue" for verb in ("add", "change", "delete")),
        "agreements.view_candidate",
    }


def test_a_reviewer_also_decides() -> None:
    assert _beyond("reviewer", "analyst") == {"agreements.change_candidate", "agreements.add_determination"}


def test_an_admin_also_keeps_sources_and_accounts() -> None:
    accounts = ("auth.{}_user", "auth.{}_group", "agreements.{}_apitoken")
    assert _beyond("admin", "reviewer") == {
        "agreements.add_source",
        "agreements.change_source",
        *(each.format(verb) for each in accounts for verb in ("add", "change", "delete", "view")),
    }


def test_each_role_holds_all_that_the_one_below_it_holds() -> None:
    names = list(migration.ROLES)
    assert all(_held(lower) < _held(higher) for lower, higher in zip(names, names[1:], strict=False))


def test_what_may_be_deleted_is_upkeep_and_never_a_record() -> None:
    assert not _verbs("reader", "delete")
    assert _verbs("analyst", "delete") == _verbs("reviewer", "delete") == {"cue"}
    assert _verbs("admin", "delete") == {"cue", "user", "group", "apitoken"}


def test_the_permissions_are_those_that_django_makes() -> None:
    """None was made twice, and none under a name that Django would not give it."""
    for permission in Permission.objects.filter(group__name="admin").select_related("content_type").distinct():
        model: Any = permission.content_type.model_class()
        verb = permission.codename.split("_", 1)[0]
        assert permission.name == f"Can {verb} {model._meta.verbose_name_raw}"
        assert (
            Permission.objects.filter(content_type=permission.content_type, codename=permission.codename).count() == 1
        )


def test_making_them_again_keeps_members_and_restores_what_was_changed_by_hand() -> None:
    user = User.objects.create_user("ana")
    analyst = Group.objects.get(name="analyst")
    user.groups.add(analyst)
    before = _held("analyst")
    analyst.permissions.set(Permission.objects.filter(codename="delete_user"))
    migration.make_roles(apps)
    assert _held("analyst") == before
    assert Group.objects.count() == 4
    assert list(user.groups.all()) == [analyst]


def test_they_can_be_unmade_and_made_again_leaving_other_groups_alone() -> None:
    Group.objects.create(name="press office")
    migration.first.unmake_roles(apps)
    assert [each.name for each in Group.objects.all()] == ["press office"]
    migration.make_roles(apps)
    assert {each.name for each in Group.objects.all()} == {"press office", *migration.ROLES}


def test_they_are_made_where_django_has_not_yet_made_the_permissions() -> None:
    before = {name: _held(name) for name in migration.ROLES}
    Permission.objects.all().delete()
    migration.make_roles(apps)
    assert {name: _held(name) for name in migration.ROLES} == before


def test_the_user_that_the_first_start_makes_is_a_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENTENTE_ADMIN_PASSWORD", "known for once")
    prepare.create_admin(print)
    admin = User.objects.get(username=prepare.ADMIN)
    assert admin.is_superuser and admin.is_staff
    assert admin.has_perm("agreements.add_determination")


def test_the_guide_tells_of_each_role() -> None:
    told = re.search(r"\n## Who may do what\n(.*?)(\n## |\Z)", GUIDE.read_text(), re.DOTALL)
    assert told, "docs/operations.md has no section “Who may do what”"
    assert re.findall(r"^\| `(\w+)` \|", told[1], re.MULTILINE) == list(migration.ROLES)
