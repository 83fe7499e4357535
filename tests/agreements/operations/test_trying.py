"""A source on trial: what it would bring is shown, and nothing is kept."""

import pytest

from agreements.fetching import store
from agreements.models import Candidate, Document, FetchRun, Source
from agreements.operations import trying
from tests.agreements.fetching.feeds import Entry, html, rss
from tests.agreements.fetching.site import Site

pytestmark = pytest.mark.django_db
SAID = "El Salvador and the United States signed the Asylum Cooperative Agreement on Friday, 20 September 2019."


def source(url: str, format: str = "rss", **more: object) -> Source:
    return Source(slug="on-trial", name="Example News", url=url, format=format, **more)


@pytest.mark.usefixtures("us_sv")
def test_a_trial_shows_documents_and_what_would_be_proposed_and_keeps_nothing(site: Site) -> None:
    url = site.serve("/feed", rss(Entry("Signed", "/a", body=SAID), Entry("Rain", "/b", body="It rained all day.")))
    trial = trying.look(source(url))
    assert trial.failure == ""
    assert [each.seen.title for each in trial.taken] == ["Signed", "Rain"]
    signed, rain = (each.claims for each in trial.taken)
    assert ("signed", "us-sv-aca-2019") in {(each.value, each.agreement) for each in signed}
    assert not rain
    assert not any(model.objects.exists() for model in (Source, FetchRun, Document, Candidate))
    assert not store.root().exists()


@pytest.mark.usefixtures("us_sv")
def test_what_is_known_already_is_shown_again(site: Site) -> None:
    url = site.serve("/page", html("Nothing happened.", title="Quiet"), etag='"1"')
    known = source(url, "page", etag='"1"')
    known.save()
    assert [each.seen.title for each in trying.look(known).taken] == ["Quiet"]
    assert not store.root().exists(), "the bytes of a page would be a file"


def test_a_source_that_does_not_answer_says_why(site: Site) -> None:
    trial = trying.look(source(site.serve("/gone", status=404)))
    assert "nothing at this address" in trial.failure
    assert not trial.taken


def test_what_is_no_feed_says_so(site: Site) -> None:
    assert "not a feed" in trying.look(source(site.serve("/page", html("Words.")))).failure


def test_a_long_feed_shows_its_beginning_and_how_many_more_there_are(site: Site) -> None:
    url = site.serve("/feed", rss(*(Entry(f"Item {n}", f"/{n}") for n in range(trying.SHOWN + 3))))
    trial = trying.look(source(url))
    assert (len(trial.taken), trial.more) == (trying.SHOWN, 3)
