"""EDTF texts to bounds: what is read, what is refused and with which advice, and the laws that hold."""

import re
import time
from dataclasses import FrozenInstanceError
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.edtf import MAX_LENGTH, EdtfError, parse

from . import edtf_strategies as edtf

MIN, MAX = "0001-01-01", "9999-12-31"

VALID = [
    # text, date_from, date_to, start_to, precision
    ("2025-03-14", "2025-03-14", "2025-03-14", "2025-03-14", "day"),
    ("2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29", "day"),
    ("2025-03", "2025-03-01", "2025-03-31", "2025-03-31", "month"),
    ("2024-02", "2024-02-01", "2024-02-29", "2024-02-29", "month"),
    ("1900-02", "1900-02-01", "1900-02-28", "1900-02-28", "month"),
    ("2000-02", "2000-02-01", "2000-02-29", "2000-02-29", "month"),
    ("2023", "2023-01-01", "2023-12-31", "2023-12-31", "year"),
    ("0985", "0985-01-01", "0985-12-31", "0985-12-31", "year"),
    ("2025-03~", "2025-03-01", "2025-03-31", "2025-03-31", "month"),
    ("2025-03-XX", "2025-03-01", "2025-03-31", "2025-03-31", "month"),
    ("2004-02-XX", "2004-02-01", "2004-02-29", "2004-02-29", "month"),
    ("2004-XX", "2004-01-01", "2004-12-31", "2004-12-31", "year"),
    ("2004-XX-XX", "2004-01-01", "2004-12-31", "2004-12-31", "year"),
    ("201X", "2010-01-01", "2019-12-31", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "2099-12-31", "century"),
    ("99XX", "9900-01-01", MAX, MAX, "century"),
    ("2025-02-01/2025-02-06", "2025-02-01", "2025-02-06", "2025-02-06", "interval"),
    ("2025-02-01/2025-02-01", "2025-02-01", "2025-02-01", "2025-02-01", "interval"),
    ("2024/2025-02", "2024-01-01", "2025-02-28", "2025-02-28", "interval"),
    ("2025-03-15/2025-03", "2025-03-15", "2025-03-31", "2025-03-31", "interval"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "2004-07-03", "interval"),
    ("2025-02/..", "2025-02-01", MAX, "2025-02-28", "interval"),
    ("1985/", "1985-01-01", MAX, "1985-12-31", "interval"),
    ("../2019", MIN, "2019-12-31", "2019-12-31", "interval"),
    ("/1985", MIN, "1985-12-31", "1985-12-31", "interval"),
    ("[2025-03-13,2025-03-14]", "2025-03-13", "2025-03-14", "2025-03-14", "set"),
    ("[2025-03-13..2025-03-15]", "2025-03-13", "2025-03-15", "2025-03-15", "set"),
    ("[2024,2025-02,2025-03-01..2025-03-09]", "2024-01-01", "2025-03-09", "2025-03-09", "set"),
    ("[2024,2024-02-03]", "2024-01-01", "2024-12-31", "2024-12-31", "set"),
    ("0000", MIN, MIN, MIN, "year"),
    ("-1985", MIN, MIN, MIN, "year"),
    ("-0004-02-29", MIN, MIN, MIN, "day"),
    ("000X", MIN, "0009-12-31", "0009-12-31", "decade"),
    ("Y-17000", MIN, MIN, MIN, "long_year"),
    ("Y170000002", MAX, MAX, MAX, "long_year"),
    ("-0300/0020", MIN, "0020-12-31", "0020-12-31", "interval"),
    ("2019/Y12345", "2019-01-01", MAX, MAX, "interval"),
]

