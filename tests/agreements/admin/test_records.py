"""Every model of the admin: it lists, searches and shows; and nothing that is sent to it writes past the writer."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from agreements.admin.exporting import Exporting
from agreements.admin.places import admin_page
from agreements.history.ledger import INTERVALS, STATEMENTS
from agreements.models import Determination, Revision
from tests.agreements.admin.desk import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]

REGISTERED = sorted(admin.site._registry, key=lambda model: str(model._meta.label))
OURS = [model for model in REGISTERED if model._meta.app_label == "agreements"]
# What is upkeep, not record.
UPKEEP = ("source", "cue", "capturerequest", "apitoken", "subscription", "delivery")
LEDGER = [each for each in apps.get_app_config("agreements").get_models() if each._meta.model_name not in UPKEEP]
RECORD = [model for model in OURS if model in LEDGER]


@pytest.fixture
def root(client: Client) -> Client:
    """Whoever has every permission; what they cannot do, nobody can."""
    client.force_login(User.objects.create_superuser("root"))
    return client


def content() -> dict[str, list[Any]]:
    """Every row of every table of the record, as it stands."""
    return {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in LEDGER}


@pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model.__name__)
def test_every_list_is_shown_searched_and_its_rows_opened(root: Client, model: Any) -> None:
    address = admin_page(model, "changelist")
    assert root.get(address).status_code == 200
    assert root.get(f"{address}?q=x'%22<script>").status_code == 200
    assert root.get(f"{address}?q=%00").status_code == 400
    row = model._default_manager.first()
    if row is not None:
        assert root.get(page_of(row)).status_code == 200
        assert root.get(page_of(row, "history"), follow=True).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_every_list_filters_searches_and_exports(model: Any) -> None:
    desk = admin.site._registry[model]
    assert desk.search_fields and desk.list_filter
    assert isinstance(desk, Exporting)
    assert not desk.list_editable


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_nothing_that_is_sent_changes_a_row_past_the_writer(root: Client, model: Any) -> None:
    """Add, change, delete, every action, edits in the list: with fields of the model, and with none."""
    before, revisions = content(), Revision.objects.count()
    row = model._default_manager.first()
    desk: Any = admin.site._registry[model]
    fields = {field.name: "1" for field in model._meta.fields}
    chosen = {"_selected_action": [row.pk] if row else [], "index": 0, "post": "yes", "select_across": 1}
    listed = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk if row else 1, "_save": "Save"}
    targets = [(admin_page(model, "add"), fields), (admin_page(model, "changelist"), {**fields, **listed})]
    actions = ("delete_selected", *desk.actions)
    targets += [(admin_page(model, "changelist"), {"action": name, **chosen}) for name in actions]
    if row:
        targets += [(page_of(row, view), {**fields, "post": "yes"}) for view in ("change", "delete", "history")]
    for address, data in targets:
        answer = root.post(address, data)
        assert answer.status_code in (200, 302, 400, 403, 404, 405), address
    assert Revision.objects.count() == revisions
    assert content() == before


@pytest.mark.parametrize("model", RECORD, ids=lambda model: model.__name__)
def test_what_django_itself_would_write_with_is_switched_off(model: Any, rf: Any) -> None:
    desk = admin.site._registry[model]
    request = rf.post("/")
    request.user = User.objects.create_superuser("root")
    assert not desk.has_delete_permission(request)
    assert "delete_selected" not in desk.get_actions(request)
    row = model._default_manager.first() or model()
    for write in (
        lambda: desk.save_model(request, row, None, True),
        lambda: desk.save_related(request, None, [], True),
        lambda: desk.delete_model(request, row),
        lambda: desk.delete_queryset(request, model._default_manager.all()),
    ):
        with pytest.raises(NotImplementedError):
            write()


def test_ledger_and_versions_have_no_forms_at_all(root: Client) -> None:
    for model in (Revision, *STATEMENTS, *INTERVALS):
        if model in admin.site._registry:
            answer = root.post(admin_page(model, "add"), {"x": "y"})
            assert answer.status_code == (302 if model is Determination else 403)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_list_costs_no_query_for_each_row(root: Client, model: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def cost(rows: int) -> int:
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", rows)
        with CaptureQueriesContext(connection) as asked:
            root.get(admin_page(model, "changelist"))
        return len(asked)

    cost(1)  # what is asked once and kept is not counted
    assert cost(100) <= cost(1) < 40
