"""What was stored of the web, against its hashes: a flipped byte in any row or file is found and named."""

from collections.abc import Iterator

import pytest
from django.db import connection

from agreements.fetching import audit, store
from agreements.models import Snapshot
from agreements.operations import integrity

from ..review.candidates import make_candidate

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Iterator[Snapshot]:
    """One stored page with its bytes."""
    snapshot = make_candidate().snapshot
    assert store.put(snapshot.text.encode()) == snapshot.sha256
    yield snapshot


def test_what_was_stored_is_whole(kept: Snapshot) -> None:
    assert list(audit.faults()) == []
    assert integrity.faults() == []


def test_a_flipped_byte_in_a_file_is_named(kept: Snapshot) -> None:
    store.path(kept.sha256).write_bytes(kept.text.encode()[:-1] + b"!")
    (fault,) = integrity.faults()
    assert f"snapshot {kept.pk}" in fault and "changed on disk" in fault


def test_a_missing_file_is_named_for_every_snapshot_that_rests_on_it(kept: Snapshot) -> None:
    make_candidate("c-2", "https://example.org/copy")
    store.path(kept.sha256).unlink()
    assert [fault.split(" (")[0] for fault in audit.faults()] == [
        f"snapshot {row.pk}" for row in Snapshot.objects.order_by("pk")
    ]


def test_a_file_that_cannot_be_read_is_named(kept: Snapshot) -> None:
    path = store.path(kept.sha256)
    path.unlink()
    path.mkdir()
    (fault,) = audit.faults()
    assert "cannot be read" in fault


def test_a_text_changed_past_the_triggers_is_named(kept: Snapshot) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE agreements_snapshot DISABLE TRIGGER snapshot_no_update")
        cursor.execute("UPDATE agreements_snapshot SET text = text || '.' WHERE id = %s", [kept.pk])
        cursor.execute("ALTER TABLE agreements_snapshot ENABLE TRIGGER snapshot_no_update")
    (fault,) = integrity.faults()
    assert fault.startswith(f"snapshot {kept.pk} (") and fault.endswith("its text is not the one that was stored")
