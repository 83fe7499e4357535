"""manage.py gather, over the bundled folder."""

from pathlib import Path

import pytest
from django.core.management import CommandError

from agreements.errors import Refused
from agreements.models import Candidate, FetchRun, Source
from agreements.review import decisions

from .conftest import run

pytestmark = pytest.mark.django_db


def test_the_bundled_folder_gives_candidates_on_the_first_run_and_none_on_the_second(inbox: Path):
    first = run("gather", source="press-folder")
    assert "0 failed" in first
    made = Candidate.objects.count()
    assert made >= 10
    assert f"{made} candidates to review" in first
    assert "0 new documents, 0 candidates" in run("gather", source="press-folder")
    assert Candidate.objects.count() == made


def test_all_bundled_candidates_can_be_accepted_as_they_are_or_ask_for_a_note(inbox: Path):
    run("gather", source="press-folder")
    for candidate in Candidate.objects.filter(state="waiting"):
        try:
            decisions.accept(candidate.public_id, by="ana")
        except Refused as refused:
            assert all("note" in problem.field for problem in refused.problems)


def test_a_paused_source_is_looked_at_when_it_is_named_but_not_with_all(inbox: Path):
    Source.objects.exclude(slug="press-folder").update(enabled=False)
    Source.objects.filter(slug="press-folder").update(enabled=False)
    assert run("gather", all=True).startswith("0 looked at")
    run("gather", source="press-folder")
    assert FetchRun.objects.filter(source__slug="press-folder").count() == 1


def test_an_unknown_source_is_refused_with_those_that_are_known(inbox: Path):
    with pytest.raises(CommandError, match="no source 'nowhere'; known are: .*press-folder"):
        run("gather", source="nowhere")
