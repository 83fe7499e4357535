"""The figure of the bundled record: what stands where, and what each part of it promises."""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from agreements.timeline import queries
from agreements.web import asking
from agreements.web.figure import Figure, figure
from agreements.web.figure.drawing import MOST_MARKS
from agreements.web.figure.lanes import Lane
from agreements.web.parameters import OWN
from agreements.web.record import Record, in_order, of_relation

from ..reading import Element, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("us_sv")]

INSTANT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASYLUM, DETENTION, CAFTA = "us-sv-aca-2019", "us-sv-detention-arrangement-2025", "cafta-dr"
EARLY = ("h2-mou-2020", "letter-of-intent-2019", "security-arrangements-2019")
STATEMENT = "bukele-statement-coatepeque-2025"
SPRING, WINTER = ("2025-01-15", "2025-04-24"), ("2020-12-01", "2021-03-01")


def record(query: str = "", language: str = "en") -> Record:
    asked = asking.ask(QueryDict(query), INSTANT, language, "/us-sv/", OWN)
    return of_relation(queries.detail("relation", "us-sv", asked.asof), asked)


def draw(
    query: str = "",
    focus: tuple[str, str] | None = None,
    shown: set[str] | None = None,
    opened: str | None = None,
    width: int | None = None,
    known: Record | None = None,
) -> Figure:
    known = known or record(query)
    days = (date.fromisoformat(focus[0]), date.fromisoformat(focus[1])) if focus else None
    return figure(known, days, shown=shown, open_event=opened, width=width)


def page(found: Figure) -> Element:
    return read(render_to_string("figure/figure.html", {"figure": found}).encode())


def lanes(found: Figure) -> dict[str, Lane]:
    return {lane.slug: lane for group in found.groups for lane in group.lanes}


def texts(lane: Lane) -> list[str]:
    assert lane.band is not None
    return [each.text for each in lane.band.texts]


def events(lane: Lane) -> list[str]:
    return [slug for mark in lane.marks for slug in mark.events.split()]


# --- the window ------------------------------------------------------------------------------------------------------
def test_it_opens_on_the_busiest_hundred_days():
    found = draw()
    assert found.focus == "/".join(SPRING)
    assert found.said == "15 Jan – 24 Apr 2025: 35 events"
    assert [(label, current) for label, _href, current in found.presets] == [
        ("All", False),
        ("5 y", False),
        ("1 y", False),
        ("100 d", True),
    ]


def test_ready_made_windows_keep_the_other_parameters():
    for _label, href, _current in draw("kind=visit&kind=call&order=desc&lang=en").presets:
        assert "kind=visit&kind=call" in href and "order=desc" in href and "lang=en" in href
        assert re.search(r"focus=\d{4}-\d\d-\d\d%2F\d{4}-\d\d-\d\d", href)


# --- the signs, against the record -----------------------------------------------------------------------------------
def test_lanes_stand_in_the_groups_of_the_table_those_in_the_focus_first(look):
    drawn = page(draw(focus=SPRING))
    table = look("/us-sv/")
    for section in drawn.all("section"):
        anchor = section["aria-labelledby"].removeprefix("lanes-")
        named = sorted(each.one("p", class_="name").text for each in section.all("div", class_="lane"))
        listed = table.one("tbody", id=anchor)
        assert named == sorted(each.one("a", lang="en").text for each in listed.all("th", class_="name"))
        assert section.one("h3").text.endswith(f" {len(named)}")
    ended = [lane.slug for lane in draw(focus=SPRING).groups[-1].lanes]
    assert ended == [ASYLUM, "us-sv-ven-exchange-2025", "us-sv-letter-of-intent-2019"]


def test_the_dispute_over_the_asylum_agreement_is_hatched_with_both_values():
    found = draw(focus=WINTER)
    band = lanes(found)[ASYLUM].band
    assert band is not None and band.hue == "b"
    assert [each.fill for each in band.fills if each.fill] == ["url(#f-b4-b3)"]
    assert "in force | denied" in texts(lanes(found)[ASYLUM])
    patterns = [each["id"] for each in page(found).all("pattern")]
    assert "f-b4-b3" in patterns and len(patterns) == len(set(patterns))


def test_its_end_thins_out_over_the_year_in_which_it_lies():
    band = lanes(draw(focus=("2020-01-01", "2022-06-30")))[ASYLUM].band
    assert band is not None
    (bars,) = band.bars
    assert bars.cls == "t4", "notice of termination leaves it in force"
    assert [each.cls for each in band.lines if each.cls.startswith("op")] == ["op unknown", "op preparatory"]


