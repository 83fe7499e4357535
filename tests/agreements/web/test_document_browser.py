"""Documents in a browser: nobody is kept out, at the desk neither; what changed is read by keyboard and in one's own
colours."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from ..accessibility import barriers
from ..versions import live, make_run, make_source

pytestmark = pytest.mark.django_db(transaction=True)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def signed_in(live_server: Any, page: Any) -> Any:
    """A browser in which a reader with a place at the desk has signed in."""
    user = User.objects.create_user("reader", is_staff=True)
    user.groups.add(Group.objects.get(name="reader"))
    visitor = Client()
    visitor.force_login(user)
    cookie = {"name": "sessionid", "value": visitor.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


@pytest.fixture
def addresses(live_server: Any) -> dict[str, str]:
    page = live()
    make_run(make_source(failures=2), 1, "failed", error="ministry.example does not answer.")
    first, _, third, _ = page.snapshots.order_by("taken_at")
    public, desk = f"{live_server.url}/documents/{page.public_id}/", f"{live_server.url}/admin/agreements/document/"
    return {
        "page": public,
        "difference": f"{public}diff/?from={first.sha256}&to={third.sha256}",
        "sources": f"{live_server.url}/sources/",
        "desk": f"{desk}{page.pk}/change/",
        "difference at the desk": f"{desk}{page.pk}/difference/{first.pk}/{third.pk}/",
    }


def test_they_hold_no_barrier(signed_in: Any, addresses: dict[str, str], subtests: pytest.Subtests) -> None:
    for name, address in addresses.items():
        with subtests.test(name):
            assert barriers(signed_in, address) == []


def test_they_hold_from_phone_to_desk_and_break_no_rule(signed_in: Any, addresses: dict[str, str]) -> None:
    complaints: list[str] = []
    signed_in.on("console", lambda each: complaints.append(each.text) if each.type in ("error", "warning") else None)
    signed_in.on("pageerror", lambda error: complaints.append(str(error)))
    for name, address in addresses.items():
        signed_in.goto(address)
        for width in (320, 390, 720, 900, 1440):
            signed_in.set_viewport_size({"width": width, "height": 900})
            assert signed_in.evaluate(OVERFLOW) == 0, f"{name} is wider than {width} px"
    assert complaints == []


def test_what_changed_is_reached_by_keyboard_and_told_without_colour(signed_in: Any, addresses: dict[str, str]) -> None:
    signed_in.goto(addresses["page"])
    link = signed_in.locator("#version-3").get_by_role("link")
    assert link.inner_text().startswith("what changed")
    link.focus()
    signed_in.keyboard.press("Enter")
    signed_in.wait_for_url("**/diff/**")
    line = "getComputedStyle(document.querySelector('.difference {}')).textDecorationLine"
    assert signed_in.evaluate(line.format("del")) == "line-through"
    assert signed_in.evaluate(line.format("ins")) == "underline"
    signs = [
        signed_in.evaluate(f"getComputedStyle(document.querySelector('.difference .{kind}'), '::before').content")
        for kind in ("changed", "removed", "added")
    ]
    assert [sign[1] for sign in signs] == ["±", "−", "+"]
