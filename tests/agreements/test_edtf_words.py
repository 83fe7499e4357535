"""EDTF dates in words and in figures, in English and Spanish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements.edtf import in_figures, in_words, parse, since

from . import edtf_strategies as edtf

SAID = [
    # text, English words, Spanish words, English figures, Spanish figures
    ("2025-02-03", "3 February 2025", "3 de febrero de 2025", "3 Feb 2025", "3 feb 2025"),
    ("2025-02", "February 2025", "febrero de 2025", "Feb 2025", "feb 2025"),
    ("2021", "2021", "2021", "2021", "2021"),
    ("2021~", "about 2021", "hacia 2021", "~2021", "~2021"),
    ("2019-09~", "about September 2019", "hacia septiembre de 2019", "~Sep 2019", "~sep 2019"),
    ("2025-02-03~", "about 3 February 2025", "hacia el 3 de febrero de 2025", "~3 Feb 2025", "~3 feb 2025"),
    ("2025-03?", "possibly March 2025", "posiblemente marzo de 2025", "Mar 2025?", "mar 2025?"),
    ("2021%", "possibly about 2021", "posiblemente hacia 2021", "~2021?", "~2021?"),
    ("2025-03-XX", "a day in March 2025", "un día de marzo de 2025", "day in Mar 2025", "día de mar 2025"),
    ("2004-XX-XX", "a day in 2004", "un día de 2004", "day in 2004", "día de 2004"),
    ("2004-XX", "a month in 2004", "un mes de 2004", "month in 2004", "mes de 2004"),
    ("201X", "the 2010s", "la década de 2010", "2010s", "déc. 2010"),
    ("20XX", "the years 2000 to 2099", "los años 2000 a 2099", "2000–2099", "2000–2099"),
    ("0985-03", "March 985 AD", "marzo de 985 d. C.", "Mar 985 AD", "mar 985 d. C."),
    ("0000", "1 BC", "1 a. C.", "1 BC", "1 a. C."),
    ("-1985", "1986 BC", "1986 a. C.", "1986 BC", "1986 a. C."),
    ("Y-17000", "17001 BC", "17001 a. C.", "17001 BC", "17001 a. C."),
    ("Y170000002", "the year 170000002", "el año 170000002", "170000002", "170000002"),
    ("2025-02-01/2025-02-06", "1 to 6 February 2025", "del 1 al 6 de febrero de 2025", "1–6 Feb 2025", "1–6 feb 2025"),
    (
        "2025-01-28/2025-02-03",
        "28 January to 3 February 2025",
        "del 28 de enero al 3 de febrero de 2025",
        "28 Jan – 3 Feb 2025",
        "28 ene – 3 feb 2025",
    ),
    (
        "2024-12-28/2025-01-03",
        "28 December 2024 to 3 January 2025",
        "del 28 de diciembre de 2024 al 3 de enero de 2025",
        "28 Dec 2024 – 3 Jan 2025",
        "28 dic 2024 – 3 ene 2025",
    ),
    (
        "2025-02-03/2025-03",
        "3 February 2025 to March 2025",
        "del 3 de febrero de 2025 a marzo de 2025",
        "3 Feb 2025 – Mar 2025",
        "3 feb 2025 – mar 2025",
    ),
    ("2025-02/2025-03", "February to March 2025", "de febrero a marzo de 2025", "Feb–Mar 2025", "feb–mar 2025"),
    ("2019/2021", "2019 to 2021", "de 2019 a 2021", "2019–2021", "2019–2021"),
    ("2019~/2021", "from about 2019 to 2021", "desde hacia 2019 hasta 2021", "~2019 – 2021", "~2019 – 2021"),
    (
        "2025-03-XX/2025-04-03",
        "from a day in March 2025 to 3 April 2025",
        "desde un día de marzo de 2025 hasta el 3 de abril de 2025",
        "day in Mar 2025 – 3 Apr 2025",
        "día de mar 2025 – 3 abr 2025",
    ),
    ("2019/Y12345", "2019 to the year 12345", "de 2019 al año 12345", "2019–12345", "2019–12345"),
    ("2025-02-01/2025-02-01", "1 February 2025", "1 de febrero de 2025", "1 Feb 2025", "1 feb 2025"),
    ("2025-02/..", "since February 2025", "desde febrero de 2025", "Feb 2025 –", "feb 2025 –"),
    ("2025-02-03/..", "since 3 February 2025", "desde el 3 de febrero de 2025", "3 Feb 2025 –", "3 feb 2025 –"),
    ("1985/", "from 1985, end not known", "desde 1985, fin desconocido", "1985 – ?", "1985 – ?"),
    ("../2019-03-05", "until 5 March 2019", "hasta el 5 de marzo de 2019", "– 5 Mar 2019", "– 5 mar 2019"),
    ("/1985", "until 1985, start not known", "hasta 1985, inicio desconocido", "? – 1985", "? – 1985"),
    (
        "[2025-03-13,2025-03-14]",
        "13 or 14 March 2025",
        "13 o 14 de marzo de 2025",
        "13 or 14 Mar 2025",
        "13 o 14 mar 2025",
    ),
    (
        "[2025-03-07,2025-03-08]",
        "7 or 8 March 2025",
        "7 u 8 de marzo de 2025",
        "7 or 8 Mar 2025",
        "7 u 8 mar 2025",
    ),
    (
        "[2025-03-11,2025-03-12,2025-03-20]",
        "11, 12 or 20 March 2025",
        "11, 12 o 20 de marzo de 2025",
        "11, 12 or 20 Mar 2025",
        "11, 12 o 20 mar 2025",
    ),
    (
        "[2025-09,2025-10]",
        "September or October 2025",
        "septiembre u octubre de 2025",
        "Sep or Oct 2025",
        "sep u oct 2025",
    ),
    (
        "[2025-03-13..2025-03-15]",
        "between 13 and 15 March 2025",
        "entre el 13 y el 15 de marzo de 2025",
        "between 13 and 15 Mar 2025",
        "entre 13 y 15 mar 2025",
    ),
    (
        "[2025-03-13..2025-03-15,2025-04-02]",
        "between 13 and 15 March 2025 or 2 April 2025",
        "entre el 13 y el 15 de marzo de 2025 o el 2 de abril de 2025",
        "between 13 and 15 Mar 2025 or 2 Apr 2025",
        "entre 13 y 15 mar 2025 o 2 abr 2025",
    ),
    ("[2019,2020-03]", "2019 or March 2020", "2019 o marzo de 2020", "2019 or Mar 2020", "2019 o mar 2020"),
]


@pytest.mark.parametrize(("text", "english", "spanish", "english_figures", "spanish_figures"), SAID)
def test_a_date_is_said_in_both_languages(text, english, spanish, english_figures, spanish_figures):
    date = parse(text)
    assert (in_words(date), in_words(date, "es")) == (english, spanish)
    assert (in_figures(date), in_figures(date, "es")) == (english_figures, spanish_figures)


@pytest.mark.parametrize(
    ("text", "english", "spanish"),
    [
        ("2006-03-01", "since 1 March 2006", "desde el 1 de marzo de 2006"),
        ("2006-03", "since March 2006", "desde marzo de 2006"),
        ("2006~", "since about 2006", "desde hacia 2006"),
        ("[2006-03-01,2006-03-02]", "since 1 or 2 March 2006", "desde 1 o 2 de marzo de 2006"),
        ("2006/..", "since 2006", "desde 2006"),
        ("2006-03-01/2006-03-05", "1 to 5 March 2006", "del 1 al 5 de marzo de 2006"),
    ],
)
def test_what_lasts_is_said_from_its_first_day_on(text, english, spanish):
    assert (since(parse(text)), since(parse(text), "es")) == (english, spanish)


@pytest.mark.parametrize("say", [in_words, in_figures])
def test_a_region_after_the_language_is_ignored(say):
    assert say(parse("2025-01"), "es-SV") == say(parse("2025-01"), "es")


@pytest.mark.parametrize("say", [in_words, in_figures, since])
def test_another_language_is_refused_by_name(say):
    with pytest.raises(ValueError, match="language 'fr': dates are written in en and es only"):
        say(parse("2025-01"), "fr")


@given(edtf.texts, st.sampled_from([in_words, in_figures]), st.sampled_from(["en", "es"]))
def test_every_date_has_words_without_stray_blanks_or_braces(text, say, language):
    said = say(parse(text), language)
    assert said == " ".join(said.split())
    assert said
    assert not set(said) & set("{}[]/X")


@given(edtf.points, edtf.points, st.sampled_from([in_words, in_figures]), st.sampled_from(["en", "es"]))
def test_two_single_dates_are_said_alike_only_if_they_are_one(one, other, say, language):
    assert (say(parse(one), language) == say(parse(other), language)) == (one == other)
