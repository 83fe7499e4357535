"""Addresses of a view and of its neighbours."""

from agreements.web.addresses import Here

HERE = Here("/us-sv/", {"public_on": "2025-04-01", "kind": ("visit", "call")})


def test_a_view_has_an_address_with_every_value():
    assert HERE.but() == "/us-sv/?public_on=2025-04-01&kind=visit&kind=call"


def test_a_neighbour_differs_in_what_is_changed_alone():
    assert HERE.but(event="talks") == "/us-sv/?public_on=2025-04-01&kind=visit&kind=call&event=talks"
    assert HERE.but(kind="call") == "/us-sv/?public_on=2025-04-01&kind=call"
    assert HERE.but("events", order="desc").endswith("&order=desc#events")


def test_what_is_none_or_empty_is_left_out():
    assert HERE.but(kind=None) == "/us-sv/?public_on=2025-04-01"
    assert HERE.but(kind=(), public_on="") == "/us-sv/"
