"""What was known before pages were looked at again is carried over: which are gone, and which are cited."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection

from agreements.models import Absence, Capture, Citation, Document, Snapshot
from tests.agreements.models.rows import NOON, saved

pytestmark = pytest.mark.django_db


def carry_over() -> None:
    with connection.cursor() as cursor:
        cursor.execute(import_module("agreements.migrations.0008_memory").KNOWN)


def test_a_page_that_is_gone_is_absent_since_then() -> None:
    gone = saved(Document, gone_since=NOON)
    saved(Document)
    carry_over()
    assert list(Absence.objects.values_list("document", "since", "until")) == [(gone.pk, NOON, None)]


def test_cited_pages_are_looked_at_again_from_the_first_version_that_is_cited() -> None:
    page, captured, other = (saved(Document) for _ in range(3))
    first, second = (saved(Snapshot, document=page, taken_at=NOON + timedelta(hours=hour)) for hour in range(2))
    copy = saved(Snapshot, document=captured)
    saved(Snapshot, document=other)
    for each in (second, first):
        saved(Citation, snapshot=each.sha256)
    saved(Capture, snapshot=copy.sha256, taken_at=copy.taken_at)
    carry_over()
    cited = Document.objects.exclude(cited=None)
    assert dict(cited.values_list("pk", "cited")) == {page.pk: first.pk, captured.pk: copy.pk}
    assert not cited.filter(recheck_at=None).exists()
