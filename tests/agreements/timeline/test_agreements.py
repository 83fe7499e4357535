"""Agreements as they are listed: the stored body, and beside it what depends on the day."""

from dataclasses import replace
from datetime import date
from typing import Any

import orjson
import pytest

from agreements.timeline import agreements, clocks, queries, summary
from agreements.timeline.clocks import AsOf


def shown(asof: AsOf) -> dict[str, Any]:
    rows = queries.rows("agreement", asof).order_by("slug")
    return {each["slug"]: each for each in orjson.loads(orjson.dumps(agreements.shown(rows, asof)))}


@pytest.mark.usefixtures("us_sv", "db")
class TestOfTheBundledRecord:
    @pytest.mark.parametrize("public_on", [None, date(2025, 4, 1)])
    def test_each_is_its_body_with_what_is_computed(self, public_on: date | None) -> None:
        asof = replace(clocks.now(), public_on=public_on)
        bodies = queries.bodies("agreement", asof)
        standings = queries.standings(bodies, asof)
        latest = queries.latest_events(standings, asof)
        for body in bodies:
            standing = standings[body["slug"]]
            assert shown(asof)[body["slug"]] == {
                **body,
                "standing": standing,
                "group": summary.group_of(standing),
                "latest_event": latest.get(body["slug"]),
            }

    @pytest.mark.parametrize("chosen", [True, False])
    def test_those_listed_are_those_that_the_relation_is_summed_up_by(self, chosen: bool) -> None:
        for day in (date(2000, 1, 1), date(2020, 1, 1), date(2025, 3, 1), date(2026, 11, 1)):
            asof = replace(clocks.now(), valid_on=day, chosen=chosen)
            groups = summary.summarise("us-sv", asof).groups.values()
            found = agreements.listed(asof).values_list("slug", flat=True)
            assert sorted(found) == sorted(slug for slugs in groups for slug in slugs)

    def test_standing_is_of_the_day_asked(self) -> None:
        day = replace(clocks.now(), valid_on=date(2020, 6, 1), chosen=True)
        assert shown(day)["us-sv-aca-2019"]["standing"]["legal"]["value"] == "signed"
        assert shown(day)["us-sv-detention-arrangement-2025"]["standing"]["legal"] is None

    @pytest.mark.parametrize("public_on", [None, date(2025, 4, 1)])
    def test_groups_are_those_of_the_standings(self, public_on: date | None) -> None:
        asof = replace(clocks.now(), public_on=public_on)
        expected = {slug: each["group"] for slug, each in shown(asof).items()}
        assert {slug: agreements.groups(asof).get(slug, "not_yet_concluded") for slug in expected} == expected