INVALID = [
    # text, a part of the message
    ("", "a date is missing"),
    (" \t\n", "a date is missing"),
    ("2025-02-30", "2025-02-30: February 2025 has 28 days; write 2025-02 if the day is not known"),
    ("2004-02-30", "February 2004 has 29 days"),
    ("1900-02-29", "February 1900 has 28 days"),
    ("2025-04-31", "April 2025 has 30 days"),
    ("2025-02-00", "days are counted from 01; write 2025-02"),
    ("2025-13", "months run from 01 to 12; write 2025 if"),
    ("2025-00", "months run from 01 to 12; write 2025 if"),
    ("0000-00-00", "months run from 01 to 12; write 0000 if"),
    ("2001-21", "seasons and other parts of a year are not read; write the month, such as 2001-03, or an interval"),
    ("2001-41", "an interval of months, such as 2001-03/2001-05"),
    ("2025-02-30/2025-03-01", "2025-02-30: February 2025 has 28 days"),
    ("2025-03-14T10:00Z", "a day, not a time; write 2025-03-14"),
    ("2025-03-14T10:00:00+02:00", "a day, not a time; write 2025-03-14"),
    ("2025-03-14T10:00:00", "a day, not a time; write 2025-03-14"),
    ("2025-03-14 10:00", "a day, not a time; write 2025-03-14"),
    ("2025-03-14Z", "a day, not a time; write 2025-03-14"),
    ("2025-03/2025-02", "the end lies before the start; write 2025-02/2025-03"),
    ("-1984/-1985", "the end lies before the start; write -1985/-1984"),
    ("Y170000003/Y170000002", "the end lies before the start"),
    ("[2025-03-15..2025-03-13]", "the end lies before the start; write 2025-03-13..2025-03-15"),
    ("{2025-03-13,2025-03-14}", "all-of sets are not read; record each date by itself"),
    ("[2025-03-13]", "a set has two members or a range; write 2025-03-13"),
    ("[2025-03-13,2025-03-13]", "a set has two members or a range; write 2025-03-13"),
    ("[]", "a date is missing"),
    ("[2025-03-13,]", "a date is missing"),
    ("[2025-03-13~,2025-03-14]", "leave out ~ ? % and X"),
    ("[2025-03-XX,2025-04]", "leave out ~ ? % and X"),
    ("[..1760-12-03]", "a set has no open end; write an interval"),
    ("[2025-03-13/2025-03-15]", "inside a set a range has two dots; write 2025-03-13..2025-03-15"),
    ("[2025-03-13,2025-03-14", "a set stands alone between [ and ]"),
    ("[2025-03-13,2025-03-14]/2025-04", "a set stands alone between [ and ]"),
    ("20250314", "the parts are joined by hyphens; write 2025-03-14"),
    ("202503", "the parts are joined by hyphens; write 2025-03"),
    ("2025/03/14", "the parts are joined by hyphens; write 2025-03-14"),
    ("2025/03", "the parts are joined by hyphens; write 2025-03"),
    ("2025–03", "the hyphen is the plain one"),
    ("14/03/2025", "the year comes first, then month and day"),
    ("3.10.2026", "the year comes first, then month and day"),
    ("03/2025", "the year comes first, then the month"),
    ("2025-3-4", "month and day have two digits each"),
    ("2025-03-13/14", "both ends of an interval are whole dates"),
    ("2025/2026/2027", "an interval has two ends"),
    ("985", "the year with four digits"),
    ("-0000", "write 0000"),
    ("17000", "takes a Y; write Y17000"),
    ("-17000", "takes a Y; write Y-17000"),
    ("Y2004", "Y is for years of more than four digits; write 2004"),
    ("Y012345", "a Y-year starts with no nought"),
    ("Y12345-03", "a Y-year has no month; write Y12345"),
    ("~2021", "the mark stands at the end"),
    ("2004~-06", "the mark stands at the end"),
    ("2021?~", "write % for both ~ and ?"),
    ("2004-xx", "a capital X, from the right"),
    ("199u", "a capital X, from the right"),
    ("2XXX", "a capital X, from the right"),
    ("2004-XX-05", "digits are left open from the right; write 2004-XX-XX"),
    ("201X-03", "digits are left open from the right; write 201X"),
    ("-198X", "write an interval such as -1989/-1980"),
    ("2020/present", "an open end is .."),
    ("..2019", "an interval has a /; write ../2019"),
    ("2019..", "an interval has a /; write 2019/.."),
    ("2019..2021", "an interval has a /; write 2019/2021"),
    ("..", "one end at least must be a date"),
    ("/", "one end at least must be a date"),
    ("../..", "one end at least must be a date"),
    ("marzo de 2020", "write 2025-03-14, 2025-03 or 2025, an interval"),
    ("Q3 2025", "not a date that is read here"),
    ("not a date", "not a date that is read here"),
    ("２０２５", "not a date that is read here"),
    ("2025-03-14\n2025", "not a date that is read here"),
]

