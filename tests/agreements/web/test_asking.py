"""Reading an address."""

from django.http import QueryDict

from agreements.web import asking
from agreements.web.addresses import Addresses, with_query


def test_blank_fields_are_dropped_and_the_rest_kept():
    cleaned = asking.without_blanks(QueryDict("public_on=2025-04-01&known_at=&lang=es"))
    assert cleaned is not None
    assert cleaned.urlencode() == "public_on=2025-04-01&lang=es"


def test_without_blanks_nothing_is_to_be_done():
    assert asking.without_blanks(QueryDict("public_on=2025-04-01")) is None


def test_only_languages_of_the_pages_are_spoken():
    assert asking.language_of(QueryDict("lang=es")) == "es"
    assert asking.language_of(QueryDict("lang=xx")) is None


def test_an_address_without_parameters_has_no_question_mark():
    assert with_query("/us-sv/", {}) == "/us-sv/"
    assert with_query("/us-sv/", {}, "events") == "/us-sv/#events"
    assert with_query("/us-sv/", {"q": "a b&c"}, "events") == "/us-sv/?q=a+b%26c#events"


def test_every_page_carries_on_what_was_asked():
    addresses = Addresses({"public_on": "2025-04-01", "lang": "es"})
    assert addresses.agreement("memo") == "/agreements/memo/?public_on=2025-04-01&lang=es"
    assert addresses.event("talks") == "/events/talks/?public_on=2025-04-01&lang=es"
    assert addresses.relation("us-sv", "events") == "/us-sv/?public_on=2025-04-01&lang=es#events"


def test_the_interface_is_asked_without_the_language():
    addresses = Addresses({"public_on": "2025-04-01", "lang": "es"})
    assert addresses.api("timeline/", {"relation": "us-sv"}) == "/api/v1/timeline/?relation=us-sv&public_on=2025-04-01"


def test_a_permalink_holds_the_revision_and_the_language_alone():
    addresses = Addresses({"public_on": "2025-04-01", "lang": "es"})
    assert addresses.at_revision("/us-sv/", 3) == "/us-sv/?revision=3&lang=es"