def test_cafta_is_notched_since_it_began_before_the_drawing():
    lane = lanes(draw(focus=SPRING))[CAFTA]
    assert lane.band is not None
    assert [(each.x, each.y) for each in lane.band.notches] == [("0", "3")]
    assert texts(lane) == ["in force since 1 March 2006"]
    assert [each.cls for each in lane.band.lines] == ["rule b", "op solid"]
    assert lane.today is not None and lane.today.value == "in force" and not lane.today.alert


def test_detention_does_not_bind_and_its_line_says_whether_it_operated():
    band = lanes(draw(focus=SPRING))[DETENTION].band
    assert band is not None and band.hue == "n"
    assert [each.cls for each in band.fills] == ["t1", "t3", "t3", "t4"]
    assert [each.cls for each in band.lines if each.cls.startswith("op")] == ["op unknown", "op solid"]
    assert {each.cls for each in band.lines if each.cls.startswith("rule")} == {"rule n"}


def test_nothing_recorded_is_a_dotted_outline_with_its_line_of_operation():
    lane = lanes(draw(focus=("2025-09-01", "2026-11-24")))["us-sv-comalapa-csl"]
    assert lane.band is not None
    assert [each.cls for each in lane.band.outlines] == ["absent"]
    assert texts(lane) == ["no legal value recorded"]
    assert [each.cls for each in lane.band.lines] == ["op solid"]
    assert lane.today is not None and lane.today.value == "not recorded"


def test_a_lane_that_begins_later_says_so_in_the_empty_space_before_it():
    lane = lanes(draw(focus=SPRING))["us-sv-art-2026"]
    assert texts(lane) == ["agreed in principle 13 Nov 2025, signed 29 Jan 2026"]
    assert lane.band is not None and lane.band.texts[0].anchor == "end"


def test_what_is_contested_or_disputed_today_is_marked_in_its_column():
    today = lanes(draw())[ASYLUM].today
    assert today is not None
    assert (today.value, today.alert) == ("terminated?", True)
    assert today.dispute.startswith("#")
    disputed = lanes(draw("valid_on=2021-01-10"))[ASYLUM].today
    assert disputed is not None and (disputed.value, disputed.alert) == ("disputed", True)


# --- marks -----------------------------------------------------------------------------------------------------------
def test_every_event_of_the_focus_is_a_mark_or_in_a_box_in_each_of_its_lanes():
    known = record()
    found = draw(known=known)
    drawn = {**lanes(found), "relation": found.relation}
    count = 0
    for slug, event in known.shown.items():
        if SPRING[0] <= event["date"]["earliest"] <= SPRING[1]:
            count += 1
            for lane in event["agreements"] or ["relation"]:
                assert events(drawn[lane]).count(slug) == 1
    assert count == 35


def test_a_mark_leads_to_its_event_and_says_it_in_full():
    mark = next(
        each
        for each in lanes(draw("kind=visit&focus=2025-01-15/2025-04-24", SPRING))["us-sv-safe-third-country-2025"].marks
        if each.events == STATEMENT
    )
    assert f"event={STATEMENT}" in mark.href and "kind=visit" in mark.href and "focus=" in mark.href
    assert mark.name.startswith("3 February 2025, press statement. Bukele: safe country agreement close")
    assert "Safe third country 2025, legal: under negotiation, one side" in mark.name
    assert (mark.shape, mark.fill) == ("speech", "solid")
    assert re.fullmatch(r"\d+ sources, \d+ independent", mark.sources)


def test_a_visit_of_several_days_is_stretched_and_an_uncertain_day_has_a_whisker():
    (tour,) = [each for each in draw().relation.marks if each.stretch]
    assert tour.name.startswith("1 to 6 February 2025, visit") and float(tour.stretch) > 30
    lane = lanes(draw(focus=("2019-08-01", "2019-12-31")))[ASYLUM]
    whiskers = [mark for mark in lane.marks if mark.whisker]
    assert len(whiskers) == 1 and float(whiskers[0].whisker[1]) > 16  # type: ignore[index]


def test_several_at_once_are_a_box_with_their_true_span():
    (box,) = [each for each in lanes(draw(opened=None))[DETENTION].marks if each.count == "7"]
    assert (box.focus, box.t) == ("2025-03-13/2025-03-16", box.t)
    assert box.label is not None and (box.label.date, box.label.text) == ("13–16 Mar", "reported call, first transfers")
    assert box.name.startswith("7 events, 13 to 16 March 2025. ")
    assert box.bar is not None and not box.sources