UGLY = [
    "\x00",
    "2025\x00",
    "\ud800",
    "2025-\udfff",
    "[\ud800,2025]",
    "9" * 10_000,
    "-" * 10_000,
    "Y" + "9" * 10_000,
    "~" * 10_000,
    "[2025," * 2_000,
    "[" + "2025," * 2_000 + "2026]",
    "../" * 4_000,
    "2025-03-14" + "~" * 180,
    "?" * 199,
    "[" * 199,
    "1" * 100 + "/" + "1" * 99,
    "<script>alert(1)</script>",
    "\u202e2025-03",
]


@pytest.mark.parametrize(("text", "date_from", "date_to", "start_to", "precision"), VALID)
def test_a_text_gives_its_bounds(text, date_from, date_to, start_to, precision):
    parsed = parse(text)
    bounds = (parsed.date_from, parsed.date_to, parsed.start_to)
    assert tuple(map(date.isoformat, bounds)) == (date_from, date_to, start_to)
    assert (parsed.text, parsed.precision) == (text, precision)


@pytest.mark.parametrize(("text", "advice"), INVALID)
def test_a_refusal_names_the_reason_and_the_form_to_use(text, advice):
    with pytest.raises(EdtfError, match=re.escape(advice)):
        parse(text)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2025-02-01/2025-02-06", "2025-02-01", "2025-02-06"),
        ("2025-02/..", "2025-02-01", None),
        ("2025-02/", "2025-02-01", None),
        ("../2019", None, "2019-12-31"),
        ("/1985", None, "1985-12-31"),
        ("-1985", None, None),
        ("-0300/0020", None, "0020-12-31"),
        ("Y170000002", None, None),
        ("2019/Y12345", "2019-01-01", None),
        ("0001-01-01", MIN, MIN),
        ("9999-12-31", MAX, MAX),
    ],
)
def test_an_end_that_is_open_unknown_or_out_of_range_is_null_in_json(text, earliest, latest):
    assert parse(text).as_json() == {"edtf": text, "earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2025-03", False, False),
        ("2025-03~", True, False),
        ("2025-03?", False, True),
        ("2025-03%", True, True),
        ("201X~", True, False),
        ("Y-17000?", False, True),
        ("2019~/2021", True, False),
        ("2019/2021?", False, True),
        ("2019~/2021?", True, True),
        ("../2021%", True, True),
    ],
)
def test_the_marks_of_either_end_are_those_of_the_date(text, approximate, uncertain):
    parsed = parse(text)
    assert (parsed.approximate, parsed.uncertain) == (approximate, uncertain)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("  2019-03~\n", "2019-03~"),
        ("2025-02-01 / 2025-02-06", "2025-02-01/2025-02-06"),
        ("[2025-03-14, 2025-03-13]", "[2025-03-13,2025-03-14]"),
        ("[2025-03-13,2025-03-14,2025-03-13]", "[2025-03-13,2025-03-14]"),
        ("[2025-03-13..2025-03-13,2025-03-14]", "[2025-03-13,2025-03-14]"),
        ("[-0004,-0005]", "[-0005,-0004]"),
    ],
)
def test_one_date_written_two_ways_is_one_text(written, canonical):
    assert parse(written) == parse(canonical)
    assert parse(written).text == canonical


def test_only_an_unmarked_day_is_exact():
    exact = [text for text in ("2025-03-14", "2025-03-14~", "2025-03-14?", "2025-03", "2025-03-XX", "2025-03-14/..")
             if parse(text).is_exact_day]  # fmt: skip
    assert exact == ["2025-03-14"]


def test_a_parsed_date_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        parse("2025").text = "2026"  # type: ignore[misc]


@pytest.mark.parametrize("text", UGLY)
def test_an_ugly_text_is_refused_at_once_in_a_short_printable_message(text):
    begun = time.perf_counter()
    with pytest.raises(EdtfError) as refusal:
        parse(text)
    assert time.perf_counter() - begun < 0.1
    message = str(refusal.value)
    assert message.isprintable()
    assert len(message) < 300


