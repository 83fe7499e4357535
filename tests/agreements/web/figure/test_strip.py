"""The strip of all years."""

from datetime import date

from agreements.web.figure import strip
from agreements.web.figure.scale import day_number
from agreements.web.figure.strip import Strip
from agreements.web.figure.window import Window, whole

TODAY = day_number(date(2026, 11, 24))
DAYS = [day_number(date.fromisoformat(day)) for day in ("2006-03-01", "2019-07-21", "2025-02-03", "2025-02-20")]
FOCUS = Window(day_number(date(2025, 1, 15)), day_number(date(2025, 4, 24)))


def drawn(window: Window = FOCUS, days: list[int] = DAYS) -> Strip:
    return strip.strip(days, window, whole(DAYS, TODAY), 900, today=TODAY, language="en")


def texts(found: Strip) -> list[str]:
    return [each.text for each in found.texts]


def test_a_bar_per_month_as_high_as_it_has_events():
    bars = drawn().bars
    assert [each.cls for each in bars] == ["bar", "bar", "bar in"]
    assert [float(each.height) for each in bars] == [11, 11, 22]


def test_the_brush_says_its_days_and_how_many_events_they_hold():
    found = drawn()
    assert "15 Jan – 24 Apr 2025: 2 events" in texts(found)
    assert found.brush.t == f"{FOCUS.first} {FOCUS.last + 1}"
    assert [(name, each.t) for name, each in found.brush.ends] == [
        ("from", str(FOCUS.first)),
        ("to", str(FOCUS.last + 1)),
    ]


def test_a_gap_has_a_note_unless_the_brush_lies_there():
    assert "one event before 2019" in texts(drawn())
    wide = Window(day_number(date(2008, 1, 1)), day_number(date(2018, 1, 1)))
    assert "one event before 2019" not in texts(drawn(wide))
    ten = [DAYS[0] + day for day in range(10)]
    assert "10 events before 2019" in texts(drawn(days=[*ten, *DAYS[1:]]))


def test_the_words_of_the_brush_stay_on_the_sheet():
    for first, last in ((2006, 2006), (2012, 2014), (2025, 2026), (2006, 2026)):
        window = Window(day_number(date(first, 1, 1)), day_number(date(last, 11, 24)))
        said = next(each for each in drawn(window).texts if each.cls == "brush-words")
        assert 0 <= float(said.x) <= 900
        assert said.anchor == ("end" if float(said.x) > 450 else said.anchor)


def test_a_window_beyond_the_record_lengthens_the_strip():
    window = Window(day_number(date(2027, 1, 1)), day_number(date(2028, 1, 1)))
    assert drawn(window).segment.day_to == window.last + 1


def test_nothing_recorded_is_an_empty_strip():
    found = drawn(days=[])
    assert found.bars == []
    assert "15 Jan – 24 Apr 2025: 0 events" in texts(found)
