"""Adding never edits, revising never overwrites what was not seen."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from agreements.errors import Outdated, Refused, Taken
from agreements.history import guarded
from agreements.history.batch import AppendToAgreement, CaptureIn
from agreements.models import Agreement, Party, Person, Revision, Snapshot
from tests.agreements.builders import ground, make_agreement, make_party, make_person, make_term, write
from tests.agreements.models.rows import saved

BY: Any = {"by": "ana", "reason": "for a test"}


@pytest.mark.django_db
def test_creating_records_what_is_new_with_what_belongs_to_it() -> None:
    write(*ground())
    more = [AppendToAgreement("memo", terms=(make_term(),))]
    revision = guarded.create(make_person("eva"), more=more, **BY)
    assert revision and (revision.by, revision.reason) == ("ana", "for a test")
    assert Person.objects.get().slug == "eva"
    assert Agreement.objects.get().terms.count() == 1


@pytest.mark.django_db
def test_creating_what_is_recorded_is_refused_and_names_the_id() -> None:
    write(make_party("USA", names={"en": "United States", "es": "Estados Unidos"}))
    with pytest.raises(Taken, match=r"^parties.USA.code: USA is recorded already; revise that one") as refused:
        guarded.create(make_party("USA"), **BY)
    assert isinstance(refused.value, Refused)
    assert Party.objects.get().name_en == "United States"
    assert Revision.objects.count() == 1


@pytest.mark.django_db
def test_revising_the_version_that_was_seen_writes_the_next() -> None:
    write(make_person("eva"))
    assert guarded.revise(make_person("eva", name="Eva Ruiz"), seen=1, **BY)
    assert Person.objects.get().name == "Eva Ruiz"
    assert guarded.revise(make_person("eva", name="Eva Ruiz"), seen=2, **BY) is None


@pytest.mark.django_db
def test_revising_another_version_is_refused_and_says_who_changed_it_and_why() -> None:
    write(make_person("eva"))
    write(make_person("eva", name="Eva Ruiz"), by="leo", reason="full name")
    with pytest.raises(Outdated, match=r"leo changed it .* \(full name\), after version 1 .* read version 2"):
        guarded.revise(make_person("eva", name="E. Ruiz"), seen=1, **BY)
    assert Person.objects.get().name == "Eva Ruiz"


@pytest.mark.django_db
def test_a_statement_added_meanwhile_is_a_change_too() -> None:
    write(*ground())
    write(AppendToAgreement("memo", terms=(make_term(),)), by="leo")
    with pytest.raises(Outdated, match="leo"):
        guarded.revise(make_agreement("memo", title="other"), seen=1, **BY)


@pytest.mark.django_db
def test_a_copy_that_came_meanwhile_is_no_change() -> None:
    write(*ground())
    stored: Any = saved(Snapshot)
    write(CaptureIn("memo-s1", stored.sha256, stored.taken_at), by="capture")
    changed = make_agreement("memo", title="other")
    assert guarded.revise(changed, seen=1, **BY)
    with pytest.raises(Outdated, match="ana"):
        guarded.revise(make_agreement("memo", title="another"), seen=1, **BY)
    assert Agreement.objects.get().title == "other"
    with pytest.raises(Outdated):
        guarded.revise(changed, seen=7, **BY)


@pytest.mark.django_db
def test_revising_what_is_not_recorded_is_refused() -> None:
    with pytest.raises(Outdated, match=r"^people.eva: there is no person 'eva'; add it first"):
        guarded.revise(make_person("eva"), seen=1, **BY)


def _attempt(write_one: Any) -> bool:
    try:
        write_one()
    except Refused:
        return False
    finally:
        connection.close()
    return True


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["create", "revise"])
def test_of_two_at_once_one_writes_and_the_other_is_told(kind: str) -> None:
    if kind == "revise":
        write(make_person("eva"))
    shapes = [make_person("eva", name=f"Eva {number}") for number in range(2)]
    acts = [
        (lambda shape=shape: guarded.create(shape, **BY))
        if kind == "create"
        else (lambda shape=shape: guarded.revise(shape, seen=1, **BY))
        for shape in shapes
    ]
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(_attempt, acts)) == [False, True]
    assert Person.objects.count() == 1