def test_the_open_event_has_a_ring_a_line_and_a_flag_and_stands_alone():
    found = draw(opened=STATEMENT)
    rings = [mark for lane in lanes(found).values() for mark in lane.marks if mark.current]
    assert {mark.events for mark in rings} == {STATEMENT} and all(mark.ring for mark in rings)
    assert found.axis.flag is not None and found.axis.flag.text == "Mon 3 Feb"
    assert [each.cls for each in found.axis.uprights].count("open") == 1
    assert {lane.slug for lane in lanes(found).values() if lane.chosen} == {ASYLUM, "us-sv-safe-third-country-2025"}
    drawn = page(found)
    assert len(list(drawn.all("a", **{"aria-current": "true"}))) == 2


def test_an_open_event_outside_the_focus_is_marked_too():
    found = draw(focus=WINTER, opened=STATEMENT)
    assert STATEMENT in events(lanes(found)[ASYLUM])


@pytest.mark.parametrize(
    ("focus", "marked", "labelled"),
    [
        (("2006-01-01", "2026-11-24"), False, False),
        (("2022-01-01", "2026-11-24"), True, False),
        (("2024-11-01", "2025-10-31"), True, True),
        (SPRING, True, True),
    ],
)
def test_more_is_drawn_the_closer_one_looks(focus, marked, labelled):
    found = lanes(draw(focus=focus, width=1440))[DETENTION]
    assert bool(found.marks) == marked
    assert any(mark.label for mark in found.marks) == labelled
    assert found.ticks or marked


def test_filters_thin_the_marks_and_never_the_bands_or_lanes():
    every, few = draw(focus=SPRING), draw(focus=SPRING, shown={STATEMENT})
    assert {slug: lane.band and lane.band.fills for slug, lane in lanes(every).items()}.keys() == lanes(few).keys()
    assert [each for lane in lanes(few).values() for each in events(lane)] == [STATEMENT, STATEMENT]
    assert few.relation.marks == []
    assert few.said == "15 Jan – 24 Apr 2025: 1 event" and few.tally == "1 in all"
    for slug, lane in lanes(few).items():
        before = lanes(every)[slug]
        assert lane.band is not None and before.band is not None
        assert [(each.cls, each.x, each.width) for each in lane.band.fills] == [
            (each.cls, each.x, each.width) for each in before.band.fills
        ]
        assert lane.today is None or before.today is None or lane.today.value == before.today.value


# --- clocks and languages --------------------------------------------------------------------------------------------
def test_asked_for_a_day_the_bands_end_there():
    found = draw("valid_on=2020-06-01")
    assert found.today == "1 Jun 2020"
    assert lanes(found).keys() == {CAFTA, ASYLUM, *("us-sv-" + each for each in EARLY)}, "as the sentence counts"
    band = lanes(found)[ASYLUM].band
    assert band is not None
    assert [each.cls for each in band.fills] == ["t3"], "signed, and no more by then"


def test_what_the_public_could_know_is_drawn_as_such():
    lane = lanes(draw("public_on=2025-03-12"))[DETENTION]
    assert lane.band is not None
    assert [each.cls for each in lane.band.fills] == ["t1", "t3"], "agreed in principle"


def test_numbers_are_written_alike_in_every_language():
    with translation.override("es"):
        drawn = page(draw(known=record("lang=es", "es"), opened=STATEMENT))
    numeric = ("x", "y", "x1", "x2", "y1", "y2", "width", "height", "data-t")
    for each in drawn.all():
        for name in numeric:
            for part in each[name].split():
                assert re.fullmatch(r"-?\d*\.?\d+%?", part), f"{name}={each[name]!r} on {each.tag}"
    assert drawn.one("div", id="figure")["data-said"].startswith("15 ene – 24 abr 2025: 35 ")


# --- the promises to script, style and reader ------------------------------------------------------------------------
def timed(drawn: Element) -> Iterator[Element]:
    return (each for each in drawn.all() if each["data-t"])


@pytest.mark.parametrize("focus", [SPRING, WINTER, ("2006-01-01", "2026-11-24")])
def test_what_moves_with_time_says_its_days(focus):
    drawn = page(draw(focus=focus, opened=STATEMENT))
    for each in timed(drawn):
        days = [float(day) for day in each["data-t"].split()]
        if each["transform"]:
            assert len(days) == 1 and each["transform"].startswith("translate(")
        elif each.tag in ("rect", "line"):
            assert len(days) == 2 and days[0] <= days[1]
        else:
            assert each["class"] == "brush"
    root = drawn.one("div", id="figure")
    assert re.fullmatch(r"\[\[.+\]\]", root["data-segments"]) and root["data-focus"] == "/".join(focus)


