"""A cited page carried the whole way: cited, stored, changed, and seen to have changed."""

from typing import Any

import pytest

from agreements.history.verify import verify
from agreements.models import Candidate, CaptureRequest, Document, Revision
from agreements.operations import capturing, rechecking
from agreements.timeline.remembered import changed_since_cited, remembered
from tests.agreements import inputs
from tests.agreements.builders import ground, make_event, write
from tests.agreements.fetching.feeds import html

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited_page(site: Any) -> Document:
    """A page that an event cites, and of which the copy is there."""
    write(*ground())
    CaptureRequest.objects.all().delete()
    url = site.serve("/a", html("The agreement was signed in San Salvador on that day.", title="Signed"))
    write(make_event("meeting-2025", citations=[inputs.citation("s1-cited", url=url)]))
    capturing.carry_out(CaptureRequest.objects.get().pk)
    return Document.objects.get()


def test_a_page_is_looked_at_again_once_its_copy_is_tied_to_the_citation(cited_page: Document) -> None:
    assert cited_page.cited == cited_page.snapshots.get()
    assert cited_page.recheck_at is not None


def test_a_change_is_noticed_and_changes_nothing_of_the_record(cited_page: Document, site: Any) -> None:
    before = Revision.objects.count()
    site.serve("/a", html("The agreement was initialled in San Salvador on that day.", title="Signed"))
    rechecking.look_again(cited_page.pk)
    assert list(changed_since_cited()) == [cited_page]
    *_, (change,) = [remembered(cited_page, [key]).of(key) for key in remembered(cited_page).keys]
    assert (change.kind, change.values["added"], change.values["removed"]) == ("text_changed", 1, 1)
    assert (Revision.objects.count(), Candidate.objects.count()) == (before, 0)
    assert verify() == []


def test_a_page_that_went_is_noticed_and_its_copy_stays(cited_page: Document, site: Any) -> None:
    site.serve("/a", b"", 410)
    after = rechecking.look_again(cited_page.pk)
    assert after.gone_since is not None
    assert list(changed_since_cited()) == [cited_page]
    assert [each.kind for each in remembered(after).observations] == ["first_seen", "disappeared"]
