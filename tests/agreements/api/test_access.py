"""Who may do what: every role at every address with every method. An address without a row here fails."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from agreements.api.urls import urlpatterns
from agreements.models import ApiToken

from .asking import ROOT, Api

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "reader", "analyst", "reviewer", "admin")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# The first role that may; each later one may as well.
READ = {"GET": "anonymous", "HEAD": "anonymous"}
LOG = {**READ, "POST": "analyst"}
REVISE = {**READ, "PATCH": "analyst"}
RETRACT = {"POST": "analyst"}
DECIDE = {"POST": "reviewer"}
ACCESS = {
    "relations/": READ,
    "relations/<slug:slug>/": READ,
    "parties/": READ,
    "parties/<slug:slug>/": READ,
    "people/": READ,
    "people/<slug:slug>/": READ,
    "offices/": READ,
    "offices/<slug:slug>/": READ,
    "vocabulary/": READ,
    "agreements/": LOG,
    "agreements/<slug:slug>/": REVISE,
    "agreements/<slug:slug>/history/": READ,
    "agreements/<slug:slug>/conflicts/": READ,
    "agreements/<slug:slug>/terms/": LOG,
    "agreements/<slug:slug>/lifecycle/": READ,
    "agreements/<slug:slug>/comparison/": READ,
    "agreements/<slug:slug>/clocks/": READ,
    "agreements/<slug:slug>/performance/": READ,
    "agreements/<slug:slug>/lineage/": READ,
    "agreements/<slug:slug>/documents/": READ,
    "events/": LOG,
    "events/<slug:slug>/": REVISE,
    "events/<slug:slug>/retract/": RETRACT,
    "visits/": LOG,
    "visits/<slug:slug>/": REVISE,
    "visits/<slug:slug>/retract/": RETRACT,
    "press-statements/": LOG,
    "press-statements/<slug:slug>/": REVISE,
    "press-statements/<slug:slug>/retract/": RETRACT,
    "status-updates/": LOG,
    "status-updates/<slug:slug>/": READ,
    "status-updates/<slug:slug>/retract/": RETRACT,
    "coming/": READ,
    "conflicts/": READ,
    "determinations/": {**READ, "POST": "reviewer"},
    "determinations/<slug:slug>/": READ,
    "determinations/<slug:slug>/retract/": DECIDE,
    "timeline/": READ,
    "timeline/density/": READ,
    "changes/": READ,
    "sources/": {**READ, "POST": "admin"},
    "sources/<slug:slug>/": {**READ, "PATCH": "admin"},
    "sources/<slug:slug>/gather/": {"POST": "admin"},
    "runs/": READ,
    "documents/": READ,
    "documents/<slug:slug>/snapshots/": READ,
    "documents/<slug:slug>/diff/": {"GET": "reader", "HEAD": "reader"},
    "candidates/": {"GET": "analyst", "HEAD": "analyst"},
    "candidates/<slug:slug>/": {"GET": "analyst", "HEAD": "analyst"},
    "candidates/<slug:slug>/accept/": DECIDE,
    "candidates/<slug:slug>/reject/": DECIDE,
    "candidates/<slug:slug>/merge/": DECIDE,
    "subscriptions/": {"GET": "reader", "HEAD": "reader", "POST": "reader"},
    "subscriptions/<slug:slug>/": {"GET": "reader", "HEAD": "reader", "PATCH": "reader", "DELETE": "reader"},
    "subscriptions/<slug:slug>/rotate/": {"POST": "reader"},
    "subscriptions/<slug:slug>/test/": {"POST": "reader"},
    "deliveries/": {"GET": "reader", "HEAD": "reader"},
    "deliveries/<slug:slug>/replay/": {"POST": "reader"},
    "schema/": READ,
    "docs/": READ,
}
ROUTES = [str(pattern.pattern) for pattern in urlpatterns[:-1]]


def expected(route: str, method: str, role: str) -> set[int]:
    """The status codes that a cell may answer with. The body is empty and the record too: 400 and 404 are access."""
    needed = ACCESS[route].get(method)
    if needed is None:
        return {405}
    if ROLES.index(role) >= ROLES.index(needed):
        return {200, 201, 202, 400, 404}
    # What can be read at all is read by name; whoever writes has to say who they are first.
    return {401} if role == "anonymous" and method not in ("GET", "HEAD") else {403}


@pytest.fixture
def clients(db: None) -> dict[str, Client]:
    found = {"anonymous": Client()}
    for role in ROLES[1:]:
        user = User.objects.create_user(role)
        user.groups.add(Group.objects.get(name=role))
        found[role] = Client()
        found[role].force_login(user)
    return found


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(ACCESS) == sorted(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
def test_every_cell_is_as_agreed(clients: dict[str, Client], route: str) -> None:
    wrong = []
    for role, client in clients.items():
        for method in METHODS:
            response = client.generic(method, ROOT + route.replace("<slug:slug>", "x"), b"{}", "application/json")
            if response.status_code not in expected(route, method, role):
                wrong.append((role, method, response.status_code))
            elif response.status_code >= 400 and method != "HEAD":
                assert response["Content-Type"] == "application/problem+json"
    assert wrong == []


WRITES = [(route, method) for route, row in ACCESS.items() for method in row if method in ("POST", "PATCH")]


@pytest.mark.parametrize(("route", "method"), WRITES)
def test_whoever_writes_signs_in_first(client: Client, route: str, method: str) -> None:
    response = client.generic(method, ROOT + route.replace("<slug:slug>", "x"), b"{}", "application/json")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"
    assert "Sign in" in response.json()["detail"]


def test_a_refusal_names_what_is_missing(as_role: Any) -> None:
    detail = as_role("reader").send("POST", "events/", {}).json()["detail"]
    assert "agreements.add_event" in detail
    assert "analyst" in detail
    detail = as_role("reader").get("candidates/").json()["detail"]
    assert "agreements.view_candidate" in detail
    assert "analyst" in detail
    detail = as_role("analyst").send("POST", "determinations/", {}).json()["detail"]
    assert "agreements.add_determination" in detail
    assert "reviewer" in detail


def test_what_is_refused_is_not_read_first(as_role: Any) -> None:
    """Who may not write learns nothing about what is wrong with the body."""
    assert as_role("reader").send("POST", "events/", "{").status_code == 403


def test_a_session_needs_the_token_against_forgery_and_an_api_token_does_not() -> None:
    user = User.objects.create_user("ana")
    user.groups.add(Group.objects.get(name="analyst"))
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    response = Api(browser).send("POST", "events/", {})
    assert response.status_code == 403
    assert "CSRF" in response.json()["detail"]
    token = ApiToken.objects.create(user, name="notebook")[1]
    program = Api(Client(enforce_csrf_checks=True))
    for scheme in ("Token", "Bearer"):
        assert program.send("POST", "events/", {}, authorization=f"{scheme} {token}").status_code == 400


def test_an_account_that_was_closed_writes_nothing(as_role: Any) -> None:
    api = as_role("analyst")
    User.objects.update(is_active=False)
    assert api.send("POST", "events/", {}).status_code == 401
