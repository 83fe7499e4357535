"""How many queries an answer takes: few, and as many for a thousand results as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .asking import DETAILS, LISTS, Api

pytestmark = pytest.mark.usefixtures("us_sv")
MOST = 6
# With `public_on`, standings and contradictions are computed from what was public.
MOST_IN_PUBLIC = 9
FILTERED = {
    "timeline/": {
        "relation": "us-sv",
        "agreement": "us-sv-aca-2019",
        "party": "USA",
        "person": "marco-rubio",
        "q": "a",
    },
    "events/": {"relation": "us-sv", "include": "agreements,parties,people,offices"},
    "status-updates/": {"agreement": "us-sv-aca-2019", "event": "aca-2019-signed", "include": "parties"},
    "agreements/": {"relation": "us-sv", "group": "ended", "q": "asylum"},
    "conflicts/": {"relation": "us-sv", "open": "true", "include": "people"},
    "timeline/density/": {"relation": "us-sv", "q": "visit"},
}


def queries(api: Api, address: str, query: dict[str, str]) -> int:
    with CaptureQueriesContext(connection) as captured:
        api.read(address, query)
    return len(captured)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(("clock", "most"), [({}, MOST), ({"public_on": "2025-04-01"}, MOST_IN_PUBLIC)])
def test_a_list_takes_as_many_queries_for_one_as_for_a_thousand(
    api: Api, address: str, clock: dict[str, str], most: int
) -> None:
    if clock and address == "changes/":
        clock = {}
    one, thousand = (queries(api, address, {**clock, "page_size": size}) for size in ("1", "1000"))
    if "lineage" not in address:
        assert one == thousand <= most


@pytest.mark.parametrize(("address", "query"), FILTERED.items())
def test_filters_and_names_take_few_queries(api: Api, address: str, query: dict[str, str]) -> None:
    assert queries(api, address, query) <= MOST


@pytest.mark.parametrize("address", DETAILS)
def test_a_record_takes_few_queries(api: Api, address: str) -> None:
    assert queries(api, address, {}) <= MOST


def test_the_last_page_takes_no_more_than_the_first(api: Api) -> None:
    pages = list(api.pages("events/", {"page_size": 10}))
    assert queries(api, pages[-2]["next"], {}) <= queries(api, "events/", {"page_size": "10"})
