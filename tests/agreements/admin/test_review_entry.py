"""A candidate's form over what reading really proposes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from agreements.admin.review_entry import ProposalEntry
from agreements.models import Candidate
from tests.agreements.management.conftest import run

from .reviewing import address, form_of, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathered(us_sv: Any) -> Iterator[list[Candidate]]:
    """All that the bundled folder gives."""
    inbox = Path(settings.DATA_DIR) / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    run("load_sources")
    run("gather", source="press-folder")
    yield list(Candidate.objects.select_related("snapshot__document__source"))
    shutil.rmtree(inbox, ignore_errors=True)


def test_the_untouched_form_of_any_proposal_corrects_nothing(gathered: list[Candidate], client: Client):
    reviewer = sign_in(client)
    assert len(gathered) >= 10
    for candidate in gathered:
        entry = ProposalEntry(candidate, form_of(reviewer.get(address(candidate))))
        assert entry.is_valid(), f"{candidate}: {entry.form.errors}"
        assert entry.corrections() == {}, candidate


def test_one_changed_field_is_one_correction_in_any_proposal(gathered: list[Candidate], client: Client):
    reviewer = sign_in(client)
    for candidate in gathered:
        data = form_of(reviewer.get(address(candidate)), place="San Salvador", citations__0__publisher="The Paper")
        entry = ProposalEntry(candidate, data)
        assert entry.is_valid()
        first, *others = candidate.proposed["citations"]
        citations = [{**first, "publisher": "The Paper"}, *others]
        assert entry.corrections() == {"place": "San Salvador", "citations": citations}
