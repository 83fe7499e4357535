"""What is written on a band."""

from agreements.web.figure.scale import Segment, joined
from agreements.web.figure.spells import Spell
from agreements.web.figure.writing import write

SCALE = joined([(0, 100, 100), (100, 200, 500), (200, 300, 100)])
FOCUS = Segment(100, 200, 100, 600)


def spell(start: int, end: int, form: str, *words: str, **fields: object) -> Spell:
    return Spell(start, end, start, "signed", form, words=words, **fields)  # type: ignore[arg-type]


def test_words_stand_at_the_left_of_the_visible_part():
    (said,) = write([spell(20, 300, "level-3", "signed since 5 May 1970", "signed")], SCALE, 300, FOCUS)
    assert (said.text, said.x, said.y, said.anchor, said.cls) == ("signed since 5 May 1970", "106", "14", "start", "in")


def test_the_longest_words_that_fit_are_taken():
    (said,) = write([spell(150, 162, "level-4", "in force since 5 May 1970", "in force")], SCALE, 300, FOCUS)
    assert (said.text, said.cls) == ("in force", "on4")


def test_words_beside_a_band_stand_where_there_is_room():
    later = write([spell(220, 300, "level-3", "signed")], SCALE, 300, FOCUS, beside=["signed 9 Aug 1970"])
    assert [(each.text, each.x, each.anchor, each.cls) for each in later] == [
        ("signed 9 Aug 1970", "594", "end", "note")
    ]
    short = write([spell(100, 104, "level-3", "signed")], SCALE, 104, FOCUS, beside=["signed 11 Apr 1970"])
    assert [(each.x, each.anchor) for each in short] == [("126", "start")]


def test_without_room_nothing_is_written():
    assert write([spell(100, 300, "level-3", "x" * 200)], SCALE, 300, FOCUS, beside=["y" * 20]) == []
    assert write([], SCALE, 300, FOCUS, beside=["y" * 200]) == []


def test_rivals_stand_on_a_plate_and_the_ended_on_their_line():
    plated, line = write(
        [spell(100, 150, "hatch", "signed | denied", hatch=(3, 1)), spell(150, 300, "ended", "terminated, 1970")],
        SCALE,
        300,
        FOCUS,
    )
    assert plated.plate_width and not line.plate_width
    assert line.cls == "note"


def test_words_keep_clear_of_a_notched_end():
    whole = joined([(0, 100, 500)])
    (said,) = write([spell(-50, 100, "level-3", "signed")], whole, 100, whole.segments[0])
    assert said.x == "10"
