"""A merged record keeps its address."""

import pytest

from ..builders import ground, make_agreement, make_event, write

pytestmark = pytest.mark.django_db


def test_a_merged_event_leads_on_and_keeps_what_it_said(look):
    write(*ground(), make_event("one", title="What one said"), make_event("two", title="What both were"))
    write(make_event("one", title="What one said", merged_into="two"))
    page = look("/events/one/")
    assert page.one("p", class_="merged").one("a").text == "What both were"
    assert page.one("p", class_="merged").one("a")["href"] == "/events/two/"
    assert page.one("h1").text == "What one said"
    assert "merged" not in look("/events/one/", revision="1").one("article").text


def test_a_chain_of_merges_leads_to_its_end(look):
    write(*ground(), make_agreement("second"), make_agreement("third", title="The last"))
    write(make_agreement("memo", merged_into="second"), make_agreement("second", merged_into="third"))
    link = look("/agreements/memo/").one("p", class_="merged").one("a")
    assert (link.text, link["href"]) == ("The last", "/agreements/third/")


def test_a_record_that_was_not_merged_says_nothing(look):
    write(*ground(), make_event("one"))
    assert list(look("/events/one/").all("p", class_="merged")) == []
