"""Strong tags: the same answer is not sent twice, and no other is taken for it."""

from pathlib import Path
from typing import Any

import pytest

from agreements.api import caching

from ..builders import make_agreement, make_event, make_party, write
from .asking import ADDRESSES, CLOCKED, DETAILS, LISTS, RECORD, Api

pytestmark = pytest.mark.usefixtures("us_sv")
TAGGED = [address for address in ADDRESSES if address != "docs/"]


@pytest.mark.parametrize("address", TAGGED)
def test_what_the_client_has_is_not_sent_again(api: Api, address: str) -> None:
    first = api.get(address)
    assert first["ETag"].startswith('"')
    again = api.get(address, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Vary", "Cache-Control", "Entente-Revision"):
        assert again.get(name) == first.get(name)
    assert "Content-Type" not in again


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_may_be_kept_but_are_asked_for_again(api: Api, address: str) -> None:
    response = api.get(address)
    assert response["Cache-Control"] == "no-cache"
    assert {each.strip() for each in response["Vary"].split(",")} >= {
        "Accept",
        "Accept-Language",
        "Authorization",
        "Cookie",
    }


@pytest.mark.parametrize("tag", ["W/{}", '"x", {}', "*", '"a" , W/{}, "b"'])
def test_any_of_several_tags_will_do(api: Api, tag: str) -> None:
    etag = api.get("events/")["ETag"]
    assert api.get("events/", if_none_match=tag.format(etag)).status_code == 304


@pytest.mark.parametrize("tag", ['"x"', "", "x", '"', 'W/"x"', "\xff", '"*"'])
def test_other_tags_will_not_do(api: Api, tag: str) -> None:
    assert api.get("events/", if_none_match=tag).status_code == 200


@pytest.mark.parametrize("address", [each for each in LISTS if each != "changes/"])
def test_a_list_that_the_client_has_costs_one_query(api: Api, address: str, django_assert_num_queries: Any) -> None:
    etag = api.get(address)["ETag"]
    with django_assert_num_queries(1):
        assert api.get(address, if_none_match=etag).status_code == 304


@pytest.mark.parametrize("address", DETAILS)
def test_a_record_that_the_client_has_costs_its_version_alone(
    api: Api, address: str, django_assert_max_num_queries: Any
) -> None:
    etag = api.get(address)["ETag"]
    with django_assert_max_num_queries(3 if address.startswith("status-updates") else 2):
        assert api.get(address, if_none_match=etag).status_code == 304


@pytest.mark.parametrize("address", LISTS)
def test_a_list_has_another_tag_at_another_revision(api: Api, address: str) -> None:
    before = api.get(address)["ETag"]
    write(make_party("FRA"))
    assert api.get(address)["ETag"] != before


@pytest.mark.parametrize("address", CLOCKED)
def test_another_query_has_another_tag(api: Api, address: str) -> None:
    tags = [
        api.get(address, query)["ETag"]
        for query in ({}, {"public_on": "2026-01-01"}, {"valid_on": "2026-01-01"}, {"revision": "1"})
    ]
    assert len(set(tags)) == len(tags)


def test_an_event_keeps_its_tag_while_others_are_written(api: Api) -> None:
    address = "events/grant-letter-2025-03-22/"
    plain, named = api.get(address)["ETag"], api.get(address, {"include": "parties"})["ETag"]
    write(make_party("USA", names={"en": "U.S.", "es": "EE. UU."}))
    assert api.get(address)["ETag"] == plain
    assert api.get(address, {"include": "parties"})["ETag"] != named
    write(make_event("grant-letter-2025-03-22", title="Another title", citations=[]))
    assert api.get(address)["ETag"] != plain


def test_an_agreement_has_another_tag_when_its_standing_may_be_another(api: Api, time_machine: Any) -> None:
    time_machine.move_to("2027-03-01T12:00:00Z")
    first = api.get("agreements/cafta-dr/")["ETag"]
    time_machine.move_to("2027-03-02T12:00:00Z")
    second = api.get("agreements/cafta-dr/")["ETag"]
    time_machine.move_to("2027-03-02T18:00:00Z")
    assert first != second == api.get("agreements/cafta-dr/")["ETag"]
    write(make_agreement("other"))
    assert api.get("agreements/cafta-dr/")["ETag"] != second


@pytest.mark.parametrize("address", ["events/", "relations/us-sv/"])
def test_whoever_signs_in_has_tags_of_their_own(api: Api, django_user_model: Any, address: str) -> None:
    before = api.get(address)["ETag"]
    api.client.force_login(django_user_model.objects.create_user("ana"))
    assert api.get(address)["ETag"] != before


def test_a_list_has_a_tag_for_each_language(api: Api) -> None:
    tags = [api.get("events/", accept_language=language)["ETag"] for language in ("en", "es", "fr")]
    assert tags[0] != tags[1]
    assert tags[0] == tags[2]


@pytest.mark.parametrize("address", RECORD)
def test_other_code_has_other_tags(api: Api, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = api.get(address)["ETag"]
    monkeypatch.setattr(caching, "code_version", lambda: "another")
    assert api.get(address)["ETag"] != before


def test_the_code_version_is_that_of_every_module(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "one.py").write_text("a = 1")
    before = caching.digest(tmp_path)
    assert caching.digest(tmp_path) == before
    (tmp_path / "inner" / "two.py").write_text("")
    assert caching.digest(tmp_path) != before


def test_a_refusal_has_no_tag(api: Api) -> None:
    assert "ETag" not in api.get("events/", {"kind": "x"})
    assert "ETag" not in api.get("events/unheard-of/")
