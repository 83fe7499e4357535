from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from agreements.fetching.formats.base import ENTRY, Item
from agreements.fetching.identity import documents

BASE = "https://news.example/feed"
ITEM = Item(guid="g", url="https://news.example/a", home=BASE, content=b"{}", media_type=ENTRY, title="T")


def addresses(*items: Item) -> list[str]:
    return [url for url, _ in documents(items)[0]]


def test_an_item_alone_at_its_address_is_that_document() -> None:
    assert addresses(ITEM, replace(ITEM, url="https://news.example/b")) == [
        "https://news.example/a",
        "https://news.example/b",
    ]


def test_an_item_without_an_address_is_marked_under_the_feeds() -> None:
    (found,) = addresses(replace(ITEM, url=""))
    assert found.startswith(f"{BASE}#") and len(found) == len(BASE) + 17


def test_an_entry_that_leads_to_the_front_page_or_the_feed_is_marked() -> None:
    for url in ("https://news.example/", BASE):
        assert addresses(replace(ITEM, url=url))[0].startswith(f"{url}#")


def test_a_front_page_watched_as_a_page_is_itself() -> None:
    item = replace(ITEM, url="https://gov.example/", home="https://gov.example", media_type="text/html")
    assert documents([item])[0] == [("https://gov.example/", item)]


def test_items_at_one_address_are_told_apart_by_their_guids_and_stay_so_in_any_order() -> None:
    items = [replace(ITEM, guid=str(n), content=str(n).encode()) for n in range(5)]
    assert sorted(addresses(*items)) == sorted(addresses(*reversed(items)))
    edited = [replace(items[0], title="New", content=b"new"), *items[1:]]
    assert sorted(addresses(*edited)) == sorted(addresses(*items))


def test_items_with_one_guid_are_told_apart_by_their_titles() -> None:
    items = [replace(ITEM, title=str(n), content=str(n).encode()) for n in range(10)]
    assert len(set(addresses(*items))) == 10
    edited = [replace(items[0], content=b"new"), *items[1:]]
    assert sorted(addresses(*edited)) == sorted(addresses(*items))


def test_items_alike_in_all_but_their_bytes_are_told_apart_by_these() -> None:
    items = [replace(ITEM, content=str(n).encode()) for n in range(3)]
    assert len(set(addresses(*items))) == 3


def test_an_item_that_repeats_another_is_skipped_and_told() -> None:
    found, skipped = documents([ITEM, ITEM, ITEM])
    assert len(found) == 1
    assert [skip.reason for skip in skipped] == ["It repeats another item of the same look."] * 2


words = st.sampled_from(["", "a", "b"])
items = st.builds(
    lambda guid, url, title, body: Item(
        guid, url and f"https://news.example/{url}", BASE, body.encode(), ENTRY, title=title
    ),
    words,
    words,
    words,
    words,
)


@given(st.lists(items, max_size=12))
def test_no_item_is_lost_and_no_two_share_an_address(given_items: list[Item]) -> None:
    found, skipped = documents(given_items)
    assert len(found) + len(skipped) == len(given_items)
    assert len({url for url, _ in found}) == len(found)
