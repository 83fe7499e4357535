"""Slugs of new records."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreements import naming
from agreements.shapes import EventIn, read

from . import inputs


@pytest.mark.parametrize(
    ("title", "day", "slug"),
    [
        ("Visit to San José", "2025-02-03", "visit-to-san-jose-2025-02-03"),
        ("Talks", "2025-02~", "talks-2025-02"),
        ("Talks", "2025-02-01/2025-02-06", "talks-2025-02-01"),
        ("Talks", "../2019", "talks-2019"),
        ("U.S. & El Salvador: “deal”?", "2025", "u-s-el-salvador-deal-2025"),
        ("協定", "2025", "event-2025"),
        ("", "", "event"),
        (" - ", "soon", "event"),
    ],
)
def test_a_slug_is_made_of_words_and_day(title: str, day: str, slug: str) -> None:
    assert naming.proposed(title, day) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = naming.proposed("memorandum " * 20, "2025-02-03")
    assert slug == "-".join(["memorandum"] * 7) + "-2025-02-03"


@given(st.text(max_size=400), st.sampled_from(["2025-02-03", "2025", "", "1984~/2004-06"]))
def test_whatever_the_title_a_slug_is_a_slug(title: str, day: str) -> None:
    slug = naming.proposed(title, day)
    assert read(EventIn, inputs.event(slug)).slug == slug


def test_the_first_free_name_is_the_best() -> None:
    assert naming.first_free("talks", set()) == "talks"
    assert naming.first_free("talks", {"talks", "talks-2", "talks-4"}) == "talks-3"


@given(st.from_regex(r"\A[a-z0-9]{1,9}(-[a-z0-9]{1,9}){0,9}\Z"), st.integers(1, 30))
def test_numbered_names_are_slugs_and_differ(slug: str, n: int) -> None:
    taken: set[str] = set()
    for _ in range(n):
        name = naming.first_free(slug, taken)
        assert read(EventIn, inputs.event(name)).slug not in taken
        taken.add(name)