def test_a_text_at_the_length_limit_is_read_and_one_beyond_is_not():
    longest = "Y" + "9" * (MAX_LENGTH - 1)
    assert parse(longest).text == longest
    with pytest.raises(EdtfError, match=f"at most {MAX_LENGTH}"):
        parse(longest + "9")


@given(edtf.texts)
def test_the_bounds_are_in_order(text):
    parsed = parse(text)
    assert parsed.date_from <= parsed.start_to <= parsed.date_to


@given(edtf.texts)
def test_the_canonical_text_means_the_same_date(text):
    assert parse(parse(text).text) == parse(text)


@given(edtf.texts)
def test_a_null_bound_is_stored_at_the_edge_of_the_calendar(text):
    parsed = parse(text)
    assert parsed.earliest is not None or parsed.date_from in (date.min, date.max)
    assert parsed.latest is not None or parsed.date_to in (date.min, date.max)


@given(edtf.unmarked, st.sampled_from("~?%"))
def test_a_mark_never_widens_the_bounds(text, mark):
    plain, marked = parse(text), parse(text + mark)
    assert (plain.date_from, plain.date_to, plain.start_to) == (marked.date_from, marked.date_to, marked.start_to)
    assert marked.approximate or marked.uncertain


@given(st.one_of(edtf.exact, edtf.unspecified), st.dates())
def test_a_day_lies_in_the_bounds_exactly_if_its_digits_match(text, day):
    parsed = parse(text)
    pattern = re.compile(text.replace("X", "[0-9]"))
    for tried in {day, parsed.date_from, parsed.date_to}:
        assert bool(pattern.match(tried.isoformat())) == (parsed.date_from <= tried <= parsed.date_to)


@given(edtf.exact.filter(lambda text: "0001" < text[:4] < "9999"))
def test_the_day_before_and_the_day_after_are_outside(text):
    parsed, one = parse(text), timedelta(days=1)
    assert not (parsed.date_from - one).isoformat().startswith(text)
    assert not (parsed.date_to + one).isoformat().startswith(text)


@given(edtf.ordered_pairs.filter(lambda pair: pair[0] != pair[1]))
def test_an_interval_and_a_range_run_from_the_first_day_of_one_to_the_last_of_the_other(pair):
    start, end = pair
    for span in (parse(f"{start}/{end}"), parse(f"[{start}..{end}]")):
        assert (span.date_from, span.date_to) == (parse(start).date_from, parse(end).date_to)
        assert span.start_to == span.date_to


@given(edtf.points)
def test_an_interval_without_an_end_may_start_on_the_days_of_its_start(text):
    start = parse(text)
    for interval in (parse(f"{text}/.."), parse(f"{text}/")):
        assert (interval.date_from, interval.start_to) == (start.date_from, start.date_to)
        assert (interval.date_to, interval.latest) == (date.max, None)


@given(edtf.far_years)
def test_years_beyond_the_calendar_are_clamped_to_its_nearer_edge(text):
    parsed = parse(text)
    edge = date.min if "-" in text else date.max
    assert parsed.date_from == parsed.date_to == edge
    assert parsed.open_start
    assert parsed.open_end


@given(edtf.texts, edtf.texts)
def test_overlap_is_mutual_and_means_a_shared_day(one, other):
    a, b = parse(one), parse(other)
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(b) == (max(a.date_from, b.date_from) <= min(a.date_to, b.date_to))


@given(edtf.texts)
def test_a_date_overlaps_itself_and_all_time(text):
    assert parse(text).overlaps(parse(text))
    assert parse(text).overlaps(parse("../9999"))


@given(st.text(st.characters(codec=None), max_size=60) | st.text("0123456789-/.[],~?%XYuT:{} ", max_size=40))
def test_any_text_is_a_date_or_an_edtf_error(text):
    try:
        parsed = parse(text)
    except EdtfError as refusal:
        assert str(refusal).isprintable()
    else:
        assert parse(parsed.text) == parsed


@given(edtf.texts, st.data())
def test_a_date_with_one_character_changed_is_a_date_or_an_edtf_error(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from("0123456789-/.[],~?%XY \x00\ud800"))
    changed = text[:place] + character + text[place + 1 :]
    try:
        parsed = parse(changed)
    except EdtfError:
        return
    assert parse(parsed.text) == parsed
