"""manage.py reread."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from agreements.models import Candidate, Snapshot
from tests.agreements.models.rows import saved

from .conftest import run

pytestmark = pytest.mark.django_db


def test_rereading_doubles_no_candidate(inbox: Path):
    run("gather", source="press-folder")
    made, stored = Candidate.objects.count(), Snapshot.objects.count()
    assert run("reread") == f"{stored} documents read again; 0 new candidates.\n"
    assert Candidate.objects.count() == made


def test_rereading_proposes_what_better_rules_find(inbox: Path):
    run("gather", source="press-folder")
    made = Candidate.objects.count()
    Candidate.objects.all().delete()
    assert f"{made} new candidates" in run("reread")


def test_a_page_that_is_kept_only_because_it_is_cited_is_not_proposed(inbox: Path):
    said = "The United States and El Salvador signed the Agreement on Reciprocal Trade."
    saved(Snapshot, title="Ministers sign", text=said)
    assert run("reread") == "0 documents read again; 0 new candidates.\n"


def test_rereading_since_a_day_leaves_older_versions_alone(inbox: Path):
    run("gather", source="press-folder")
    assert run("reread", since="2999-01-01").startswith("0 documents")
    with pytest.raises(CommandError, match="is not a day"):
        run("reread", since="yesterday")