def test_looks_are_classes_and_nothing_carries_a_style():
    drawn = page(draw(opened=STATEMENT))
    assert not [each for each in drawn.all() if each["style"] or each.tag == "style"]


def test_ids_are_said_once():
    ids = [each["id"] for each in page(draw()).all() if each["id"]]
    assert len(ids) == len(set(ids))


def test_every_sign_is_on_the_sheet_of_signs(look):
    drawn = look("/us-sv/")
    ids = {each["id"] for each in drawn.all() if each["id"]}
    used = {each["href"] for each in drawn.one("div", id="figure").all("use")}
    assert used and {each.removeprefix("#") for each in used} <= ids


def test_marks_are_links_in_order_of_their_lane_and_day():
    drawn = page(draw())
    links = [each for each in drawn.all("a") if each["data-lane"]]
    assert all(each["aria-label"] and each["href"] for each in links)
    order: dict[str, list[float]] = {}
    for each in links:
        order.setdefault(each["data-lane"], []).append(float(each["data-t"]))
    assert list(order)[0] == "relation"
    assert all(days == sorted(days) for days in order.values())


@pytest.mark.parametrize("width", [320, 720, 900, 1112, 1200, 1440, 2560, 4000])
def test_nothing_is_drawn_outside_at_any_width(width):
    found = draw(width=width, opened=STATEMENT if width != 1440 else None)
    plot = float(found.plot)
    assert 0 < plot < width
    for lane in lanes(found).values():
        assert lane.band is not None
        for each in [*lane.band.fills, *lane.band.outlines]:
            assert float(each.x) >= 0
            assert float(each.x) + float(each.width) <= plot + 0.2
    assert all(0 <= float(each.x) <= plot for each in found.axis.texts)


# --- many ------------------------------------------------------------------------------------------------------------
def test_it_asks_the_record_once_whatever_is_in_it():
    known = record()
    with CaptureQueriesContext(connection) as few:
        draw(known=replace(known, standings={CAFTA: known.standings[CAFTA]}))
    with CaptureQueriesContext(connection) as many:
        draw(known=known)
    assert len(few) == len(many) == 1


def crowded(known: Record, count: int, copies: int) -> Record:
    """The record with so many events spread over the spring, and each agreement so many times."""
    agreements: dict[str, Any] = {}
    for number in range(copies):
        for slug, each in known.agreements.items():
            agreements[f"{slug}-{number}"] = {**each, "slug": f"{slug}-{number}"}
    pattern = known.shown[STATEMENT]
    slugs, events = list(agreements), []
    for number in range(count):
        event = deepcopy(pattern)
        day = date.fromordinal(date(2025, 1, 15).toordinal() + number % 100).isoformat()
        event.update(slug=f"e-{number}", agreements=[slugs[number * 7 % len(slugs)]], status_updates=[])
        event["date"] = {"edtf": day, "earliest": day, "latest": day}
        events.append(event)
    standings = {slug: known.standings[slug.rpartition("-")[0]] for slug in agreements}
    return replace(known, agreements=agreements, standings=standings, events=in_order(events))


def test_a_crowd_is_drawn_in_a_bounded_number_of_marks():
    known = crowded(record(), 5000, 14)
    found = draw(known=known)
    drawn = lanes(found)
    assert len(drawn) == 210
    count = sum(len(lane.marks) for lane in drawn.values())
    ticks = sum(len(lane.ticks) for lane in drawn.values())
    assert count <= MOST_MARKS
    assert count + ticks > 0
    one = draw(known=crowded(record(), 5000, 1))
    boxes = [mark for lane in lanes(one).values() for mark in lane.marks if mark.count]
    assert (
        sum(int(mark.count) for mark in boxes)
        + sum(not mark.count for lane in lanes(one).values() for mark in lane.marks)
        == 5000
    ), "and no event of the focus is lost"


def test_an_empty_record_is_drawn_as_empty():
    known = record()
    empty = replace(known, agreements={}, standings={}, events={}, conflicts=[])
    found = draw(known=empty)
    assert found.groups == [] and found.relation.marks == []
    assert found.said.endswith(": 0 events")
    assert page(found).one("div", id="figure")
