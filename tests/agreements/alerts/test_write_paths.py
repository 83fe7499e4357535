"""Whatever writes, the same alert: it is the ledger that is read, and no path has to think of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from agreements.exchange import bundle
from agreements.history.redacting import redact
from agreements.models import ApiToken, Candidate
from agreements.review import decisions
from tests.agreements import inputs
from tests.agreements.admin.logging import filling
from tests.agreements.alerts.subscribed import person, subscribe, told
from tests.agreements.builders import make_determination, make_event, make_retraction, write
from tests.agreements.exchange.tables.registers import MAP, a_row, table
from tests.agreements.review.candidates import make_candidate

pytestmark = pytest.mark.django_db
RIVALS = [inputs.claim(id="c1"), inputs.claim(id="c2", value="Washington")]


def _send(method: str, address: str, body: Any, role: str = "reviewer") -> None:
    from django.contrib.auth.models import Group

    user = person("a-program")
    user.groups.add(Group.objects.get(name=role))
    token = ApiToken.objects.create(user, name=address)[1]
    headers = {"Authorization": f"Token {token}"}
    response = Client().generic(method, f"/api/v1/{address}", json.dumps(body), "application/json", headers=headers)
    assert response.status_code in (200, 201), response.content


def by_the_writer(folder: Path) -> None:
    write(make_event())


def by_api(folder: Path) -> None:
    _send("POST", "events/", inputs.event())


def by_api_change(folder: Path) -> None:
    _send("PATCH", "events/talks-2024/", {"summary": "They talked.", "reason": "as reported"})


def by_api_statement(folder: Path) -> None:
    update = inputs.update(axis="disclosure", value="reported", event="talks-2024", citations=["talks-2024-s1"])
    _send("POST", "status-updates/", update)


def by_api_retraction(folder: Path) -> None:
    _send("POST", "events/talks-2024/retract/", {"reason": "a mistake"})


def by_api_determination(folder: Path) -> None:
    choice = inputs.determination(["rival-c1"], ["rival-c2"], id="choice")
    choice.pop("by")
    _send("POST", "determinations/", choice)


def at_the_desk(folder: Path) -> None:
    client = filling.analyst(Client(), name="a-clerk")
    response = client.post(filling.LOG.format("visit"), filling.filled(citations=[filling.citation()]))
    assert response.status_code == 302, filling.complaints(response)


def by_review(folder: Path) -> None:
    candidate: Candidate = make_candidate()
    decisions.accept(candidate.public_id, by="rita", corrections={}, reason="as reported")


def by_merging_a_candidate(folder: Path) -> None:
    decisions.merge(make_candidate().public_id, into="talks-2024", by="rita", reason="the same")


def by_bundle(folder: Path) -> None:
    found = inputs.bundle(events=[inputs.event("from-a-bundle", citations=[inputs.citation()])])
    bundle.load(bundle.parse(json.dumps(found).encode()), by="a tester", reason="a bundle")


def by_import(folder: Path) -> None:
    (folder / "map.toml").write_text(MAP)
    (folder / "register.csv").write_bytes(table(a_row(1)))
    call_command("import_agreements", folder / "register.csv", "--map", folder / "map.toml", verbosity=0)


def by_retraction(folder: Path) -> None:
    write(make_retraction("event", "talks-2024"))


def by_determination(folder: Path) -> None:
    write(make_determination(["rival-c1"], ["rival-c2"], id="choice"))


def by_redaction(folder: Path) -> None:
    redact(["Wrong Name"], by="an officer", reason="for a test")


PATHS: dict[Callable[[Path], None], set[tuple[str, str, str]]] = {
    by_the_writer: {("created", "event", "meeting-2025")},
    by_api: {("created", "event", "meeting-2025")},
    by_api_change: {("revised", "event", "talks-2024")},
    by_api_statement: {("revised", "event", "talks-2024")},
    by_api_retraction: {("retracted", "event", "talks-2024")},
    by_api_determination: {("determined", "determination", "choice")},
    at_the_desk: {("created", "event", "ministers-meet-2025-02-03")},
    by_review: {("created", "event", "memo-signed")},
    by_merging_a_candidate: {("revised", "event", "talks-2024")},
    by_bundle: {("created", "event", "from-a-bundle")},
    by_import: {("created", "agreement", "reg-1")},
    by_retraction: {("retracted", "event", "talks-2024")},
    by_determination: {("determined", "determination", "choice")},
    by_redaction: {("redacted", "event", "rival")},
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.__name__)
def test_every_way_of_writing_is_told_of_once(path: Callable[[Path], None], tmp_path: Path) -> None:
    filling.ground()
    write(make_event("rival", claims=RIVALS, summary="Said by Wrong Name."))
    subscription = subscribe()
    path(tmp_path)
    assert set(told(subscription)) >= PATHS[path]
    assert told(subscription) == []
