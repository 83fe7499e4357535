from collections.abc import Callable

import pytest

from agreements.fetching import urls
from agreements.fetching.client import Client
from agreements.fetching.errors import RobotsRefused, ServerTrouble, Unreachable
from agreements.fetching.polite import Web
from agreements.fetching.robots import DAY, Robots
from tests.agreements.fetching.site import Site, drip

RULES = """
User-agent: *
Crawl-delay: 7
Disallow: /private
Allow: /private/but-this
Disallow: /*.pdf$

User-agent: badbot
Disallow: /
"""


def may(client: Client, url: str) -> bool:
    try:
        Robots(client).check(urls.target(url))
    except RobotsRefused:
        return False
    return True


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/", True), ("/private/x", False), ("/private/but-this", True), ("/a.pdf", False), ("/a.pdf?x", True)],
)
def test_the_wishes_of_a_site_are_kept(path: str, expected: bool, site: Site, client: Client) -> None:
    site.serve("/robots.txt", RULES)
    assert may(client, site.url(path)) is expected


def test_rules_for_us_by_name_come_first(site: Site, client: Client) -> None:
    site.serve("/robots.txt", "User-agent: *\nAllow: /\n\nUser-agent: entente\nDisallow: /")
    assert not may(client, site.url("/"))


def test_the_pause_that_a_site_asks_for_is_known(site: Site, client: Client) -> None:
    site.serve("/robots.txt", RULES)
    assert Robots(client).rules(urls.target(site.url())).delay == 7


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418])
def test_a_site_without_robots_txt_has_no_wishes(status: int, site: Site, client: Client) -> None:
    site.serve("/robots.txt", "User-agent: *\nDisallow: /", status)
    assert may(client, site.url("/"))


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_robots_txt_is_in_trouble_is_left_alone(status: int, site: Site, client: Client) -> None:
    site.serve("/robots.txt", "Oops", status)
    with pytest.raises(ServerTrouble, match="is left alone"):
        Robots(client).check(urls.target(site.url()))


def test_a_site_that_breaks_off_its_robots_txt_is_left_alone(site: Site, client: Client) -> None:
    site.raw("/robots.txt", drip(0, 0, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"))
    with pytest.raises(Unreachable):
        Robots(client).check(urls.target(site.url()))


@pytest.mark.parametrize("text", ["<!doctype html><h1>Hello</h1>", "\x00\xff\ufffd" * 100, "Disallow: /\n" * 9, ""])
def test_a_robots_txt_that_makes_no_sense_forbids_nothing(text: str, site: Site, client: Client) -> None:
    site.serve("/robots.txt", text)
    assert may(client, site.url("/"))


def test_robots_txt_is_asked_for_once_a_day_for_each_site(site: Site, client: Client) -> None:
    times = [0.0]
    clock: Callable[[], float] = lambda: times[0]  # noqa: E731  (the test moves it)
    robots = Robots(client, clock)
    for _ in range(3):
        robots.check(urls.target(site.url("/a")))
    assert site.times() == {"/robots.txt": 1}
    times[0] = DAY + 1
    robots.check(urls.target(site.url("/a")))
    assert site.times() == {"/robots.txt": 2}


def test_what_is_forbidden_is_never_asked_for(site: Site, web: Web) -> None:
    site.serve("/robots.txt", RULES.replace("Crawl-delay: 7", ""))
    site.redirect("/a", "/private/x")
    for path in ("/a", "/private/x"):
        with pytest.raises(RobotsRefused, match="/private/x"):
            web.get(site.url(path))
    assert "/private/x" not in site.times()
